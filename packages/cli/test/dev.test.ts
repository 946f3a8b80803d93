import { createHmac, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { startFakeApi } from '../../core/src/testing.ts'
import { jsonLines, root, run, start, type Surroundings } from './run.ts'

const tokenName = 'SCM_HOST_TEST_TOKEN'
const secretName = 'SCM_HOST_TEST_SECRET'
const token = `token-${randomBytes(12).toString('hex')}`
const secret = `secret-${randomBytes(12).toString('hex')}`
process.env[tokenName] = token
process.env[secretName] = secret
afterAll(() => {
  delete process.env[tokenName]
  delete process.env[secretName]
})

describe('without a configuration', () => {
  it('plays the scenario through a sandbox: the comment and the check are read back', async () => {
    const { code, out, err } = await run(['dev', '--once', '--json'])
    expect([code, err]).toEqual([0, ''])
    const lines = jsonLines(out)
    const steps = lines.map(({ step }) => step)
    expect(steps.slice(0, 3)).toEqual(['starting', 'sandbox', 'ready'])
    expect(steps.at(-1)).toBe('done')
    expect(lines).toContainEqual({ step: 'event', kind: 'issue', action: 'opened', sender: 'octocat' })
    expect(lines).toContainEqual({
      step: 'comment_read_back',
      issue: '1',
      author: 'scm-host[bot]',
      body: 'Thank you, @octocat: "The door is stuck" has been seen.',
    })
    const check = lines.find(({ step }) => step === 'check_read_back')
    expect(check).toMatchObject({
      name: 'title',
      conclusion: 'success',
      sha: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
    })
  }, 60_000)

  it('says how to add a provider that is missing, and the sandbox', async () => {
    const bare = await mkdtemp(join(tmpdir(), 'scm-host-dev-'))
    onTestFinished(() => rm(bare, { recursive: true }))
    await writeFile(join(bare, 'package.json'), '{}')
    const noProvider = await run(['dev', '--once'], { cwd: bare })
    expect([noProvider.code, noProvider.err]).toEqual([
      1,
      expect.stringContaining('Install it: npm install scm-provider-github'),
    ])
    await mkdir(join(bare, 'node_modules'))
    await symlink(join(root, 'packages/provider-github'), join(bare, 'node_modules/scm-provider-github'), 'junction')
    await writeFile(join(bare, 'package.json'), JSON.stringify({ dependencies: { 'scm-provider-github': '*' } }))
    const noSandbox = await run(['dev', '--once'], { cwd: bare })
    expect([noSandbox.code, noSandbox.err]).toEqual([
      1,
      expect.stringContaining('Add it: npm install --save-dev --save-exact emulate@'),
    ])
  })

  it('is ended by Ctrl-C in the middle of its start with 130', async () => {
    const running = start(['dev'])
    await running.line((line) => line.startsWith('Starting'))
    running.interrupt()
    expect(await running.ended).toMatchObject({ code: 130, err: '' })
  }, 30_000)

  it('a port that is in use is said as such', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const { code, err } = await run(['dev', '--port', String(port)])
    expect([code, err]).toEqual([1, `config_invalid: Port ${port} is in use. Choose another: --port <n>\n`])
  })
})

describe('with a configuration', () => {
  it('a signed webhook reaches a listener, which acts; others are refused and shown', async () => {
    const api = await startFakeApi({ token })
    onTestFinished(() => api.close())
    api.issues.set('o/r', [{ number: 1, title: 'Door', body: null, state: 'open', comments: [] }])
    const running = start(['dev', '--json'], await configured(api.url))
    const { url: hookUrl } = JSON.parse(await running.line((line) => line.includes('"hook"'))) as { url: string }
    const body = JSON.stringify({ repository: 'o/r', issue: { number: 1, title: 'Door', body: null, state: 'open' } })

    expect(await deliver(hookUrl, body, 'issue', 'd-1')).toEqual([202, { result: 'accepted' }])
    await running.line((line) => line.includes('"kind":"issue"'))
    await expect.poll(() => api.issues.get('o/r')?.[0]?.comments.map((comment) => comment.body)).toEqual(['Seen: Door'])

    expect(await deliver(hookUrl, body, 'issue', 'd-1')).toEqual([202, { result: 'duplicate' }])
    expect(await deliver(hookUrl, body, 'issue', 'd-2', 'another secret')).toEqual([401, { result: 'refused' }])
    expect(await deliver(hookUrl, '{"repository":"o/r"}', 'issue', 'd-3')).toEqual([202, { result: 'quarantined' }])
    expect(await deliver(`${hookUrl}x`, body, 'issue', 'd-4')).toEqual([401, { result: 'refused' }])
    running.interrupt()
    const { code, out, err } = await running.ended
    expect(code).toBe(0)
    const results = jsonLines(out)
      .filter(({ step }) => step === 'delivery')
      .map(({ result }) => result)
    expect(results).toEqual(['duplicate', 'refused', 'quarantined', 'refused'])
    expect(err).toMatch(/^Reading .*scm\.config\.ts\n/)
    for (const canary of [token, secret]) expect(`${out}${err}`).not.toContain(canary)
  })

  it('a listener that throws is reported by name and code, without secrets, and the host stays up', async () => {
    const api = await startFakeApi({ token: 'another' })
    onTestFinished(() => api.close())
    const running = start(['dev'], await configured(api.url))
    const hookLine = await running.line((line) => line.includes('  webhook '))
    const body = JSON.stringify({ repository: 'o/r', issue: { number: 1, title: 'Door', body: null, state: 'open' } })
    const hookUrl = hookLine.trim().slice('webhook '.length)
    expect((await deliver(hookUrl, body, 'issue', 'd-1'))[0]).toBe(202)
    await expect
      .poll(() => running.printed.err)
      .toMatch(/^(issues\.createComment|answerer): (unauthorized|credentials_revoked): /m)
    expect((await fetch(new URL('/', hookUrl))).status).toBe(200)
    running.interrupt()
    const { code, out, err } = await running.ended
    expect(code).toBe(0)
    for (const canary of [token, secret]) expect(`${out}${err}`).not.toContain(canary)
  })

  it('serves webhooks only', async () => {
    const running = start(['dev', '--json'], await configured('http://127.0.0.1:1'))
    const { url } = JSON.parse(await running.line((line) => line.includes('"hook"'))) as { url: string }
    const { origin } = new URL(url)
    const statuses = [
      (await fetch(`${origin}/nothing`)).status,
      (await fetch(url)).status,
      (await fetch(`${url}/more`, { method: 'POST' })).status,
      (await fetch(url, { method: 'POST', body: '{}' })).status,
    ]
    expect(statuses).toEqual([404, 405, 404, 401])
    running.interrupt()
    await running.ended
  })

  const faults: readonly (readonly [what: string, config: string, sentence: RegExp])[] = [
    ['does not parse', 'export default {', /config_invalid: .*scm\.config\.ts could not be loaded: /],
    ['throws', "throw new Error('no luck')", /could not be loaded: no luck/],
    ['exports nothing', 'export const x = 1', /must be defineConfig\(\{ providers/],
    [
      'names a provider that is not installed',
      "export default { providers: ['scm-provider-nope'] }",
      /provider_missing: .*npm install scm-provider-nope/,
    ],
    [
      'names a listener that is not there',
      "export default { providers: [], listeners: ['./gone.ts'] }",
      /gone\.ts could not be loaded/,
    ],
    [
      'names a listener that is none',
      "export default { providers: [], listeners: ['./not-a-listener.ts'] }",
      /not-a-listener\.ts must be defineListener/,
    ],
    [
      'binds a hook to nothing',
      "export default { providers: [], hooks: [{ id: 'h', binds: 'connection', connection: 'c', secret: 's' }] }",
      /hooks\.h\.connection must be the id of a connection/,
    ],
    [
      'has an empty webhook secret',
      "export default { providers: [], connections: [{ id: 'c', organization: '1', provider: 'x', auth: { kind: 'none' } }], hooks: [{ id: 'h', binds: 'connection', connection: 'c', secret: '' }] }",
      /hooks\.h\.secrets must be secrets that are not empty/,
    ],
  ]

  it.each(faults)('that %s is an error that says so', async (_what, config, sentence) => {
    const cwd = await folder({ 'scm.config.ts': config, 'not-a-listener.ts': 'export default 1' })
    const { code, out, err } = await run(['dev'], { cwd })
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(sentence)
  })

  it('that SCM_CONFIG names and is not there is an error; --once is for the sandbox', async () => {
    const cwd = await folder({ 'scm.config.ts': 'export default { providers: [] }' })
    const missing = await run(['dev'], { cwd, env: { SCM_CONFIG: 'other.ts' } })
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining(join(cwd, 'other.ts'))])
    const once = await run(['dev', '--once'], { cwd })
    expect([once.code, once.err]).toEqual([2, expect.stringContaining('--once is for the sandbox')])
  })
})

/** A folder in the repository, so that `@scm-host/core` is found from it. */
async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  await mkdir(join(root, '.vitest'), { recursive: true })
  const at = await mkdtemp(join(root, '.vitest/dev-'))
  onTestFinished(() => rm(at, { recursive: true }))
  for (const [path, text] of Object.entries(files)) await writeFile(join(at, path), text)
  return at
}

async function configured(baseUrl: string): Promise<Surroundings> {
  const cwd = await folder({
    'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="10"/></svg>',
    'answerer.ts': `
      import { defineListener } from '@scm-host/core'
      export default defineListener({
        id: 'answerer',
        kinds: ['issue'],
        async handle(event, context) {
          const scm = await context.scm()
          await scm.issues.createComment?.({ issue: event.subject.issue, body: \`Seen: \${event.subject.title}\` })
        },
      })`,
    'scm.config.ts': `
      import { defineConfig, env } from '@scm-host/core'
      import { fakeProvider } from '@scm-host/core/testing'
      export default defineConfig({
        providers: [fakeProvider({ icon: new URL('./icon.svg', import.meta.url) })],
        network: { allow: ['127.0.0.1'] },
        connections: [
          { id: 'c', organization: '1', provider: 'fake', settings: { baseUrl: '${baseUrl}' }, auth: { kind: 'token', token: env('${tokenName}') } },
        ],
        repositories: [{ organization: '1', connection: 'c', fullName: 'o/r' }],
        hooks: [{ id: 'a-long-random-id', binds: 'repository', connection: 'c', repository: 'o/r', secret: env('${secretName}') }],
        listeners: ['./answerer.ts'],
      })`,
  })
  return { cwd }
}

async function deliver(
  url: string,
  body: string,
  event: string,
  id: string,
  key = secret,
): Promise<readonly [number, unknown]> {
  const signature = `sha256=${createHmac('sha256', key).update(body).digest('hex')}`
  const headers = { 'x-fake-event': event, 'x-fake-delivery': id, 'x-fake-signature': signature }
  const response = await fetch(url, { method: 'POST', headers, body })
  return [response.status, await response.json()]
}
