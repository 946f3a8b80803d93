import { createHost, inMemoryDirectory, type Host, type SourceCodeManager } from '@scm-host/core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { gitlab } from '../src/index.ts'
import { expectNoFaults, failure, lastRequest } from './bed/expect.ts'
import { diaspora, hasDocument, startSpecBed, without, type SpecBed } from './bed/spec-bed.ts'

const routes = {
  project: 'GET /projects/{id}',
  branch: 'GET /projects/{id}/repository/branches/{branch}',
  createBranch: 'POST /projects/{id}/repository/branches',
  archive: 'GET /projects/{id}/repository/archive.{format}',
}
const token = 'glpat-canary-0123456789'
const sha = '2695effb5807a22ff3d138d593fd856244e155e7'

describe.skipIf(!hasDocument)(`through the host${without}`, () => {
  let bed: SpecBed
  let host: Host
  let scm: SourceCodeManager
  beforeAll(async () => {
    bed = await startSpecBed('/gitlab')
    const owner = { organizationId: 'acme', connectionId: 'one' } as const
    const connection = { id: 'one', organizationId: 'acme', provider: 'gitlab', state: 'active' } as const
    host = createHost({
      providers: [gitlab],
      directory: inMemoryDirectory({
        connections: [{ ...connection, settings: { baseUrl: bed.url }, auth: { kind: 'token', secret: { token } } }],
        repositories: [{ ...diaspora, ...owner, id: 'client', status: 'active' }],
      }),
      network: { allow: ['127.0.0.1'], proxy: false },
    })
    scm = await host.scm({ organization: 'acme', repository: 'client' })
  })
  afterEach(() => expectNoFaults(bed))
  afterAll(async () => {
    await host.close()
    await bed.close()
  })

  it('sends the token as PRIVATE-TOKEN and nowhere else', async () => {
    bed.answer(routes.branch, bed.example(routes.branch, { name: 'a/b' }))
    await scm.branches.get?.({ branch: 'a/b' })
    const { headers, path } = lastRequest(bed)
    expect(headers['private-token']).toBe(token)
    expect(headers['authorization']).toBeUndefined()
    expect(JSON.stringify({ ...headers, 'private-token': '', path })).not.toContain('canary')
  })

  it('makes one request of a POST that fails with 502, and says that its outcome is unknown', async () => {
    bed.answer(routes.createBranch, 'Bad gateway', { status: 502 })
    const before = bed.requests.length
    const error = await failure(scm.branches.create?.({ branch: 'x', sha }) ?? Promise.resolve())
    expect(error).toMatchObject({ code: 'outcome_unknown', detail: { operation: 'branches.create' } })
    expect(bed.requests).toHaveLength(before + 1)
    expect(JSON.stringify(error)).not.toContain('canary')
  })

  it('keeps what is secret out of raw', async () => {
    const namespace = { id: 3, kind: 'group', full_path: 'diaspora/apps' }
    const secrets = {
      runners_token: 'canary',
      import_url: 'https://u:canary@x.example',
      service_desk_address: 'canary',
    }
    bed.answer(routes.project, bed.example(routes.project, { namespace, statistics: null, ...secrets }))
    const answer = await scm.repository.get?.()
    expect(answer?.data.fullName).toBe('namespace1/project1')
    expect(JSON.stringify(answer)).not.toContain('canary')
  })

  it('streams an archive', async () => {
    bed.answer(routes.archive, 'bytes', { headers: { 'content-type': 'application/octet-stream' } })
    const answer = await scm.repository.downloadArchive?.({ ref: 'v1', format: 'zip' })
    expect(await new Response(answer?.data).text()).toBe('bytes')
  })

  it.each(['..', 'a/../../b', '../../users', 'a\\b', 'x\ny'])('T02: sends nothing for the name %j', async (branch) => {
    const before = bed.requests.length
    await failure(scm.branches.get?.({ branch }) ?? Promise.resolve())
    await failure(scm.files.get?.({ path: branch }) ?? Promise.resolve())
    await failure(scm.tags.delete?.({ tag: branch }) ?? Promise.resolve())
    expect(bed.requests).toHaveLength(before)
  })
})
