import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { neutralScenario } from '../../../../test/scenario/neutral-scenario.ts'
import { hosted, type Hosted } from '../bed/hosted.ts'
import { helloWorld } from '../bed/spec-bed.ts'
import { startFakeGitHub, type FakeGitHub } from './fake-github.ts'

describe('the neutral scenario on GitHub', () => {
  let fake: FakeGitHub
  let host: Hosted
  beforeAll(async () => {
    fake = await startFakeGitHub()
    host = await hosted({
      url: fake.url,
      repository: helloWorld,
      auth: { kind: 'token', secret: { token: 'ghp_test' } },
    })
  })
  afterAll(async () => {
    await host.close()
    await fake.close()
  })

  it('plays from branch to release, with every step, twice over the same repository', async () => {
    const first = await neutralScenario(host.scm, 'first')
    expect(first.absent).toEqual([])
    expect(first.done).toHaveLength(11)
    expect((await neutralScenario(host.scm, 'second')).done).toEqual(first.done)
    expect(fake.state.pulls.size).toBe(2)
    expect(fake.faults).toEqual([])
  })

  it('asked again whether a pull request has changed', () => {
    expect(fake.answered).toContain(304)
    const conditional = fake.requests.filter((request) => 'if-none-match' in request.headers)
    expect(conditional.length).toBeGreaterThan(0)
  })
})
