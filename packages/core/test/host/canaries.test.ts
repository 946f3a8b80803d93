import { inspect } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHost } from '../../src/host/create-host.ts'
import { ScmError } from '../../src/errors/scm-error.ts'
import { startFakeApi, type FakeApi, type Intercept } from '../../src/testing/fake-api.ts'
import { directoryFor, fake, hookId, secret, signed, token } from './world.ts'

const canaries = [token, secret]
let api: FakeApi

beforeAll(async () => {
  api = await startFakeApi({ token })
  api.issues.set('o/one', [])
})
afterAll(() => api.close())

/** Every spelling in which a secret could have slipped out. */
function spellings(value: string): readonly string[] {
  const bytes = Buffer.from(value)
  return [
    value,
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    encodeURIComponent(value),
    JSON.stringify(value),
  ]
}

const answer =
  (status: number, type: string, body: string): Intercept =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': type }).end(body)
  }
/** A vendor that tells the credential back, in every spelling it could choose. */
const echo: Intercept = ({ headers }, response) => {
  const sent = (headers.authorization ?? '').slice('Bearer '.length)
  const message = `no: ${headers.authorization} ${spellings(sent).join(' ')}`
  response.writeHead(422, { 'content-type': 'application/json' }).end(JSON.stringify({ message }))
}
const faults: readonly (readonly [string, Intercept])[] = [
  ['401', answer(401, 'application/json', '{"message":"Bad credentials"}')],
  ['403', answer(403, 'application/json', '{"message":"Forbidden"}')],
  ['404', answer(404, 'application/json', '{"message":"Not Found"}')],
  ['422', echo],
  ['429', answer(429, 'text/plain', 'Retry later')],
  ['500', answer(500, 'text/html', '<h1>Oops</h1>')],
  ['HTML', answer(200, 'text/html', '<html></html>')],
  [
    'a redirect elsewhere',
    (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/x' }).end(),
  ],
  ['a reset', (_request, response) => void response.destroy()],
  ['a wrong shape', answer(200, 'application/json', '[]')],
]

it('T46: no secret in any error, log line, receipt or report', async () => {
  const told: string[] = []
  const host = createHost({
    providers: [fake],
    directory: directoryFor(api.url),
    network: { allow: ['127.0.0.1'] },
    timeoutMs: 3000,
    onError: (error, about) => told.push(inspect([error, about], { depth: 10, showHidden: true })),
    log: (...line) => told.push(inspect(line, { depth: 10 })),
  })
  for (const [name, intercept] of faults) {
    api.intercept = intercept
    const scm = await host.scm({ organization: 'a', repository: 'one' })
    for (const run of [() => scm.issues.get?.({ issue: '1' }), () => scm.issues.create?.({ title: name })]) {
      const error: unknown = await run()?.then(
        () => null,
        (thrown: unknown) => thrown,
      )
      expect(ScmError.is(error), `${name} is an ScmError`).toBe(true)
      told.push(inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error), String((error as Error).stack))
    }
  }
  host.on('issue', 'thrower', () => {
    throw new Error('listener fault')
  })
  for (const delivery of [
    signed({}),
    signed({}, { key: 'wrong' }),
    signed({ repository: 'o/one' }, { delivery: 'd2' }),
  ]) {
    told.push(JSON.stringify(await host.receive(delivery)))
  }
  await host.idle()
  told.push(inspect(host, { depth: 10, showHidden: true }), inspect(host.quarantine(), { depth: 10 }))
  const handle = await host.scm({ organization: 'a', repository: 'one' })
  told.push(inspect(handle, { depth: 10, showHidden: true, getters: true }), JSON.stringify(handle))
  await host.close()

  expect(told.length).toBeGreaterThan(faults.length * 4)
  const text = told.join('\n')
  expect(text).toContain(hookId)
  for (const canary of canaries) for (const spelling of spellings(canary)) expect(text.includes(spelling)).toBe(false)
})
