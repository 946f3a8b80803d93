import { createRequire } from 'node:module'
import { Issues } from '@gitbeaker/rest'
import { bitbucket } from 'scm-provider-bitbucket'
import { gitlab } from 'scm-provider-gitlab'
import { pullRequest } from '../bitbucket.ts'
import { issue } from '../gitlab.ts'
import { compare, costAtMost, inFlight } from '../pairs.ts'
import type { Bench, Effort, Row } from '../row.ts'
import { openVendor, startVendor, vendorToken } from '../vendor.ts'

/** Reads through the host against the same reads through the vendors' plain clients, each of another object. */
export const gitlabCallOverhead: Bench = async (effort) => [await gitlabIssues(effort)]
export const bitbucketCallOverhead: Bench = async (effort) => [await bitbucketPullRequests(effort)]

async function gitlabIssues(effort: Effort): Promise<Row> {
  const headers = { 'ratelimit-limit': '100000000', 'ratelimit-remaining': '99999999', 'ratelimit-reset': '4102444800' }
  const server = await startVendor({ numberField: 'iid', object: issue, headers })
  const { host, scm } = await openVendor(gitlab, { baseUrl: server.url }, '1')
  if (!scm.can('issues.get')) throw new Error('GitLab has issues.')
  // Its own limiter would stop it at 3000 requests a minute.
  const limits = { rateLimits: { '**': 100_000 }, rateLimitDuration: 1 }
  const plain = new Issues({ host: server.url, token: vendorToken, ...limits })
  let number = 0
  const ours = async () => {
    const { data } = await scm.issues.get({ issue: String(++number) })
    check(data.issue, number, data.body)
  }
  const theirs = async () => {
    const data = await plain.show(++number, { projectId: 1 })
    check(String(data.iid), number, data.description)
  }
  try {
    return await overhead('gitlab-call-overhead', ours, theirs, effort)
  } finally {
    await host.close()
    server.close()
  }
}

/** What is used of the client, whose own types do not pass a strict compiler. */
type PlainBitbucket = new (options: {
  readonly baseUrl: string
  readonly notice: boolean
  readonly auth: { readonly token: string }
}) => {
  readonly pullrequests: {
    get(at: object): Promise<{ readonly data: { readonly id: number; readonly description: string } }>
  }
}

async function bitbucketPullRequests(effort: Effort): Promise<Row> {
  const server = await startVendor({ numberField: 'id', object: pullRequest, headers: {} })
  const { host, scm } = await openVendor(bitbucket, { baseUrl: server.url }, '{01234567-89ab-4cde-8f01-000000000099}')
  if (!scm.can('pullRequests.get')) throw new Error('Bitbucket has pull requests.')
  const { Bitbucket } = createRequire(import.meta.url)('bitbucket') as { readonly Bitbucket: PlainBitbucket }
  const plain = new Bitbucket({ baseUrl: `${server.url}/2.0`, notice: false, auth: { token: vendorToken } })
  let number = 0
  const ours = async () => {
    const { data } = await scm.pullRequests.get({ pullRequest: String(++number) })
    check(data.pullRequest, number, data.body)
  }
  const theirs = async () => {
    const { data } = await plain.pullrequests.get({
      workspace: 'octo',
      repo_slug: 'hello',
      pull_request_id: String(++number),
    })
    check(String(data.id), number, data.description)
  }
  try {
    return await overhead('bitbucket-call-overhead', ours, theirs, effort)
  } finally {
    await host.close()
    server.close()
  }
}

function overhead(name: string, ours: () => Promise<void>, theirs: () => Promise<void>, effort: Effort): Promise<Row> {
  const contest = {
    name,
    ours: (count: number) => inFlight(count, 32, ours),
    theirs: (count: number) => inFlight(count, 32, theirs),
    count: 2000,
    judge: costAtMost(1.1),
  }
  return compare(contest, effort)
}

/** `number` may be a later one by now: many are in flight. */
function check(id: string, number: number, text: string | null | undefined): void {
  if (Number(id) < 1 || Number(id) > number || !text) throw new Error('The answer is not what was asked for.')
}
