import { type Author, type Checked, object, optional } from '@scm-host/core/provider'
import { mapAuthor } from '../map/author.ts'
import { repository, user } from './shapes.ts'

/** Events of organizations and installations have no repository; some have no sender. */
export const envelopeBody = object({ repository: optional(repository), sender: user })

/** What every event of a delivery shares. */
export interface Envelope {
  readonly provider: 'github'
  readonly sender: Author | null
  readonly repository: {
    readonly externalId: string
    readonly fullName: string
    readonly isPrivate: boolean | null
    readonly htmlUrl: string | null
  } | null
}

export function envelopeOf(body: Checked<typeof envelopeBody>): Envelope {
  const { repository: named, sender } = body
  return {
    provider: 'github',
    sender: mapAuthor(sender),
    repository: named
      ? {
          externalId: String(named.id),
          fullName: named.full_name,
          isPrivate: named.private ?? null,
          htmlUrl: named.html_url ?? null,
        }
      : null,
  }
}

/**
 * A time as GitHub writes it: ISO 8601 with any offset, or seconds (in push and installation payloads). Answers ISO 8601
 * in UTC, or null for what is neither.
 */
export function instant(value: string | number | null | undefined): string | null {
  if (value === null || value === undefined) return null
  const time = typeof value === 'number' ? value * 1000 : Date.parse(value)
  if (!(Math.abs(time) <= 8.64e15)) return null
  return typeof value === 'string' && value.endsWith('Z') ? value : new Date(time).toISOString()
}

/** Which fields an edit changed, by GitHub's names. */
export function changedFields(body: { readonly changes?: object | null }): readonly string[] {
  return Object.keys(body.changes ?? {})
}

/** GitHub's actions whose neutral name is their own. */
export function own<const A extends string>(...names: readonly A[]): ReadonlyMap<string, A> {
  return new Map(names.map((name) => [name, name]))
}
