import {
  IssueAwardEmojis,
  IssueNoteAwardEmojis,
  IssueNotes,
  MergeRequestAwardEmojis,
  MergeRequestNoteAwardEmojis,
  MergeRequestNotes,
  type ResourceAwardEmojis,
  type ResourceNoteAwardEmojis,
  type ResourceNotes,
} from '@gitbeaker/rest'
import type { Bound, ResourceClass } from '../client.ts'
import { numeric } from '../input.ts'
import { projectUrl } from './web-links.ts'

/** Names the argument that holds the number: `issue` or `pullRequest`. */
export type Subject = 'issue' | 'pullRequest'
export type On<K extends Subject> = Readonly<Record<K, string>>

/** What a function that answers one object gives. */
export interface Answer<T> {
  readonly data: T
  readonly raw?: unknown
}

interface Kind {
  readonly segment: string
  readonly notes: ResourceClass<ResourceNotes>
  readonly awards: ResourceClass<ResourceAwardEmojis>
  readonly noteAwards: ResourceClass<ResourceNoteAwardEmojis>
}

/** What GitLab has the same for issues and merge requests, each at paths of its own. */
export const subjects: Readonly<Record<Subject, Kind>> = {
  issue: {
    segment: 'issues',
    notes: IssueNotes,
    awards: IssueAwardEmojis,
    noteAwards: IssueNoteAwardEmojis,
  },
  pullRequest: {
    segment: 'merge_requests',
    notes: MergeRequestNotes,
    awards: MergeRequestAwardEmojis,
    noteAwards: MergeRequestNoteAwardEmojis,
  },
}

/** The number GitLab's requests take. */
export function iidOf<K extends Subject>(input: On<K>, on: K): number {
  return numeric(input[on], on)
}

/** The page of an issue or merge request. */
export function subjectUrl(client: Pick<Bound, 'settings' | 'repository'>, on: Subject, number: string): string {
  return `${projectUrl(client)}/-/${subjects[on].segment}/${number}`
}
