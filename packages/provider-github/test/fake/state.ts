import { createHash } from 'node:crypto'
import type { Answer } from '../bed/check-answer.ts'
import type { RecordedRequest } from '../bed/exchange.ts'
import { documentedExample } from '../bed/github-document.ts'

export type Json = Readonly<Record<string, unknown>>
/** Path → mode and blob id: a tree with its folders flattened. */
export type Files = ReadonlyMap<string, { readonly mode: string; readonly sha: string }>
export interface FakeCommit {
  readonly sha: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly message: string
}
export interface FakePull {
  readonly number: number
  readonly head: string
  readonly base: string
  title: string
  body: string | null
  state: 'open' | 'closed'
  merge: string | null
  labels: readonly string[]
}
export interface FakeInline {
  readonly id: number
  readonly pull: number
  readonly thread: string
  readonly path: string
  readonly line: number
  readonly sha: string
  readonly body: string
  readonly inReplyTo: number | null
}

/** Everything the fake remembers. One repository. */
export interface FakeState {
  /** The root of its URLs, once it listens. */
  url: string
  readonly fullName: string
  /** `heads/main` → commit id. */
  readonly refs: Map<string, string>
  readonly commits: Map<string, FakeCommit>
  readonly trees: Map<string, Files>
  /** Blob id → content in base64. */
  readonly blobs: Map<string, string>
  readonly pulls: Map<number, FakePull>
  readonly comments: Map<number, { readonly number: number; body: string }>
  readonly inline: Map<number, FakeInline>
  /** Thread id → is it resolved? */
  readonly threads: Map<string, boolean>
  /** As GitHub writes them, by their own list. */
  readonly reviews: Json[]
  readonly checks: Json[]
  readonly statuses: Json[]
  readonly releases: Json[]
  readonly labels: Map<string, Json>
  /** `issues/1` or `comments/7` → its reactions. */
  readonly reactions: Map<string, readonly Json[]>
  nextId(): number
}

/** What a route does. */
export type Handler = (request: RecordedRequest, state: FakeState) => Answer
export type Handlers = Readonly<Record<string, Handler>>

/** An object id: equal content has an equal one, as in git. */
export function shaOf(content: unknown): string {
  return createHash('sha1').update(JSON.stringify(content)).digest('hex')
}

/** The document's example of an answer with what the state says on top. */
export function shaped(route: string, status: number, change: Json): Json {
  return { ...(documentedExample(route, status) as Json), ...change }
}

/** When everything happens, so that an unchanged resource looks unchanged. */
export const time = '2026-01-01T00:00:00Z'

export const notFound: Answer = {
  status: 404,
  body: { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' },
}

/** GitHub's 422. */
export function invalid(resource: string, code: string, field: string): Answer {
  const body = { message: 'Validation Failed', documentation_url: 'https://docs.github.com/rest' }
  return { status: 422, body: { ...body, errors: [{ resource, code, field }] } }
}

/** A page of a list, with GitHub's Link header. */
export function page(request: RecordedRequest, items: readonly unknown[], state: FakeState): Answer {
  const size = Number(request.query['per_page'] ?? 30)
  const number = Number(request.query['page'] ?? 1)
  const body = items.slice((number - 1) * size, number * size)
  if (number * size >= items.length) return { body }
  const next = new URLSearchParams({ ...request.query, page: String(number + 1) })
  return { body, headers: { link: `<${state.url}${request.path}?${next}>; rel="next"` } }
}

/** A repository with one commit on `main`, which has a README. */
export function newState(fullName = 'octocat/hello-world'): FakeState {
  let id = 100
  const readme = Buffer.from('# Hello\n\nOne\nTwo\n').toString('base64')
  const files: Files = new Map([['README.md', { mode: '100644', sha: shaOf(readme) }]])
  const tree = shaOf([...files])
  const first: FakeCommit = { sha: shaOf(['first', tree]), tree, parents: [], message: 'First' }
  return {
    url: '',
    fullName,
    refs: new Map([['heads/main', first.sha]]),
    commits: new Map([[first.sha, first]]),
    trees: new Map([[tree, files]]),
    blobs: new Map([[shaOf(readme), readme]]),
    pulls: new Map(),
    comments: new Map(),
    inline: new Map(),
    threads: new Map(),
    reviews: [],
    checks: [],
    statuses: [],
    releases: [],
    labels: new Map(),
    reactions: new Map(),
    nextId: () => (id += 1),
  }
}
