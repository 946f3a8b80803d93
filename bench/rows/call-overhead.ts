import { Octokit } from '@octokit/rest'
import { handleOf, hostAt, startGitHub, token } from '../github.ts'
import { compare, costAtMost, inFlight } from '../pairs.ts'
import type { Bench } from '../row.ts'

/** A read through the host against the same read through plain Octokit: 32 in flight, each of another issue. */
export const callOverhead: Bench = async (effort) => {
  const server = await startGitHub()
  const host = hostAt(server.url)
  const scm = await handleOf(host)
  if (!scm.can('issues.get')) throw new Error('GitHub has issues.')
  const octokit = new Octokit({ auth: token, baseUrl: server.url })
  let issue = 0
  const ours = async () => {
    const { data } = await scm.issues.get({ issue: String(++issue) })
    if (data.body === null) throw new Error('The answer is not the issue.')
  }
  const theirs = async () => {
    const { data } = await octokit.rest.issues.get({ owner: 'octo', repo: 'hello', issue_number: ++issue })
    if (!data.body) throw new Error('The answer is not the issue.')
  }
  try {
    const contest = {
      name: 'call-overhead',
      ours: (count: number) => inFlight(count, 32, ours),
      theirs: (count: number) => inFlight(count, 32, theirs),
      count: 3000,
      judge: costAtMost(1.1),
    }
    return [await compare(contest, effort)]
  } finally {
    await host.close()
    server.close()
  }
}
