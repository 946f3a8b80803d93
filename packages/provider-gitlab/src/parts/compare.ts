import { Commits, Repositories } from '@gitbeaker/rest'
import { ScmError, type Comparison } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { mapCommit } from '../map/commit.ts'
import { mapDiff } from '../map/diff.ts'

const mostCommits = 250
const mostFiles = 3000
/** Up to so many pages of 100 commits are counted one by one. */
const countedPages = 3

/**
 * GitLab answers all commits of a comparison at once, oldest first, and tells by `compare_timeout` when files are missing.
 * What base has that head has not it does not tell: it is counted in the range the other way round.
 * @see https://docs.gitlab.com/api/repositories/#compare-branches-tags-or-commits
 */
export async function compare(
  client: Bound,
  base: string,
  head: string,
): Promise<{ readonly data: Comparison; readonly raw: unknown }> {
  const raw = await client.of(Repositories).compare(client.project, base, head)
  const mergeBase = await mergeBaseOf(client, base, head)
  const [commits, diffs] = [raw.commits ?? [], raw.diffs ?? []]
  const data: Comparison = {
    aheadBy: commits.length,
    behindBy: await countBehind(client, base, head, mergeBase),
    mergeBase,
    commits: commits.slice(-mostCommits).map((commit) => mapCommit(commit)),
    files: diffs.slice(0, mostFiles).map(mapDiff),
    truncated: commits.length > mostCommits || diffs.length > mostFiles || raw.compare_timeout,
  }
  return { data, raw }
}

/** Null where the two have no history in common. */
async function mergeBaseOf(client: Bound, base: string, head: string): Promise<string | null> {
  try {
    return (await client.of(Repositories).mergeBase(client.project, [base, head])).id
  } catch (error) {
    if (ScmError.is(error, 'not_found')) return null
    throw error
  }
}

/** The commits of `head..base`; past 300 the difference of what both ends of it have behind them. */
async function countBehind(client: Bound, base: string, head: string, mergeBase: string | null): Promise<number> {
  let count = 0
  let cursor: string | null = null
  for (let pages = 0; pages < countedPages; pages++) {
    const asked: { cursor: string | null; perPage: number } = { cursor, perPage: 100 }
    const { items, nextCursor } = await client.page(Commits, asked, (all, at) =>
      all.all(client.project, { refName: `${head}..${base}`, ...at }),
    )
    count += items.length
    if (nextCursor === null) return count
    cursor = nextCursor
  }
  const behind = await sequence(client, base)
  return Math.max(count, behind - (mergeBase === null ? 0 : await sequence(client, mergeBase)))
}

/** How many commits a commit has behind it, itself included. */
async function sequence(client: Bound, sha: string): Promise<number> {
  return (await client.of(Commits).showSequence(client.project, sha)).count
}
