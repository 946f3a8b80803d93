import { mergeRequest as sample, zoe } from '../areas/samples.ts'
import type { Answer, RecordedRequest } from '../bed/spec-bed.ts'
import { addCommit } from './git.ts'
import {
  field,
  notFound,
  page,
  refusal,
  time,
  type FakeMergeRequest,
  type FakeState,
  type FakeVersion,
  type Handler,
  type Handlers,
  type Json,
} from './state.ts'
import { diffsOf, filesOf, newestVersion, versionOf } from './versions.ts'

const route = '/projects/{id}/merge_requests/{merge_request_iid}'

/** The user whose token it is: the author of everything. */
export const me = zoe

/** A merge request as GitLab shows it. */
function json(request: FakeMergeRequest): Json {
  const { iid, title, description, state, labels, source, target, merge } = request
  const { base, start, head } = newestVersion(request)
  const isMerged = state === 'merged'
  return {
    ...sample,
    id: 1000 + iid,
    iid,
    title,
    description,
    state,
    labels,
    draft: /^draft:/i.test(title),
    author: me,
    reviewers: [me],
    source_branch: source,
    target_branch: target,
    sha: head,
    diff_refs: { base_sha: base, start_sha: start, head_sha: head },
    detailed_merge_status: isMerged ? 'not_open' : 'mergeable',
    merge_commit_sha: merge,
    created_at: time,
    updated_at: time,
    merged_at: isMerged ? time : null,
  }
}

/** Runs for the merge request a request is about. */
export function onMergeRequest(
  run: (request: RecordedRequest, state: FakeState, about: FakeMergeRequest) => Answer,
): Handler {
  return (request, state) => {
    const about = state.mergeRequests.get(Number(request.params['merge_request_iid']))
    return about === undefined ? notFound : run(request, state, about)
  }
}

function create(request: RecordedRequest, state: FakeState): Answer {
  const source = field(request, 'source_branch') ?? ''
  const target = field(request, 'target_branch') ?? ''
  const version = versionOf(state, source, target)
  if (version === null) return refusal(422, 'Source branch or target branch does not exist')
  const open = [...state.mergeRequests.values()].find((one) => one.source === source && one.state === 'opened')
  if (open !== undefined) {
    const message = [`Another open merge request already exists for this source branch: !${open.iid}`]
    return { status: 409, body: { message } }
  }
  const made: FakeMergeRequest = {
    iid: state.mergeRequests.size + 1,
    source,
    target,
    title: field(request, 'title') ?? '',
    description: field(request, 'description') ?? null,
    versions: [version],
    state: 'opened',
    merge: null,
    labels: [],
    review: 'unreviewed',
    isApproved: false,
  }
  state.mergeRequests.set(made.iid, made)
  return { status: 201, body: json(made) }
}

/** https://docs.gitlab.com/api/merge_requests/#merge-a-merge-request */
function merge(request: RecordedRequest, state: FakeState, about: FakeMergeRequest): Answer {
  const version = newestVersion(about)
  if (about.state !== 'opened') return refusal(405, '405 Method Not Allowed')
  const sha = field(request, 'sha') ?? version.head
  if (sha !== version.head) return refusal(409, `SHA does not match HEAD of source branch: ${version.head}`)
  const now = state.branches.get(about.target) ?? ''
  const files = new Map(state.commits.get(now)?.files)
  const after = filesOf(state, version)[1]
  for (const { new_path: path } of diffsOf(state, version) as readonly { readonly new_path: string }[]) {
    const content = after.get(path)
    if (content === undefined) files.delete(path)
    else files.set(path, content)
  }
  const message = field(request, 'merge_commit_message') ?? `Merge branch '${about.source}' into '${about.target}'`
  const made = addCommit(state, [now, version.head], message, files)
  state.branches.set(about.target, made.sha)
  Object.assign(about, { state: 'merged', merge: made.sha })
  return { body: json(about) }
}

/** https://docs.gitlab.com/api/merge_requests/#update-mr : names with commas between them; new ones are made. */
function relabel(request: RecordedRequest, state: FakeState, about: FakeMergeRequest): Answer {
  const names = (name: string) => (field(request, name) ?? '').split(',').filter((label) => label !== '')
  for (const name of names('add_labels')) {
    if (!state.labels.has(name)) state.labels.set(name, { id: state.nextId(), name, color: '#6699cc' })
  }
  const removed = new Set(names('remove_labels'))
  about.labels = [...new Set([...about.labels, ...names('add_labels')])].filter((label) => !removed.has(label))
  return { body: json(about) }
}

function versionJson({ id, base, start, head }: FakeVersion, { iid }: FakeMergeRequest): Json {
  const commits = { base_commit_sha: base, start_commit_sha: start, head_commit_sha: head }
  return { id, ...commits, created_at: time, merge_request_id: 1000 + iid, state: 'collected', real_size: '1' }
}

/** Merge requests, their versions and their merge. */
export const mergeRequestRoutes: Handlers = {
  'POST /projects/{id}/merge_requests': create,
  [`GET ${route}`]: onMergeRequest((_request, _state, about) => ({ body: json(about) })),
  [`PUT ${route}`]: onMergeRequest(relabel),
  [`PUT ${route}/merge`]: onMergeRequest(merge),
  [`GET ${route}/versions`]: onMergeRequest((request, state, about) => {
    const rows = about.versions.toReversed().map((version) => versionJson(version, about))
    return page(request, rows, state)
  }),
  [`GET ${route}/versions/{version_id}`]: onMergeRequest(({ params }, state, about) => {
    const version = about.versions.find(({ id }) => String(id) === params['version_id'])
    if (version === undefined) return notFound
    return { body: { ...versionJson(version, about), diffs: diffsOf(state, version) } }
  }),
}
