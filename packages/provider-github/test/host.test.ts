import { createHost, inMemoryDirectory, type Host, type SourceCodeManager } from '@scm-host/core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { github } from '../src/index.ts'
import { pkcs1, startAppServer, type AppServer } from './auth/app-server.ts'
import { expectNoFaults, failure, lastRequest } from './bed/expect.ts'
import { helloWorld } from './bed/spec-bed.ts'

const routes = {
  token: 'POST /app/installations/{installation_id}/access_tokens',
  repository: 'GET /repos/{owner}/{repo}',
  branches: 'GET /repos/{owner}/{repo}/branches',
  contents: 'GET /repos/{owner}/{repo}/contents/{path}',
  zipball: 'GET /repos/{owner}/{repo}/zipball/{ref}',
  appRepositories: 'GET /installation/repositories',
}
const sibling = { externalId: '99', fullName: 'octocat/sibling', defaultBranch: 'main' }

function hostAt(app: AppServer): Host {
  const base = { organizationId: 'acme', provider: 'github', state: 'active' } as const
  const settings = { baseUrl: app.bed.url, appId: '42' }
  const auth = { kind: 'minted', secret: { privateKey: pkcs1 } }
  const owned = { organizationId: 'acme', status: 'active' } as const
  const directory = inMemoryDirectory({
    connections: [
      { ...base, id: 'one', settings: { ...settings, installationId: '7' }, auth },
      { ...base, id: 'two', settings: { ...settings, installationId: '8' }, auth },
    ],
    repositories: [
      { ...helloWorld, ...owned, id: 'hello', connectionId: 'one' },
      { ...sibling, ...owned, id: 'sibling', connectionId: 'one' },
      { ...helloWorld, ...owned, id: 'twin', connectionId: 'two' },
    ],
  })
  return createHost({ providers: [github], directory, network: { allow: ['127.0.0.1'], proxy: false } })
}

describe('through the host', () => {
  let app: AppServer
  let host: Host
  beforeAll(async () => {
    app = await startAppServer()
    app.repositoryIds = [Number(helloWorld.externalId), Number(sibling.externalId)]
  })
  beforeEach(() => {
    app.now = new Date()
    app.granted = { metadata: 'read', contents: 'write' }
    host = hostAt(app)
    app.bed.answer(routes.repository, app.bed.example(routes.repository, { temp_clone_token: 'secret-of-a-clone' }))
    app.bed.answer(routes.branches, [])
  })
  afterEach(async () => {
    await host.close()
    expectNoFaults(app.bed)
  })
  afterAll(() => app.bed.close())

  const scm = (repository: string): Promise<SourceCodeManager> => host.scm({ organization: 'acme', repository })
  const minted = (from: number) => app.bed.requests.slice(from).filter((request) => request.route === routes.token)

  it('T41: every token is for one repository and one area, and reaches GitHub in the header alone', async () => {
    const before = app.bed.requests.length
    await (await scm('hello')).branches.list?.({})
    await (await scm('sibling')).branches.list?.({})
    await (await scm('hello')).branches.list?.({ query: '' })
    expect(minted(before).map((request) => request.body)).toEqual([
      { repository_ids: [1296269], permissions: { metadata: 'read', contents: 'read' } },
      { repository_ids: [99], permissions: { metadata: 'read', contents: 'read' } },
    ])
    expect(lastRequest(app.bed).headers['authorization']).toMatch(/^Bearer ghs_/)
  })

  it('T40: two installations of one app never share a token', async () => {
    const before = app.bed.requests.length
    const both = await Promise.all([scm('hello'), scm('twin')])
    await Promise.all([...both, ...both].map(async (one) => one.branches.list?.({})))
    expect(
      minted(before)
        .map((request) => request.params['installation_id'])
        .toSorted(),
    ).toEqual(['7', '8'])
  })

  it('names a permission the app lacks before anything else is sent', async () => {
    const before = app.bed.requests.length
    const checks = (await scm('hello')).checks
    const run = async () => checks.create?.({ name: 'ci', sha: 'abcdef1', status: 'pending' })
    expect(await failure(run())).toMatchObject({ code: 'forbidden', detail: { missing: ['checks:write'] } })
    expect(app.bed.requests.slice(before).every((request) => request.path.startsWith('/app/'))).toBe(true)
  })

  it('takes secrets out of raw answers, and reads typed answers', async () => {
    const answer = await (await scm('hello')).repository.get?.()
    expect(answer?.data.fullName).toBe('octocat/Hello-World')
    expect(JSON.stringify(answer?.raw)).not.toContain('secret-of-a-clone')
    const file = {
      type: 'file',
      path: 'a',
      name: 'a',
      sha: 'abcdef1',
      size: 2,
      encoding: 'base64',
      content: 'aGk=',
      download_url: 'https://raw.example/a?token=x',
    }
    const headers = { 'content-type': 'application/vnd.github.object; charset=utf-8' }
    app.bed.answer(routes.contents, JSON.stringify(file), { headers })
    const content = await (await scm('hello')).files.get?.({ path: 'a' })
    expect(content?.data).toMatchObject({ content: 'hi', encoding: 'utf-8' })
    expect(JSON.stringify(content?.raw)).not.toContain('token=x')
    app.bed.answer(
      routes.contents,
      { message: 'Not Found', documentation_url: 'https://docs.github.com' },
      { status: 404 },
    )
    expect((await (await scm('hello')).files.exists?.({ path: 'a' }))?.data).toEqual({ exists: false })
  })

  it('links and streams archives, and goes nowhere else for them', async () => {
    const place = `${app.bed.url}/repos/octocat/hello-world/zipball/elsewhere`
    app.bed.answer(routes.zipball, ({ params }) =>
      params['ref'] === 'elsewhere'
        ? { status: 200, headers: { 'content-type': 'application/zip' }, body: 'zip bytes' }
        : { status: 302, headers: { location: params['ref'] === 'evil' ? 'http://127.0.0.2:9/x' : place } },
    )
    const { repository } = await scm('hello')
    expect((await repository.getArchiveLink?.({ ref: 'main', format: 'zip' }))?.data.url).toBe(place)
    const faults = app.bed.faults.length
    const archive = await repository.downloadArchive?.({ ref: 'main', format: 'zip' })
    expect(await new Response(archive?.data).text()).toBe('zip bytes')
    // The document knows no 200 for an archive: the bytes come from another host there.
    expect(app.bed.faults.length - faults).toBe(1)
    ;(app.bed.faults as string[]).pop()
    const evil = async () => repository.downloadArchive?.({ ref: 'evil', format: 'zip' })
    expect(await failure(evil())).toMatchObject({ code: 'redirect_refused' })
  })

  it('works for a connection before there is any repository', async () => {
    app.bed.answer(routes.appRepositories, app.bed.example(routes.appRepositories))
    const connection = await host.connection({ organization: 'acme', connection: 'one' })
    const page = await connection.installation.listRepositories?.({})
    expect(page?.data.map((one) => one.fullName)).toEqual(['octocat/Hello-World'])
    expect(page?.meta.nextCursor).toBeNull()
  })
})
