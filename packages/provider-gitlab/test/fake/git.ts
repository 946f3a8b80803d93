import type { Answer } from '../bed/spec-bed.ts'
import { addVersions } from './versions.ts'
import {
  field,
  notFound,
  refusal,
  shaOf,
  time,
  type FakeCommit,
  type FakeState,
  type Files,
  type Handlers,
  type Json,
} from './state.ts'

const branchRoute = 'GET /projects/{id}/repository/branches/{branch}'
const commitRoute = 'GET /projects/{id}/repository/commits/{sha}'

/** The commit of a branch, a tag or a commit id. */
export function resolve(state: FakeState, ref: string): FakeCommit | null {
  return state.commits.get(state.branches.get(ref) ?? state.tags.get(ref) ?? ref) ?? null
}

/** Stores a commit. */
export function addCommit(state: FakeState, parents: readonly string[], message: string, files: Files): FakeCommit {
  const commit = { sha: shaOf([parents, message, ...files]), parents, message, files }
  state.commits.set(commit.sha, commit)
  return commit
}

/** A commit as GitLab shows it. */
export function commitJson(state: FakeState, { sha, parents, message }: FakeCommit): Json {
  const names = { id: sha, short_id: sha.slice(0, 8), parent_ids: parents, message, title: message.split('\n', 1)[0] }
  const times = { created_at: time, authored_date: time, committed_date: time }
  return state.example(commitRoute, { ...names, ...times, last_pipeline: null, project_id: 4 })
}

function branchJson(state: FakeState, name: string, commit: FakeCommit): Json {
  const change = { name, commit: commitJson(state, commit), default: name === 'main', protected: name === 'main' }
  return state.example(branchRoute, change)
}

interface Action {
  readonly action: 'create' | 'update' | 'delete' | 'move' | 'chmod'
  readonly file_path: string
  readonly previous_path?: string
  readonly content?: string
  readonly encoding?: 'text' | 'base64'
}

/** What GitLab says of an action that does not fit the files. */
function complaint(files: Files, { action, file_path: path, previous_path: previous }: Action): string | null {
  if (action === 'create' || action === 'move') {
    if (files.has(path)) return 'A file with this name already exists'
    if (action === 'create' || files.has(previous ?? '')) return null
  } else if (files.has(path)) return null
  return "A file with this name doesn't exist"
}

function contentOf({ content = '', encoding }: Action): string {
  return encoding === 'base64' ? Buffer.from(content, 'base64').toString() : content
}

function apply(before: Files, actions: readonly Action[]): Files | string {
  const files = new Map(before)
  for (const one of actions) {
    const wrong = complaint(files, one)
    if (wrong !== null) return wrong
    const { action, file_path: path, previous_path: previous = '' } = one
    if (action === 'create' || action === 'update') files.set(path, contentOf(one))
    if (action === 'move') files.set(path, one.content === undefined ? (files.get(previous) ?? '') : contentOf(one))
    if (action === 'move') files.delete(previous)
    if (action === 'delete') files.delete(path)
  }
  return files
}

function commit(state: FakeState, branch: string, message: string, actions: readonly Action[]): Answer {
  const head = state.commits.get(state.branches.get(branch) ?? '')
  if (head === undefined) return refusal(400, 'You can only create or edit files when you are on a branch')
  const files = apply(head.files, actions)
  if (typeof files === 'string') return refusal(400, files)
  const made = addCommit(state, [head.sha], message, files)
  state.branches.set(branch, made.sha)
  addVersions(state, branch)
  return { status: 201, body: commitJson(state, made) }
}

/** The project, its branches, commits and files. */
export const gitRoutes: Handlers = {
  'GET /projects/{id}': (_request, state) => {
    const names = { id: 4, name: 'client', path: 'client', path_with_namespace: 'diaspora/apps/client' }
    const namespace = { id: 3, kind: 'group', full_path: 'diaspora/apps' }
    const body = { ...names, namespace, default_branch: 'main', statistics: null }
    return { body: state.example('GET /projects/{id}', body) }
  },
  [branchRoute]: ({ params }, state) => {
    const head = state.commits.get(state.branches.get(params['branch'] ?? '') ?? '')
    return head === undefined
      ? refusal(404, '404 Branch Not Found')
      : { body: branchJson(state, params['branch'] ?? '', head) }
  },
  'POST /projects/{id}/repository/branches': (request, state) => {
    const [name, from] = [field(request, 'branch') ?? '', resolve(state, field(request, 'ref') ?? '')]
    if (state.branches.has(name)) return refusal(400, 'Branch already exists')
    if (from === null) return refusal(400, `Invalid reference name: ${field(request, 'ref')}`)
    state.branches.set(name, from.sha)
    return { status: 201, body: branchJson(state, name, from) }
  },
  'POST /projects/{id}/repository/commits': (request, state) => {
    const { actions } = request.body as { readonly actions: readonly Action[] }
    return commit(state, field(request, 'branch') ?? '', field(request, 'commit_message') ?? '', actions)
  },
  [commitRoute]: ({ params }, state) => {
    const found = resolve(state, params['sha'] ?? '')
    return found === null ? notFound : { body: commitJson(state, found) }
  },
  'HEAD /projects/{id}/repository/files/{file_path}': ({ params, query }, state) => {
    const files = resolve(state, String(query['ref']))?.files
    return { status: files?.has(params['file_path'] ?? '') === true ? 200 : 404 }
  },
}
