import type { Answer } from '../bed/check-answer.ts'
import {
  invalid,
  notFound,
  time,
  shaOf,
  shaped,
  type FakeCommit,
  type FakeState,
  type Handlers,
  type Json,
} from './state.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const person = { name: 'Octocat', email: 'octocat@github.com', date: time }

/** A commit id for a branch, a tag, `heads/x` or a commit id. */
export function resolve(state: FakeState, ref: string): string | null {
  const found = [ref, `heads/${ref}`, `tags/${ref}`].map((name) => state.refs.get(name.replace(/^refs\//, '')))
  return found.find((sha) => sha !== undefined) ?? (state.commits.has(ref) ? ref : null)
}

function refAnswer(ref: string, sha: string, status = 200): Answer {
  const route = 'GET /repos/{owner}/{repo}/git/ref/{ref}'
  return { status, body: shaped(route, 200, { ref: `refs/${ref}`, object: objectOf(sha) }) }
}

function objectOf(sha: string) {
  return { type: 'commit', sha, url: `https://api.github.com/repos/octocat/hello-world/git/commits/${sha}` }
}

function gitCommit({ sha, tree, parents, message }: FakeCommit, status = 200): Answer {
  const url = 'https://api.github.com/repos/octocat/hello-world/git'
  const change = {
    sha,
    message,
    author: person,
    committer: person,
    tree: { sha: tree, url: `${url}/trees/${tree}` },
    parents: parents.map((parent) => ({ sha: parent, url: `${url}/commits/${parent}`, html_url: `${url}/${parent}` })),
  }
  return { status, body: shaped('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', 200, change) }
}

/** A commit as the REST commits endpoints show it, with what it changes in its first parent. */
export function commitJson(state: FakeState, commit: FakeCommit): Json {
  const { sha, message, parents } = commit
  const files = changedFiles(state, parents[0] ?? null, sha)
  const example = shaped('GET /repos/{owner}/{repo}/commits/{ref}', 200, { sha, files })
  const parentRows = parents.map((parent) => ({ sha: parent, url: `https://api.github.com/commits/${parent}` }))
  const count = (field: string) => files.reduce((sum, file) => sum + Number(file[field]), 0)
  return {
    ...example,
    commit: { ...(example['commit'] as Json), message, author: person, committer: person },
    parents: parentRows,
    stats: { additions: count('additions'), deletions: count('deletions'), total: count('changes') },
  }
}

/** Lines of a blob. */
function linesOf(state: FakeState, sha: string | undefined): readonly string[] {
  const content = Buffer.from(state.blobs.get(sha ?? '') ?? '', 'base64').toString()
  return content === '' ? [] : content.replace(/\n$/, '').split('\n')
}

/** What differs between two commits; every line of a changed file counts as changed. */
export function changedFiles(state: FakeState, base: string | null, head: string): readonly Json[] {
  const filesAt = (sha: string | null) => state.trees.get(state.commits.get(sha ?? '')?.tree ?? '') ?? new Map()
  const [before, after] = [filesAt(base), filesAt(head)]
  const paths = [...new Set([...before.keys(), ...after.keys()])]
  return paths
    .filter((path) => before.get(path)?.sha !== after.get(path)?.sha)
    .map((path) => {
      const [old, fresh] = [linesOf(state, before.get(path)?.sha), linesOf(state, after.get(path)?.sha)]
      const status = !before.has(path) ? 'added' : after.has(path) ? 'modified' : 'removed'
      const patch = [...old.map((line) => `-${line}`), ...fresh.map((line) => `+${line}`)].join('\n')
      const counts = { additions: fresh.length, deletions: old.length, changes: old.length + fresh.length }
      const url = `https://github.com/octocat/hello-world/raw/${head}/${encodeURIComponent(path)}`
      const links = { blob_url: url, raw_url: url, contents_url: url }
      return { sha: (after.get(path) ?? before.get(path))?.sha, filename: path, status, ...counts, ...links, patch }
    })
}

function setRef(state: FakeState, ref: string, sha: string, force: boolean): Answer | null {
  if (!state.commits.has(sha)) return invalid('Reference', 'invalid', 'sha')
  const current = state.refs.get(ref)
  if (current !== undefined && !force && !reaches(state, sha, current))
    return invalid('Reference', 'not_fast_forward', 'sha')
  state.refs.set(ref, sha)
  return null
}

/** Is a commit among another one's ancestors? */
function reaches(state: FakeState, from: string, to: string): boolean {
  if (from === to) return true
  return (state.commits.get(from)?.parents ?? []).some((parent) => reaches(state, parent, to))
}

/** Stores a commit and answers it. */
export function addCommit(state: FakeState, tree: string, parents: readonly string[], message: string): FakeCommit {
  const commit = { sha: shaOf([tree, parents, message]), tree, parents, message }
  state.commits.set(commit.sha, commit)
  return commit
}

const refRoutes: Handlers = {
  'GET /repos/{owner}/{repo}/git/ref/{ref}': ({ params }, state) => {
    const sha = state.refs.get(params['ref'] ?? '')
    return sha === undefined ? notFound : refAnswer(params['ref'] ?? '', sha)
  },
  'POST /repos/{owner}/{repo}/git/refs': ({ body }, state) => {
    const ref = text((body as Json)['ref']).replace(/^refs\//, '')
    const sha = text((body as Json)['sha'])
    if (state.refs.has(ref)) return { ...invalid('Reference', 'already_exists', 'ref'), status: 422 }
    return setRef(state, ref, sha, false) ?? refAnswer(ref, sha, 201)
  },
  'PATCH /repos/{owner}/{repo}/git/refs/{ref}': ({ params, body }, state) => {
    const ref = params['ref'] ?? ''
    const { sha, force } = body as { readonly sha: string; readonly force?: boolean }
    if (!state.refs.has(ref)) return invalid('Reference', 'missing', 'ref')
    return setRef(state, ref, sha, force === true) ?? refAnswer(ref, sha)
  },
  'DELETE /repos/{owner}/{repo}/git/refs/{ref}': ({ params }, state) =>
    state.refs.delete(params['ref'] ?? '') ? { status: 204 } : invalid('Reference', 'missing', 'ref'),
  'GET /repos/{owner}/{repo}/branches/{branch}': ({ params }, state) => {
    const name = params['branch'] ?? ''
    const commit = state.commits.get(state.refs.get(`heads/${name}`) ?? '')
    if (commit === undefined) return notFound
    const change = { name, commit: commitJson(state, commit), protected: false }
    return { body: shaped('GET /repos/{owner}/{repo}/branches/{branch}', 200, change) }
  },
}

const objectRoutes: Handlers = {
  'GET /repos/{owner}/{repo}/commits/{ref}': ({ params }, state) => {
    const commit = state.commits.get(resolve(state, params['ref'] ?? '') ?? '')
    return commit === undefined ? notFound : { body: commitJson(state, commit) }
  },
  'GET /repos/{owner}/{repo}/git/commits/{commit_sha}': ({ params }, state) => {
    const commit = state.commits.get(params['commit_sha'] ?? '')
    return commit === undefined ? notFound : gitCommit(commit)
  },
  'POST /repos/{owner}/{repo}/git/blobs': ({ body }, state) => {
    const { content, encoding } = body as { readonly content: string; readonly encoding?: string }
    const stored = encoding === 'base64' ? content : Buffer.from(content).toString('base64')
    state.blobs.set(shaOf(stored), stored)
    return { status: 201, body: { sha: shaOf(stored), url: `${state.url}/blobs/${shaOf(stored)}` } }
  },
  'POST /repos/{owner}/{repo}/git/trees': ({ body }, state) => newTree(state, body as NewTree),
  'GET /repos/{owner}/{repo}/git/trees/{tree_sha}': ({ params }, state) => {
    const asked = params['tree_sha'] ?? ''
    const sha = state.commits.get(resolve(state, asked) ?? '')?.tree ?? asked
    return state.trees.has(sha) ? { body: treeJson(state, sha) } : notFound
  },
  'POST /repos/{owner}/{repo}/git/commits': ({ body }, state) => {
    const { message, tree, parents = [] } = body as { message: string; tree: string; parents?: string[] }
    if (!state.trees.has(tree)) return invalid('Commit', 'invalid', 'tree')
    return gitCommit(addCommit(state, tree, parents, message), 201)
  },
}

interface NewTree {
  readonly base_tree?: string
  readonly tree: readonly { path: string; mode: string; sha?: string | null; content?: string }[]
}

function newTree(state: FakeState, { base_tree, tree }: NewTree): Answer {
  const files = new Map(base_tree === undefined ? [] : (state.trees.get(base_tree) ?? []))
  for (const { path, mode, sha, content } of tree) {
    const stored = content === undefined ? undefined : Buffer.from(content).toString('base64')
    if (stored !== undefined) state.blobs.set(shaOf(stored), stored)
    const blob = stored === undefined ? sha : shaOf(stored)
    if (blob === null || blob === undefined) files.delete(path)
    else files.set(path, { mode, sha: blob })
  }
  const made = shaOf([...files])
  state.trees.set(made, files)
  return { status: 201, body: treeJson(state, made) }
}

function treeJson(state: FakeState, sha: string): Json {
  const rows = [...(state.trees.get(sha) ?? [])].map(([path, file]) => {
    const size = Buffer.from(state.blobs.get(file.sha) ?? '', 'base64').length
    return { path, mode: file.mode, type: 'blob', sha: file.sha, size, url: `${state.url}/blobs/${file.sha}` }
  })
  return { sha, url: `${state.url}/trees/${sha}`, tree: rows, truncated: false }
}

/** References, branches, commits, trees and blobs. */
export const gitRoutes: Handlers = { ...refRoutes, ...objectRoutes }
