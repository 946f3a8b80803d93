import { ScmError, type AreaMethods, type CallContext, type Commit, type Comparison } from '@scm-host/core/provider'
import { pageOf, paged, read, valuesOf, type Bound } from '../client.ts'
import { mapCommit, withFiles, type VendorCommit } from '../map/commit.ts'
import { mapPullRequest, type VendorPullRequest } from '../map/pull-request.ts'
import { nextCursor, type VendorPage } from '../page.ts'
import { allPages } from '../parts/all-pages.ts'
import { changedFiles } from '../parts/changed-files.ts'
import { commitOf } from '../parts/commit-of.ts'
import { createCommit } from '../source/create-commit.ts'
import { defaultBranchOf } from '../parts/default-branch.ts'

const mostCommits = 250
const mostCounted = 1000

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commits/ */
export function commits(client: Bound): AreaMethods<'commits'> {
  const { api, at } = client
  return {
    async get({ sha }) {
      const { data: raw } = await read<VendorCommit>(api.commits.get({ ...at, commit: await commitOf(client, sha) }))
      const { files } = await changedFiles(client, raw.hash)
      return { data: withFiles(mapCommit(raw), files), raw }
    },
    list: (input, call) => list(client, input, call),
    compare: ({ base, head }) => compare(client, base, head),
    create: (input) => createCommit(client, input),
    async listPullRequests({ sha }, call) {
      const { data: raw } = await read<VendorPage<VendorPullRequest>>(
        api.pullrequests.listForCommit({ ...at, commit: sha, ...pageOf(call) }),
      )
      return paged(raw, mapPullRequest)
    },
  }
}

interface Filter {
  readonly ref?: string
  readonly path?: string
  readonly since?: string
  readonly until?: string
  readonly author?: string
}

/**
 * Bitbucket filters commits by ref and path alone: dates and author are looked at here, so that a page may hold fewer. It
 * lists the newest first, and paging ends with the page that is wholly before `since`.
 */
async function list(client: Bound, { ref, path, since, until, author }: Filter, call: CallContext) {
  const include = ref ?? (await defaultBranchOf(client)())
  const { data: raw } = await read<VendorPage<VendorCommit>>(
    client.api.commits.list({ ...client.at, include, ...(path === undefined ? {} : { path }), ...pageOf(call) }),
  )
  const all = valuesOf(raw)
  const from = since === undefined ? Number.NEGATIVE_INFINITY : Date.parse(since)
  const to = until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until)
  const found = all.filter((commit) => {
    const at = Date.parse(commit.date ?? '')
    return at >= from && at <= to && (author === undefined || isBy(commit, author))
  })
  const isPast = all.length > 0 && all.every((commit) => Date.parse(commit.date ?? '') < from)
  return { data: found.map(mapCommit), nextCursor: isPast ? null : nextCursor(raw), raw }
}

function isBy({ author }: VendorCommit, wanted: string): boolean {
  const { user, raw = '' } = author ?? {}
  if ([user?.uuid, user?.account_id, user?.nickname].includes(wanted)) return true
  return raw.toLowerCase().includes(`<${wanted.toLowerCase()}>`)
}

/** Commits come newest first and are told oldest first, as they would be applied. */
async function compare(
  client: Bound,
  base: string,
  head: string,
): Promise<{ readonly data: Comparison; readonly raw: unknown }> {
  const [from, to] = [await commitOf(client, base), await commitOf(client, head)]
  const ahead = await between(client, to, from)
  const behind = await between(client, from, to)
  const changed = await changedFiles(client, `${to}..${from}`)
  const data: Comparison = {
    aheadBy: ahead.items.length,
    behindBy: behind.items.length,
    mergeBase: await mergeBase(client, from, to),
    commits: ahead.items.slice(0, mostCommits).map(mapCommit).toReversed(),
    files: changed.files,
    truncated: ahead.items.length > mostCommits || ahead.truncated || behind.truncated || changed.truncated,
  }
  return { data, raw: ahead.items }
}

function between(client: Bound, include: string, exclude: string) {
  return allPages<VendorCommit>(
    (place) => client.api.commits.list({ ...client.at, include, exclude, pagelen: '100', ...place }),
    mostCounted,
  )
}

/** Null for histories that have nothing in common. */
async function mergeBase(client: Bound, base: string, head: string): Promise<Commit['sha'] | null> {
  try {
    const revspec = `${base}..${head}`
    return (await read<VendorCommit>(client.api.repositories.getMergeBase({ ...client.at, revspec }))).data.hash
  } catch (error) {
    if (ScmError.is(error, 'not_found')) return null
    throw error
  }
}
