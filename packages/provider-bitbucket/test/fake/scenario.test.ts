import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { neutralScenario } from '../../../../test/scenario/neutral-scenario.ts'
import { hosted, type Hosted } from '../bed/hosted.ts'
import { hasDocument, without } from '../bed/spec-bed.ts'
import { startFakeBitbucket, type FakeBitbucket } from './fake-bitbucket.ts'

describe.skipIf(!hasDocument)(`the neutral scenario on Bitbucket${without}`, () => {
  let fake: FakeBitbucket
  let host: Hosted
  beforeAll(async () => {
    fake = await startFakeBitbucket()
    host = await hosted(fake.root)
  })
  afterAll(async () => {
    await host.close()
    await fake.close()
  })

  it('plays from branch to merge, twice over the same repository; reactions, labels and releases are not there', async () => {
    const first = await neutralScenario(host.scm, 'first')
    expect(first.absent).toEqual([
      'pullRequests.addReaction',
      'pullRequests.listReactions',
      'labels.create',
      'pullRequests.addLabels',
      'pullRequests.removeLabels',
      'releases.create',
      'releases.getByTag',
    ])
    expect(first.done).toEqual([
      'pull request',
      'inline comment, reply, resolved thread',
      'check',
      'statuses',
      'conversation by pages',
      'review',
      'unchanged pull request',
      'merge',
    ])
    expect((await neutralScenario(host.scm, 'second')).done).toEqual(first.done)
    expect([...fake.state.pulls.values()].map(({ state }) => state)).toEqual(['MERGED', 'MERGED'])
    expect(fake.faults).toEqual([])
  })
})
