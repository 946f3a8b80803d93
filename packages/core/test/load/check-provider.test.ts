import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { ScmError } from '../../src/errors/scm-error.ts'
import { checkProvider } from '../../src/load/check-provider.ts'
import { createRegistry } from '../../src/load/registry.ts'
import type { Provider } from '../../src/provider/define-provider.ts'
import { goodSvg } from './fake-packages.ts'

const folder = mkdtempSync(join(tmpdir(), 'scm-host-provider-'))
writeFileSync(join(folder, 'icon.svg'), goodSvg)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const header = { name: 'Authorization', scheme: 'bearer' }
const oauth2 = {
  kind: 'oauth2',
  title: 'OAuth',
  header,
  endpoints: () => ({}),
  scopes: ['repo'],
  pkce: true,
  refresh: 'none',
}
const hmac = { kind: 'hmac', header: 'x-signature', prefix: 'sha256=', hash: 'sha256', encoding: 'hex' }
const webhooks = { schemes: [hmac], headers: { event: 'x-event', delivery: null }, parse: () => [] }
const spec = {
  id: 'acme',
  title: 'Acme',
  icon: pathToFileURL(join(folder, 'icon.svg')),
  contract: '^1.0.0',
  settings: {},
  baseUrls: () => ['https://x.example'],
  repositoryPaths: () => ['/x'],
  auth: [
    { kind: 'token', title: 'Token', header },
    oauth2,
    { kind: 'minted', title: 'App', header, secret: {}, mint: () => null },
  ],
  connect: () => ({ connection: {}, repository: () => ({}) }),
  webhooks,
  extraPaths: { 'issues.search': ['/search/issues'] },
}
const providerOf = (change: object = {}) => {
  const changed = { ...spec, ...change }
  return { $scmProvider: 1, id: changed.id, spec: changed } as unknown as Provider
}

function memberOf(value: unknown): string {
  try {
    checkProvider(value, { package: 'scm-provider-acme', version: '1.0.0' })
    return 'accepted'
  } catch (error) {
    if (!ScmError.is(error, 'provider_invalid')) throw error
    expect(error.message).toContain('scm-provider-acme@1.0.0')
    return error.detail.member
  }
}

describe('checkProvider', () => {
  it('gives back a good provider', () => {
    const provider = providerOf()
    expect(checkProvider(provider)).toBe(provider)
  })

  it.each([null, undefined, 1, 'x', [], {}, { $scmProvider: 2, id: 'acme', spec }, { $scmProvider: 1, id: 'acme' }])(
    'refuses %j',
    (value) => {
      expect(memberOf(value)).toBe('default')
    },
  )

  it.each<[string, object]>([
    ['id', { id: 'Acme!' }],
    ['title', { title: '' }],
    ['title', { title: 'a\nb' }],
    ['icon', { icon: './icon.svg' }],
    ['icon', { icon: new URL('https://x.example/icon.svg') }],
    ['icon', { icon: pathToFileURL(join(folder, 'absent.svg')) }],
    ['contract', { contract: '*' }],
    ['settings', { settings: null }],
    ['baseUrls', { baseUrls: ['https://x.example'] }],
    ['repositoryPaths', { repositoryPaths: undefined }],
    ['connect', { connect: undefined }],
    ['auth', { auth: {} }],
    ['auth[0]', { auth: ['token'] }],
    ['auth[0].kind', { auth: [{ kind: 'password', title: 'x', header }] }],
    ['auth[0].title', { auth: [{ kind: 'token', header }] }],
    ['auth[0].header', { auth: [{ kind: 'token', title: 'x' }] }],
    ['auth[0].header.name', { auth: [{ kind: 'token', title: 'x', header: { ...header, name: 'x\r\ny' } }] }],
    ['auth[0].header.name', { auth: [{ kind: 'token', title: 'x', header: { ...header, name: 'Host' } }] }],
    ['auth[0].header.scheme', { auth: [{ kind: 'token', title: 'x', header: { ...header, scheme: 'digest' } }] }],
    ['auth[0].endpoints', { auth: [{ ...oauth2, endpoints: {} }] }],
    ['auth[0].refresh', { auth: [{ ...oauth2, refresh: 'sometimes' }] }],
    ['auth[0].clientCredentials', { auth: [{ ...oauth2, clientCredentials: 'yes' }] }],
    ['auth[0].clientAuthentication', { auth: [{ ...oauth2, clientAuthentication: 'query' }] }],
    [
      'auth[1].kind',
      {
        auth: [
          { kind: 'token', title: 'x', header },
          { kind: 'token', title: 'y', header },
        ],
      },
    ],
    ['auth[0].mint', { auth: [{ kind: 'minted', title: 'x', header, secret: {} }] }],
    ['auth[1].kind', { auth: [oauth2, oauth2] }],
    ['webhooks', { webhooks: [] }],
    ['webhooks.schemes', { webhooks: { ...webhooks, schemes: [] } }],
    ['webhooks.schemes[0].kind', { webhooks: { ...webhooks, schemes: [{ kind: 'none' }] } }],
    ['webhooks.schemes[0].hash', { webhooks: { ...webhooks, schemes: [{ ...hmac, hash: 'sha1' }] } }],
    ['webhooks.schemes[0].header', { webhooks: { ...webhooks, schemes: [{ ...hmac, header: 'X-Signature' }] } }],
    ['webhooks.headers.event', { webhooks: { ...webhooks, headers: { event: '', delivery: null } } }],
    ['webhooks.parse', { webhooks: { ...webhooks, parse: null } }],
    ['webhooks.maxBytes', { webhooks: { ...webhooks, maxBytes: -1 } }],
    ["extraPaths['issues.fly']", { extraPaths: { 'issues.fly': ['/x'] } }],
    ["extraPaths['issues.get']", { extraPaths: { 'issues.get': ['x'] } }],
    ['poll', { poll: true }],
  ])('names %s', (member, change) => expect(memberOf(providerOf(change))).toBe(member))

  it('refuses an id that is not its manifest’s, or not its own', () => {
    expect(() => checkProvider(providerOf(), { package: 'p', id: 'other' })).toThrow('as its manifest says')
    expect(memberOf({ ...providerOf(), id: 'other' })).toBe('id')
  })
})

describe('createRegistry', () => {
  it('finds providers by id, and says what is loaded for an unknown one', () => {
    const provider = providerOf()
    const registry = createRegistry([provider, providerOf({ id: 'two' })])
    expect(registry.get('acme')).toBe(provider)
    expect(() => registry.get('github')).toThrow('There is no provider `github`: loaded are acme, two.')
    expect(() => createRegistry([]).get('github')).toThrow('none is loaded')
    expect(() => registry.get('__proto__')).toThrow(ScmError)
  })

  it('T60: refuses two providers of one id, naming both places', () => {
    expect(() => createRegistry([providerOf(), providerOf()])).toThrow(
      'Two providers have the id `acme`: providers[0] and providers[1]. Remove one.',
    )
  })

  it('checks providers that a program made itself', () => {
    expect(() => createRegistry([providerOf({ title: '' })])).toThrow('providers[0]: `title`')
    expect(() => createRegistry([null as unknown as Provider])).toThrow('providers[0]')
  })
})
