import { generateKeyPairSync } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectNoFaults, failure, lastRequest } from '../bed/expect.ts'
import { helloWorld } from '../bed/spec-bed.ts'
import { claimsOf, keys, pkcs1, startAppServer, type AppServer } from './app-server.ts'

describe('minting installation tokens', () => {
  let app: AppServer
  let asked: number
  beforeAll(async () => {
    app = await startAppServer()
  })
  beforeEach(() => {
    app.now = new Date('2026-11-21T10:00:00Z')
    app.granted = { metadata: 'read', contents: 'write', issues: 'write' }
    app.suspendedAt = null
    app.failure = null
    asked = app.bed.requests.length
  })
  afterEach(() => expectNoFaults(app.bed))
  afterAll(() => app.bed.close())

  it('T41: narrows to the one repository, by id, and to what the area needs', async () => {
    const { token, expiresAt } = await app.mint()
    expect(token).toMatch(/^ghs_/)
    expect(expiresAt).toBe('2026-11-21T11:00:00.000Z')
    expect(lastRequest(app.bed)).toMatchObject({
      path: '/app/installations/7/access_tokens',
      body: { repository_ids: [1296269], permissions: { metadata: 'read', contents: 'write' } },
    })
    const { iat, exp, iss } = claimsOf(lastRequest(app.bed)) ?? {}
    expect({ iat, exp, iss }).toEqual({
      iat: app.now.getTime() / 1000 - 60,
      exp: app.now.getTime() / 1000 + 540,
      iss: '42',
    })
  })

  it('T41: leaves a repository without usable id without token, and names one that is not reachable', async () => {
    const narrowTo = (externalId: string) =>
      ({ repository: { ...helloWorld, externalId }, effect: 'read', area: 'files' }) as const
    for (const id of ['', 'abc', '1e3', '-1', '0']) {
      expect(await failure(app.mint({ narrowTo: narrowTo(id) }))).toMatchObject({ code: 'config_invalid' })
    }
    expect(app.bed.requests.length).toBe(asked)
    const error = await failure(app.mint({ narrowTo: narrowTo('99') }))
    expect(error).toMatchObject({ code: 'not_found' })
  })

  it('of a connection is for all its repositories, and still for one area', async () => {
    await app.mint({ narrowTo: { repository: null, effect: 'read', area: 'installation' } })
    expect(lastRequest(app.bed).body).toEqual({ permissions: { metadata: 'read' } })
    await app.mint({ narrowTo: null })
    expect(lastRequest(app.bed).body).toEqual({})
  })

  it('names the permission the installation lacks', async () => {
    const narrowTo = { repository: helloWorld, effect: 'write', area: 'checks' } as const
    expect(await failure(app.mint({ narrowTo }))).toMatchObject({
      code: 'forbidden',
      detail: { missing: ['checks:write'] },
    })
    app.granted = { metadata: 'read', checks: 'read' }
    expect(await failure(app.mint({ narrowTo }))).toMatchObject({ detail: { missing: ['checks:write'] } })
  })

  it('asks for less where a permission is only of use', async () => {
    app.granted = { metadata: 'read', pull_requests: 'write', issues: 'write' }
    await app.mint({ narrowTo: { repository: helloWorld, effect: 'write', area: 'pullRequests' } })
    expect(lastRequest(app.bed).body).toMatchObject({
      permissions: { metadata: 'read', pull_requests: 'write', issues: 'write' },
    })
    expect(app.bed.requests.length - asked).toBe(3)
  })

  it('writes workflows only when the settings say so', async () => {
    app.granted = { metadata: 'read', contents: 'write', workflows: 'write' }
    await app.mint()
    expect(lastRequest(app.bed).body).not.toHaveProperty('permissions.workflows')
    const settings = { baseUrl: app.bed.url, appId: '42', installationId: '7', workflows: true }
    await app.mint({ settings })
    expect(lastRequest(app.bed).body).toHaveProperty('permissions.workflows', 'write')
    await app.mint({ settings, narrowTo: { repository: helloWorld, effect: 'read', area: 'files' } })
    expect(lastRequest(app.bed).body).not.toHaveProperty('permissions.workflows')
  })

  it('tells a suspended and a removed installation, a wrong key, limits and outages', async () => {
    const answer = (status: number, message: string) => ({
      status,
      body: { message, documentation_url: 'https://docs.github.com' },
    })
    for (const [given, code] of [
      [answer(403, 'This installation has been suspended'), 'credentials_revoked'],
      [answer(404, 'Not Found'), 'credentials_revoked'],
      [answer(403, 'API rate limit exceeded'), 'rate_limited'],
      [answer(429, 'Slow down'), 'rate_limited'],
      [answer(503, 'Unavailable'), 'vendor_unavailable'],
      [{ status: 201, body: '{}' }, 'bad_response'],
      [{ status: 201, body: '<html>' }, 'bad_response'],
    ] as const) {
      app.failure = given
      expect((await failure(app.mint())).code).toBe(code)
    }
    app.failure = null
    app.suspendedAt = '2026-01-01T00:00:00Z'
    const unreachable = { repository: { ...helloWorld, externalId: '99' }, effect: 'read', area: 'files' } as const
    expect((await failure(app.mint({ narrowTo: unreachable }))).code).toBe('credentials_revoked')
    const settings = { baseUrl: app.bed.url, appId: '43', installationId: '7' }
    expect((await failure(app.mint({ settings }))).code).toBe('unauthorized')
  })

  it('T48: makes the token once more by GitHub’s clock when ours is off', async () => {
    for (const offMs of [300_000, -300_000, 3_600_000, -3_600_000]) {
      const before = app.bed.requests.length
      const now = new Date(app.now.getTime() + offMs)
      const { expiresAt } = await app.mint({ now })
      expect(app.bed.requests.length - before).toBeLessThanOrEqual(2)
      // In our clock, whatever it shows: an hour from now, or what GitHub said where its clock was not needed.
      expect(Date.parse(expiresAt) - now.getTime()).toBeGreaterThan(3_300_000 - 1000)
      expect(Date.parse(expiresAt) - now.getTime()).toBeLessThan(3_900_000 + 1000)
    }
  })

  it('T48: a clock that is a day off, or a refusal clocks do not explain, ends after one call', async () => {
    for (const offMs of [86_400_000, -86_400_000]) {
      const before = app.bed.requests.length
      const error = await failure(app.mint({ now: new Date(app.now.getTime() + offMs) }))
      expect(error).toMatchObject({ code: 'unauthorized' })
      expect(error.message).toMatch(/clock of this host is 24 hours/)
      expect(app.bed.requests.length - before).toBe(1)
    }
    const before = app.bed.requests.length
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    })
    expect((await failure(app.mint({ secret: { privateKey: other.toString() } }))).code).toBe('unauthorized')
    expect(app.bed.requests.length - before).toBe(1)
  })

  it('takes the key in every form it is stored in, and shows it in none', async () => {
    const pkcs8 = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    for (const privateKey of [pkcs8, pkcs1.replaceAll('\n', '\\n'), pkcs1.replaceAll('\n', '\r\n'), `\n${pkcs1}  `]) {
      expect((await app.mint({ secret: { privateKey } })).token).toMatch(/^ghs_/)
    }
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString()
    for (const privateKey of [
      '',
      'nonsense-secret',
      pkcs1.slice(0, 300),
      curve,
      keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    ]) {
      const error = await failure(app.mint({ secret: { privateKey } }))
      expect(error).toMatchObject({ code: 'config_invalid', detail: { path: 'auth.secret.privateKey' } })
      expect(error.cause).toBeUndefined()
      if (privateKey !== '') expect(JSON.stringify(error)).not.toContain(privateKey.slice(0, 40))
    }
  })

  it('needs the app and its installation', async () => {
    const { url } = app.bed
    for (const settings of [
      { baseUrl: url, appId: '42' },
      { baseUrl: url, installationId: '7' },
    ]) {
      expect(await failure(app.mint({ settings }))).toMatchObject({ code: 'config_invalid' })
    }
  })
})
