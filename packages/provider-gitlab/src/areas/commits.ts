import { Commits } from '@gitbeaker/rest'
import { given, ScmError, type AreaMethods, type Commit } from '@scm-host/core/provider'
import { paged, type Bound } from '../client.ts'
import { mapCommit } from '../map/commit.ts'
import { mapDiff, type VendorDiff } from '../map/diff.ts'
import { mapMergeRequest } from '../map/merge-request.ts'
import { compare } from '../parts/compare.ts'
import { createCommit } from '../parts/create-commit.ts'
import { findUser } from '../parts/find-user.ts'

const mostFiles = 3000

/** https://docs.gitlab.com/api/commits/ */
export function commits(client: Bound): AreaMethods<'commits'> {
  const { project } = client
  return {
    get: ({ sha }) => get(client, sha),
    async list({ ref, path, since, until, author }, call) {
      const filter = given({ refName: ref, path, since: instant(since), until: instant(until) })
      const wanted = author === undefined ? {} : { author: await authorName(client, author) }
      const page = await client.page(Commits, call, (all, at) => all.all(project, { ...filter, ...wanted, ...at }))
      return paged(page, (commit) => mapCommit(commit))
    },
    compare: ({ base, head }) => compare(client, base, head),
    create: (input) => createCommit(client, input),
    async listPullRequests({ sha }, call) {
      const page = await client.page(Commits, call, (all, at) => all.allMergeRequests(project, sha, at))
      return paged(page, (request) => mapMergeRequest(request, client.repository.fullName))
    },
  }
}

/** A day begins at midnight UTC. */
function instant(date: string | undefined): string | undefined {
  return date === undefined ? undefined : new Date(date).toISOString()
}

/** GitLab finds commits by what stands in them, so an account is looked up; what is none is taken as a name or address. */
async function authorName(client: Bound, author: string): Promise<string> {
  try {
    return (await findUser(client, author)).name ?? author
  } catch (error) {
    if (ScmError.is(error, 'not_found')) return author
    throw error
  }
}

/** A commit with all its files, up to 3,000. */
async function get(client: Bound, sha: string): Promise<{ readonly data: Commit; readonly raw: unknown }> {
  const raw = await client.of(Commits).show(client.project, sha)
  const files: VendorDiff[] = []
  let cursor: string | null = null
  do {
    const asked: { cursor: string | null; perPage: number } = { cursor, perPage: 100 }
    const page = await client.page(Commits, asked, (all, at) => all.showDiff(client.project, raw.id, at))
    files.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null && files.length < mostFiles)
  return { data: mapCommit(raw, files.map(mapDiff)), raw: { ...raw, diffs: files } }
}
