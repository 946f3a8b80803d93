import { describe, expect, it } from 'vitest'
import { addressRules, isPublicAddress, type Resolve } from '../../src/egress/network/address.ts'
import { proxyFor } from '../../src/egress/network/proxy.ts'
import { createTransport } from '../../src/egress/transport.ts'
import { failure } from './bed.ts'

const refused =
  `0.1.2.3 0.0.0.0 10.254.0.0 100.100.0.0 127.0.0.1 127.254.254.254 169.254.45.1 169.254.169.254 172.16.10.65
  192.0.0.0 192.0.0.255 192.0.2.255 192.88.99.3 192.168.10.65 198.18.0.0 198.51.100.65 203.0.113.6 224.1.2.3 233.252.0.16
  240.240.240.240 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:a9fe:a9fe ::ffff:0.0.0.1 64:ff9b::c0a8:0
  64:ff9b::808:808 64:ff9b:1::dead:beef 100::1:2:3:4 2001:db8::1 2002:c000:0204::1 2002:c0a8:0001::1 3fff::dead:beef
  5f00::dead:beef fd00:ec2::254 fd7a:115c:a1e0::1 fdee:3a45:9057::1 fe80::1 febf:ffff::1 ff02::1`.split(/\s+/)
const allowed = ['1.1.1.1', '8.8.8.8', '2001:4860:4860::8888', '::ffff:8.8.8.8']
const spellings = ['0x7f.1', '2130706433', '017700000001', '127.1', '①②⑦.0.0.1', '0', '[::1]', '[::ffff:127.0.0.1]']

const resolving =
  (...addresses: string[]): Resolve =>
  (_host, _options, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )

function resolve(
  rules: ReturnType<typeof addressRules>,
  host: string,
  resolver: Resolve,
  all = true,
): Promise<unknown> {
  return new Promise((settle, reject) => {
    rules.lookup(resolver)(host, { all }, (error, address) => (error === null ? settle(address) : reject(error)))
  })
}

describe('T44: addresses', () => {
  it.each(refused)('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false))
  it.each(allowed)('%s is public', (address) => expect(isPublicAddress(address)).toBe(true))

  it.each(spellings)('a transport refuses https://%s before it connects', async (host) => {
    const transport = createTransport({ env: {} })
    const error = await failure(transport(`https://${host}/`), 'config_invalid')
    expect(error.detail.path).toBe('network.allow')
    await transport.close()
  })

  it('a name is refused for any forbidden address among its answers, and says how to allow it', async () => {
    const rules = addressRules([])
    expect(await resolve(rules, 'a.example', resolving('8.8.8.8', '1.1.1.1'))).toHaveLength(2)
    expect(await resolve(rules, 'a.example', resolving('8.8.8.8'), false)).toBe('8.8.8.8')
    for (const set of [['127.0.0.1'], ['8.8.8.8', '10.0.0.1'], ['2001:4860:4860::8888', '::1']]) {
      const error = await failure(resolve(rules, 'a.example', resolving(...set)), 'config_invalid')
      expect(error.message).toContain("network: { allow: ['a.example'] }")
    }
    await expect(resolve(rules, 'a.example', resolving())).rejects.toMatchObject({ code: 'ENOTFOUND' })
  })

  it('an answer that changes from public to loopback is refused when it does', async () => {
    const rules = addressRules([])
    const answers = ['8.8.8.8', '127.0.0.1']
    const rebinding: Resolve = (host, options, done) => resolving(answers.shift() ?? '')(host, options, done)
    expect(await resolve(rules, 'a.example', rebinding, false)).toBe('8.8.8.8')
    await failure(resolve(rules, 'a.example', rebinding, false), 'config_invalid')
  })

  it('what the operator lists is allowed: a host, an address, a range', async () => {
    const rules = addressRules(['git.corp.example', '10.2.0.0/16', '::1', 'fd12:3456::/32'])
    await resolve(rules, 'GIT.corp.example.', resolving('192.168.1.1'))
    await resolve(rules, 'a.example', resolving('10.2.255.1', '::1', 'fd12:3456:1::1'))
    await failure(resolve(rules, 'a.example', resolving('10.3.0.1')), 'config_invalid')
    await failure(resolve(rules, 'a.git.corp.example', resolving('192.168.1.1')), 'config_invalid')
    for (const bad of ['10.0.0.0/33', 'a b', 'http://x', '*.corp', ''])
      expect(() => addressRules([bad])).toThrow('network.allow')
  })

  it.each(['169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '::ffff:169.254.169.254'])(
    '%s can never be allowed',
    async (address) => {
      const rules = addressRules([address, '0.0.0.0/0', '::/0', 'meta.example'])
      expect(() => rules.checkHost(address)).toThrow('never')
      await failure(resolve(rules, 'meta.example', resolving(address)), 'config_invalid')
    },
  )

  it('T45: plain http is for loopback and named hosts', async () => {
    const rules = addressRules(['git.corp.example'])
    expect(['127.0.0.1', '[::1]', 'localhost', 'git.corp.example'].map((host) => rules.mayBePlain(host))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(['8.8.8.8', 'example.com', 'corp.example'].map((host) => rules.mayBePlain(host))).toEqual([
      false,
      false,
      false,
    ])
    const transport = createTransport({ env: {} })
    expect((await failure(transport('http://example.com/'), 'config_invalid')).detail.rule).toBe('https')
    await failure(transport('http://127.0.0.1:9/'), 'config_invalid')
    await transport.close()
  })
})

describe('which proxy', () => {
  const at = (url: string, env: Record<string, string>, proxy?: string | false) =>
    proxyFor(new URL(url), proxy, env)?.href ?? null
  const env = { HTTPS_PROXY: 'http://p:1', http_proxy: 'q:2' }

  it('is taken by scheme, from the environment or the options', () => {
    expect(at('https://a.example', env)).toBe('http://p:1/')
    expect(at('http://a.example', env)).toBe('http://q:2/')
    expect(at('https://a.example', { ...env, https_proxy: 'http://lower:3' })).toBe('http://lower:3/')
    expect(at('https://a.example', env, 'http://own:4')).toBe('http://own:4/')
    expect([at('https://a.example', env, false), at('https://a.example', {})]).toEqual([null, null])
    expect(() => at('https://a.example', {}, 'socks5://user:canary@x')).toThrow(/^(?!.*canary).*http/)
  })

  it.each([
    ['*', true],
    ['a.example', true],
    ['.example', true],
    ['*.example', true],
    ['EXAMPLE', true],
    ['b.example, a.example:443', true],
    ['a.example:8443', false],
    ['xample', false],
    ['b.a.example', false],
    ['', false],
    [' , ,', false],
  ])('NO_PROXY=%s exempts https://a.example: %s', (list, isExempt) => {
    expect(at('https://a.example', { ...env, NO_PROXY: list })).toBe(isExempt ? null : 'http://p:1/')
    expect(at('https://a.example', { ...env, no_proxy: list })).toBe(isExempt ? null : 'http://p:1/')
  })

  it('knows IPv6 addresses and ports', () => {
    expect(at('https://[2001:db8::1]:8443', { ...env, NO_PROXY: '[2001:db8::1]:8443' })).toBeNull()
    expect(at('https://[2001:db8::1]', { ...env, NO_PROXY: '2001:db8::1' })).toBeNull()
    expect(at('https://[2001:db8::1]', { ...env, NO_PROXY: '2001:db8::2' })).toBe('http://p:1/')
  })
})
