import { createHash } from 'node:crypto'
import type { Answer, RecordedRequest, SpecBed } from '../bed/spec-bed.ts'

export type Json = Readonly<Record<string, unknown>>
/** Path → content. */
export type Files = ReadonlyMap<string, string>
export interface FakeCommit {
  readonly sha: string
  readonly parents: readonly string[]
  readonly message: string
  readonly files: Files
}
/** What a merge request compared at some time; its head is the newest one's. */
export interface FakeVersion {
  readonly id: number
  readonly base: string
  readonly start: string
  readonly head: string
}
export interface FakeMergeRequest {
  readonly iid: number
  readonly source: string
  readonly target: string
  readonly title: string
  readonly description: string | null
  readonly versions: FakeVersion[]
  state: 'opened' | 'merged'
  merge: string | null
  labels: readonly string[]
  /**
   * What its only reviewer has done. That is its author, by a rule of this project: GitLab makes a reviewer of everybody
   * who submits a review, except of the author.
   */
  review: 'unreviewed' | 'reviewed' | 'requested_changes'
  isApproved: boolean
}
/** Comments, threads and GitLab's own notes. */
export interface FakeDiscussion {
  readonly id: string
  readonly iid: number
  readonly isIndividual: boolean
  readonly notes: FakeNote[]
  isResolved: boolean
}
export interface FakeNote {
  readonly id: number
  readonly body: string
  readonly isSystem: boolean
  /** As it was given; null for what is not about a change. */
  readonly position: Json | null
}
export interface FakeStatus {
  readonly id: number
  readonly sha: string
  readonly name: string
  status: string
  description: string | null
  targetUrl: string | null
  /** A later one of the same name has taken its place. */
  isRetried: boolean
}

/** Everything the fake remembers. One project. */
export interface FakeState {
  /** Root of the API. */
  readonly url: string
  readonly example: SpecBed['example']
  readonly branches: Map<string, string>
  readonly tags: Map<string, string>
  readonly commits: Map<string, FakeCommit>
  readonly mergeRequests: Map<number, FakeMergeRequest>
  readonly discussions: FakeDiscussion[]
  readonly statuses: FakeStatus[]
  /** As GitLab writes them. */
  readonly labels: Map<string, Json>
  readonly releases: Map<string, Json>
  /** iid → its emoji. */
  readonly awards: Map<number, readonly Json[]>
  nextId(): number
}

/** What a route does. */
export type Handler = (request: RecordedRequest, state: FakeState) => Answer
export type Handlers = Readonly<Record<string, Handler>>

/** When everything happens, so that an unchanged resource looks unchanged. */
export const time = '2026-01-01T00:00:00.000Z'

/** An object id: equal content has an equal one, as in git. */
export function shaOf(content: unknown): string {
  return createHash('sha1').update(JSON.stringify(content)).digest('hex')
}

/** A refusal; GitLab puts the status in front of most of its messages. */
export function refusal(status: number, message: string): Answer {
  return { status, body: { message } }
}

export const notFound: Answer = refusal(404, '404 Not Found')

/** A field of a request's body. */
export function field(request: RecordedRequest, name: string): string | undefined {
  const value = ((request.body ?? {}) as Json)[name]
  return typeof value === 'string' ? value : undefined
}

/** A page of a list by number, with GitLab's headers. https://docs.gitlab.com/api/rest/#offset-based-pagination */
export function page(request: RecordedRequest, items: readonly unknown[], { url }: FakeState): Answer {
  const size = Number(request.query['per_page'] ?? 20)
  const number = Number(request.query['page'] ?? 1)
  const body = items.slice((number - 1) * size, number * size)
  if (number * size >= items.length) return { body, headers: { 'x-next-page': '' } }
  const query = new URLSearchParams({ ...(request.query as Record<string, string>), page: String(number + 1) })
  const link = `<${url}${request.path}?${query.toString()}>; rel="next"`
  return { body, headers: { 'x-next-page': String(number + 1), link } }
}

/** A project with one commit on `main`, which has a README. */
export function newState(url: string, example: SpecBed['example']): FakeState {
  let id = 100
  const files = new Map([['README.md', '# Hello\n']])
  const first: FakeCommit = { sha: shaOf(['first', ...files]), parents: [], message: 'First', files }
  return {
    url,
    example,
    branches: new Map([['main', first.sha]]),
    tags: new Map(),
    commits: new Map([[first.sha, first]]),
    mergeRequests: new Map(),
    discussions: [],
    statuses: [],
    labels: new Map(),
    releases: new Map(),
    awards: new Map(),
    nextId: () => (id += 1),
  }
}
