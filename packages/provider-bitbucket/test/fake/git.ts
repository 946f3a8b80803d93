import { commitOf as sample, repositoryOf } from '../bed/samples.ts'
import { atWeb } from '../bed/spec-bed.ts'
import {
  addCommit,
  commitOf,
  invalid,
  notFound,
  page,
  root,
  time,
  type FakeCommit,
  type FakeState,
  type Handler,
  type Handlers,
} from './state.ts'

export function commitJson({ hash, message, parents }: FakeCommit) {
  return { ...sample(hash, time), message, parents: parents.map((parent) => ({ type: 'commit', hash: parent })) }
}

function branchJson(state: FakeState, name: string) {
  const target = commitOf(state, name)
  return { type: 'branch', name, target: target && commitJson(target) }
}

const pathIn = (params: Readonly<Record<string, string>>, alone: string) =>
  params[alone] ?? [params['path1'], params['path2']].join('/')

const getBranch: Handler = ({ params }, state) => {
  const name = pathIn(params, 'name')
  return state.branches.has(name) ? { body: branchJson(state, name) } : notFound
}

const getFile: Handler = ({ params, query }, state) => {
  const path = pathIn(params, 'path')
  const commit = commitOf(state, params['commit'] ?? '')
  const content = commit?.files.get(path)
  if (commit === undefined || content === undefined) return notFound
  if (query['format'] !== 'meta') return { body: content }
  const size = Buffer.byteLength(content)
  return { body: { type: 'commit_file', path, size, attributes: [], commit: commitJson(commit) } }
}

/** The parts of a form by name; of one name there may be several. */
function partsOf(form: string): readonly (readonly [name: string, value: string])[] {
  const boundary = form.slice(0, form.indexOf('\r\n'))
  return form
    .split(boundary)
    .slice(1, -1)
    .map((part) => {
      const start = part.indexOf('\r\n\r\n')
      const name = /name="([^"]*)"/.exec(part.slice(0, start))?.[1] ?? ''
      return [name, part.slice(start + 4, -2)] as const
    })
}

/** Files have their path as name, with a slash before it; `files` deletes. */
const commit: Handler = ({ body }, state) => {
  const parts = partsOf(body as string)
  const field = (name: string) => parts.find(([key]) => key === name)?.[1] ?? ''
  const branch = field('branch')
  const head = commitOf(state, state.branches.get(branch) ?? '')
  if (head === undefined) return notFound
  if (head.hash !== field('parents')) return invalid(`Branch ${branch} has changed since ${field('parents')}`)
  const files = new Map(head.files)
  for (const [name, value] of parts) {
    if (name === 'files') files.delete(value.slice(1))
    if (name.startsWith('/')) files.set(name.slice(1), value)
  }
  const made = addCommit(state, { parents: [head.hash], message: field('message'), files })
  state.branches.set(branch, made.hash)
  return { status: 201, headers: { location: `${root}/commit/${made.hash}` } }
}

/** The repository, branches, files and commits. */
export const gitRoutes: Handlers = {
  [`GET ${atWeb}`]: () => ({ body: repositoryOf() }),
  [`GET ${atWeb}/branch-restrictions`]: (request) => page(request, []),
  [`GET ${atWeb}/refs/branches/{name}`]: getBranch,
  [`GET ${atWeb}/refs/branches/{path1}/{path2}`]: getBranch,
  [`POST ${atWeb}/refs/branches`]: ({ body }, state) => {
    const { name, target } = body as { readonly name: string; readonly target: { readonly hash: string } }
    if (state.branches.has(name)) return invalid(`Branch "${name}" already exists.`)
    if (!state.commits.has(target.hash)) return invalid('target: no such commit')
    state.branches.set(name, target.hash)
    return { status: 201, body: branchJson(state, name) }
  },
  [`GET ${atWeb}/src/{commit}/{path}`]: getFile,
  [`GET ${atWeb}/src/{commit}/{path1}/{path2}`]: getFile,
  [`POST ${atWeb}/src`]: commit,
  [`GET ${atWeb}/commit/{commit}`]: ({ params }, state) => {
    const found = commitOf(state, params['commit'] ?? '')
    return found === undefined ? notFound : { body: commitJson(found) }
  },
  [`GET ${atWeb}/commits`]: (request, state) => {
    const found = commitOf(state, String(request.query['include']))
    return found === undefined ? notFound : page(request, [commitJson(found)])
  },
  [`GET ${atWeb}/diffstat/{spec}`]: (request) => page(request, []),
}
