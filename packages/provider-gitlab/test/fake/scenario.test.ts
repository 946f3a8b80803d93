import { createHost, inMemoryDirectory, type Host, type SourceCodeManager } from '@scm-host/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { neutralScenario } from '../../../../test/scenario/neutral-scenario.ts'
import { gitlab } from '../../src/index.ts'
import { diaspora, hasDocument, without } from '../bed/spec-bed.ts'
import { startFakeGitLab, type FakeGitLab } from './fake-gitlab.ts'

const steps = [
  'pull request',
  'inline comment, reply, resolved thread',
  'check',
  'statuses',
  'conversation by pages',
  'reactions',
  'labels',
  'review',
  'unchanged pull request',
  'merge',
  'release',
]

describe.skipIf(!hasDocument)(`the neutral scenario on GitLab${without}`, () => {
  let fake: FakeGitLab
  let host: Host
  let scm: SourceCodeManager
  beforeAll(async () => {
    fake = await startFakeGitLab()
    const owner = { organizationId: 'o', connectionId: 'c' } as const
    const connection = { id: 'c', organizationId: 'o', provider: 'gitlab', state: 'active' } as const
    const auth = { kind: 'token', secret: { token: fake.token } } as const
    host = createHost({
      providers: [gitlab],
      directory: inMemoryDirectory({
        connections: [{ ...connection, settings: { baseUrl: fake.url }, auth }],
        repositories: [{ ...diaspora, ...owner, id: 'r', status: 'active' }],
      }),
      network: { allow: ['127.0.0.1'], proxy: false },
    })
    scm = await host.scm({ organization: 'o', repository: 'r', referrer: 'test' })
  })
  afterAll(async () => {
    await host.close()
    await fake.close()
  })

  it('plays from branch to release, with every step, twice over the same project', async () => {
    expect(await neutralScenario(scm, 'first')).toEqual({ done: steps, absent: [] })
    expect(await neutralScenario(scm, 'second')).toEqual({ done: steps, absent: [] })
    expect(fake.faults).toEqual([])
  })

  it('has left both runs merged, resolved, reviewed and released', () => {
    const { mergeRequests, discussions, tags, branches, commits } = fake.state
    expect([...mergeRequests.values()].map(({ state, review }) => [state, review])).toEqual([
      ['merged', 'reviewed'],
      ['merged', 'reviewed'],
    ])
    const threads = discussions.filter(({ isIndividual }) => !isIndividual)
    expect(threads.map(({ iid, isResolved, notes }) => [iid, isResolved, notes.length])).toEqual([
      [1, true, 2],
      [2, true, 2],
    ])
    expect([...tags.keys()]).toEqual(['first/topic/v1', 'second/topic/v1'])
    const main = commits.get(branches.get('main') ?? '')
    expect([...(main?.files.keys() ?? [])]).toEqual(['README.md', 'notes/first.txt', 'notes/second.txt'])
    expect(tags.get('second/topic/v1')).toBe(main?.sha)
  })

  it('approves the commit it was shown and no other, once', async () => {
    const reviews = scm.can('reviews.create', 'reviews.list') ? scm.reviews : null
    const sha = fake.state.mergeRequests.get(1)?.versions[0]?.head ?? ''
    const approve = async (at: string) => reviews?.create({ pullRequest: '1', sha: at, event: 'approve' })
    await expect(approve('0'.repeat(40))).rejects.toMatchObject({ code: 'conflict' })
    const made = (await approve(sha))?.data
    expect(made).toMatchObject({ state: 'approved', sha })
    const listed = (await reviews?.list({ pullRequest: '1' }))?.data
    expect(listed?.map(({ id, state }) => [id, state])).toEqual([[made?.id, 'approved']])
    await expect(approve(sha)).rejects.toMatchObject({ code: 'forbidden' })
    expect(fake.faults).toEqual([])
  })

  it('asked again whether a merge request has changed', () => {
    expect(fake.answered).toContain(304)
    expect(fake.requests.some((request) => 'if-none-match' in request.headers)).toBe(true)
  })
})
