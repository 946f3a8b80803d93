import { Octokit } from '@octokit/rest'
import { handleOf, hostAt, startGitHub, token } from '../github.ts'
import type { Bench } from '../row.ts'

const reads = 20

/** What identical reads of an unchanged issue take from the vendor's quota. */
export const cachedReads: Bench = async () => {
  const server = await startGitHub()
  const host = hostAt(server.url)
  const scm = await handleOf(host)
  if (!scm.can('issues.get')) throw new Error('GitHub has issues.')
  const octokit = new Octokit({ auth: token, baseUrl: server.url })
  const usedBy = async (read: () => Promise<unknown>) => {
    const before = await server.used()
    for (let index = 0; index < reads; index++) await read()
    return (await server.used()) - before
  }
  try {
    const ours = await usedBy(() => scm.issues.get({ issue: '1' }))
    const theirs = await usedBy(() => octokit.rest.issues.get({ owner: 'octo', repo: 'hello', issue_number: 1 }))
    const bound = `${reads} reads cost at most 1`
    const unit = 'quota'
    return [
      { name: 'cached-reads', ratio: ours / theirs, ours, theirs, unit, interval: [ours, ours], bound, ok: ours <= 1 },
    ]
  } finally {
    await host.close()
    server.close()
  }
}
