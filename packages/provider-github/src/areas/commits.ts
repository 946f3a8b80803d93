import type { AreaMethods, Commit, Comparison } from '@scm-host/core/provider'
import { pageOf, paged, type Bound } from '../client.ts'
import { createCommit } from '../parts/create-commit.ts'
import { utcSeconds } from '../input.ts'
import { mapCommit, mapCommitFile, type VendorFile } from '../map/commit.ts'
import { mapPullRequest } from '../map/pull-request.ts'
import { nextPage } from '../page.ts'

/** Of one comparison GitHub tells the first 300 files and no more, however it is paged. */
const comparedFiles = 300
const mostFiles = 3000

/** https://docs.github.com/en/rest/commits */
export function commits(client: Bound): AreaMethods<'commits'> {
  const { repos } = client.octokit.rest
  return {
    get: ({ sha }) => get(client, sha),
    async list({ ref, path, since, until, author }, call) {
      const filter = {
        ...(ref === undefined ? {} : { sha: ref }),
        ...(path === undefined ? {} : { path }),
        ...(since === undefined ? {} : { since: utcSeconds(since) }),
        ...(until === undefined ? {} : { until: utcSeconds(until) }),
        ...(author === undefined ? {} : { author }),
      }
      const answer = await repos.listCommits({ ...client.at, ...filter, ...pageOf(call) })
      return paged(answer, answer.data, (commit) => mapCommit(commit))
    },
    compare: ({ base, head }) => compare(client, base, head),
    create: (input) => createCommit(client, input),
    async listPullRequests({ sha }, call) {
      const answer = await repos.listPullRequestsAssociatedWithCommit({
        ...client.at,
        commit_sha: sha,
        ...pageOf(call),
      })
      return paged(answer, answer.data, mapPullRequest)
    },
  }
}

/** A commit with all its files: past 300 they come in pages, up to 3,000. */
async function get(client: Bound, ref: string): Promise<{ readonly data: Commit; readonly raw: unknown }> {
  const { repos } = client.octokit.rest
  const first = await repos.getCommit({ ...client.at, ref })
  const files: VendorFile[] = [...(first.data.files ?? [])]
  let next = nextPage(first.headers.link)
  while (next !== null && files.length < mostFiles) {
    const more = await repos.getCommit({ ...client.at, ref, page: Number(next) })
    files.push(...(more.data.files ?? []))
    next = nextPage(more.headers.link)
  }
  return { data: mapCommit(first.data, files), raw: first.data }
}

/**
 * Without paging parameters GitHub answers up to 250 commits at once, the newest of the range, which paging would take
 * three requests for. Its list of files ends at 300 either way.
 * @see https://docs.github.com/en/rest/commits/commits#compare-two-commits
 */
async function compare(
  client: Bound,
  base: string,
  head: string,
): Promise<{ readonly data: Comparison; readonly raw: unknown }> {
  const { data: raw } = await client.octokit.rest.repos.compareCommitsWithBasehead({
    ...client.at,
    basehead: `${base}...${head}`,
  })
  const files = raw.files ?? []
  const data: Comparison = {
    aheadBy: raw.ahead_by,
    behindBy: raw.behind_by,
    mergeBase: raw.merge_base_commit.sha,
    commits: raw.commits.map((commit) => mapCommit(commit)),
    files: files.map(mapCommitFile),
    truncated: raw.total_commits > raw.commits.length || files.length >= comparedFiles,
  }
  return { data, raw }
}
