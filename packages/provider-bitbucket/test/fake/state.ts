import { createHash } from 'node:crypto'
import type { Answer, RecordedRequest } from '../bed/spec-bed.ts'

export interface FakeCommit {
  readonly hash: string
  readonly parents: readonly string[]
  readonly message: string
  /** Path → content. */
  readonly files: ReadonlyMap<string, string>
}
export interface FakePull {
  readonly id: number
  readonly title: string
  readonly description: string
  readonly head: string
  readonly base: string
  state: 'OPEN' | 'MERGED' | 'DECLINED'
  merge: string | null
}
export interface FakeComment {
  readonly id: number
  readonly pull: number
  readonly body: string
  readonly parent: number | null
  readonly inline: { readonly path: string; readonly from?: number; readonly to?: number } | null
  isResolved: boolean
}
export interface FakeStatus {
  readonly key: string
  readonly [field: string]: unknown
}

/** Everything the fake remembers: one repository, `acme/web`. */
export interface FakeState {
  readonly branches: Map<string, string>
  readonly commits: Map<string, FakeCommit>
  readonly pulls: Map<number, FakePull>
  readonly comments: Map<number, FakeComment>
  /** Commit → its build statuses by key. */
  readonly statuses: Map<string, Map<string, FakeStatus>>
  nextId(): number
}

/** What a route does. */
export type Handler = (request: RecordedRequest, state: FakeState) => Answer
export type Handlers = Readonly<Record<string, Handler>>

export const time = '2026-01-01T00:00:00+00:00'
export const root = 'https://api.bitbucket.org/2.0/repositories/acme/web'

export const notFound: Answer = { status: 404, body: { type: 'error', error: { message: 'Resource not found' } } }

/** Bitbucket's 400. */
export function invalid(message: string): Answer {
  return { status: 400, body: { type: 'error', error: { message } } }
}

/** A page of a list, with Bitbucket's next link. */
export function page({ query }: RecordedRequest, items: readonly unknown[]): Answer {
  const pagelen = Number(query['pagelen'] ?? 10)
  const number = Number(query['page'] ?? 1)
  const values = items.slice((number - 1) * pagelen, number * pagelen)
  const next = number * pagelen < items.length ? { next: `${root}/x?page=${number + 1}` } : {}
  return { body: { pagelen, page: number, size: items.length, values, ...next } }
}

/** A commit whose id follows from what it holds, as in git. */
export function addCommit(state: FakeState, commit: Omit<FakeCommit, 'hash'>): FakeCommit {
  const content = JSON.stringify([commit.parents, commit.message, [...commit.files]])
  const made = { ...commit, hash: createHash('sha1').update(content).digest('hex') }
  state.commits.set(made.hash, made)
  return made
}

/** The commit a branch or the beginning of an id names. */
export function commitOf(state: FakeState, name: string): FakeCommit | undefined {
  const hash = state.branches.get(name) ?? [...state.commits.keys()].find((one) => one.startsWith(name))
  return hash === undefined ? undefined : state.commits.get(hash)
}

/** A repository with one commit on `main`. */
export function newState(): FakeState {
  let id = 100
  const state: FakeState = {
    branches: new Map(),
    commits: new Map(),
    pulls: new Map(),
    comments: new Map(),
    statuses: new Map(),
    nextId: () => (id += 1),
  }
  const first = addCommit(state, { parents: [], message: 'First\n', files: new Map([['README.md', '# Web\n']]) })
  state.branches.set('main', first.hash)
  return state
}
