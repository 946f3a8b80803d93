import { MergeRequests } from '@gitbeaker/rest'
import { given, type AreaMethods, type PullRequest } from '@scm-host/core/provider'
import { paged, path, type Bound } from '../client.ts'
import { numeric } from '../input.ts'
import { mapCommit } from '../map/commit.ts'
import { mapDiff } from '../map/diff.ts'
import { mapMergeRequest, titleAs, type VendorMergeRequest } from '../map/merge-request.ts'
import { conversation } from '../parts/conversation.ts'
import { createMergeRequest } from '../parts/create-merge-request.ts'
import { isId } from '../parts/find-user.ts'
import { mergeMergeRequest } from '../parts/merge.ts'
import { nobody, userIds } from '../parts/user-ids.ts'

type Area = AreaMethods<'pullRequests'>
type Part<K extends keyof Area> = Required<Pick<Area, K>>

const listStates = { open: 'opened', closed: 'closed', merged: 'merged' } as const
const iid = (pullRequest: string) => numeric(pullRequest, 'pullRequest')

/** Merge requests of one project, by the number people see (`iid`). https://docs.gitlab.com/api/merge_requests/ */
export function pullRequests(client: Bound): Area {
  return {
    ...reads(client),
    ...contents(client),
    ...writes(client),
    ...reviewers(client),
    ...conversation(client, 'pullRequest'),
  }
}

function answering({ repository }: Bound) {
  return (raw: VendorMergeRequest): { readonly data: PullRequest; readonly raw: unknown } => ({
    data: mapMergeRequest(raw, repository.fullName),
    raw,
  })
}

function reads(client: Bound): Part<'get' | 'list'> {
  const { project: projectId } = client
  const answer = answering(client)
  return {
    async get({ pullRequest }) {
      return answer(await client.of(MergeRequests).show(projectId, iid(pullRequest)))
    },
    /** A branch of any fork has its name as `head`: those of forks are left out of the page, which may come out short. */
    async list({ state = 'open', head, base, author, sort, direction }, call) {
      const filter = given({
        state: state === 'all' ? undefined : listStates[state],
        sourceBranch: head,
        targetBranch: base,
        orderBy: sort && (`${sort}_at` as const),
        sort: direction,
      })
      const person =
        author === undefined ? {} : isId(author) ? { authorId: Number(author) } : { authorUsername: author }
      const page = await client.page(MergeRequests, call, (all, at) =>
        all.all({ projectId, ...filter, ...person, ...at }),
      )
      const items = page.items.filter((one) => head === undefined || one.source_project_id === one.target_project_id)
      const { data, nextCursor } = paged({ ...page, items }, (one) => answer(one).data)
      return { data, nextCursor, raw: page.items }
    },
  }
}

function contents(client: Bound): Part<'listFiles' | 'listCommits' | 'getDiff'> {
  const { project } = client
  return {
    async listFiles({ pullRequest }, call) {
      const number = iid(pullRequest)
      const page = await client.page(MergeRequests, call, (all, at) => all.allDiffs(project, number, at))
      return paged(page, mapDiff)
    },
    /** Newest first, as GitLab has them. */
    async listCommits({ pullRequest }, call) {
      const number = iid(pullRequest)
      const page = await client.page(MergeRequests, call, (all, at) => all.allCommits(project, number, at))
      return paged(page, (commit) => mapCommit(commit))
    },
    /** gitbeaker does not have it. https://docs.gitlab.com/api/merge_requests/#show-merge-request-raw-diffs */
    async getDiff({ pullRequest }) {
      const at = path`projects/${project}/merge_requests/${iid(pullRequest)}/raw_diffs`
      const { body } = await client.request('GET', at)
      const data = body instanceof Blob ? await body.text() : typeof body === 'string' ? body : ''
      return { data, raw: data }
    },
  }
}

function writes(client: Bound): Part<'create' | 'update' | 'merge'> {
  const { project } = client
  const answer = answering(client)
  return {
    create: async (input) => answer(await createMergeRequest(client, input)),
    /** A draft is a matter of the title: where only one of both is given, the other is read first. */
    async update({ pullRequest, title, body, state, base, draft }) {
      const number = iid(pullRequest)
      const isTitled = title !== undefined || draft !== undefined
      const fields = given({
        description: body,
        stateEvent: state && (state === 'closed' ? 'close' : 'reopen'),
        targetBranch: base,
      })
      if (!isTitled && Object.keys(fields).length > 0) {
        return answer(await client.of(MergeRequests).edit(project, number, fields))
      }
      const before = isTitled && title !== undefined && draft !== undefined ? null : await read(client, number)
      if (!isTitled && before !== null) return answer(before)
      const named = titleAs(title ?? before?.title ?? '', draft ?? before?.draft ?? false)
      return answer(await client.of(MergeRequests).edit(project, number, { ...fields, title: named }))
    },
    merge: (input, call) => mergeMergeRequest(client, input, call),
  }
}

function read(client: Bound, number: number): Promise<VendorMergeRequest> {
  return client.of(MergeRequests).show(client.project, number)
}

/** GitLab replaces the whole list, so the present one is read first. Free instances keep one reviewer. */
function reviewers(client: Bound): Part<'requestReviewers' | 'removeReviewers'> {
  const answer = answering(client)
  async function change(
    pullRequest: string,
    users: readonly string[],
    change: (now: number[], ids: number[]) => number[],
  ) {
    const number = iid(pullRequest)
    const ids = await userIds(client, users, 'reviewers')
    const before = await read(client, number)
    const now = (before.reviewers ?? []).flatMap((user) => (user === null ? [] : [user.id]))
    const wanted = change(now, ids)
    if (wanted.length === now.length && wanted.every((id) => now.includes(id))) return answer(before)
    const reviewerIds = wanted.length === 0 ? [...nobody] : wanted
    return answer(await client.of(MergeRequests).edit(client.project, number, { reviewerIds }))
  }
  return {
    requestReviewers: ({ pullRequest, reviewers: users }) =>
      change(pullRequest, users, (now, ids) => [...new Set([...now, ...ids])]),
    removeReviewers: ({ pullRequest, reviewers: users }) =>
      change(pullRequest, users, (now, ids) => now.filter((id) => !ids.includes(id))),
  }
}
