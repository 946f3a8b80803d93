import type { Release } from '@scm-host/core/provider'
import { mapAuthor, type VendorUser } from './author.ts'
import { utcOrNull } from './date.ts'

/** The fields of GitLab's release objects this provider reads. */
export interface VendorRelease {
  readonly tag_name: string
  readonly name?: string | null
  readonly description?: string | null
  readonly author?: VendorUser | null
  readonly created_at?: string | null
  readonly released_at?: string | null
  readonly _links?: { readonly self?: string | null } | null
}

const plain = /^[A-Za-z0-9_.=+:{}@-]{1,400}$/

/** GitLab finds a release by its tag, so the id is the tag; one that is no id (`v1/rc`) is written in base64. */
export function releaseId(tag: string): string {
  return plain.test(tag) ? tag : `~${Buffer.from(tag, 'utf8').toString('base64url')}`
}

/** The tag of a release's id; null for an id no release has, such as another spelling of `..`. */
export function releaseTag(id: string): string | null {
  const tag = id.startsWith('~') ? Buffer.from(id.slice(1), 'base64url').toString('utf8') : id
  return !['', '.', '..'].includes(tag) && releaseId(tag) === id ? tag : null
}

/** A release. GitLab knows neither drafts nor pre-releases. */
export function mapRelease(release: VendorRelease): Release {
  return {
    release: releaseId(release.tag_name),
    tag: release.tag_name,
    name: release.name ?? null,
    body: release.description ?? null,
    isDraft: false,
    isPrerelease: false,
    author: mapAuthor(release.author),
    htmlUrl: release._links?.self ?? null,
    createdAt: utcOrNull(release.created_at),
    publishedAt: utcOrNull(release.released_at),
  }
}
