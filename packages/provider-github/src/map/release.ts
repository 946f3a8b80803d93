import type { Release } from '@scm-host/core/provider'
import { mapAuthor, type VendorUser } from './author.ts'

/** The fields of GitHub's release objects this provider reads. */
export interface VendorRelease {
  readonly id: number
  readonly tag_name: string
  readonly name?: string | null
  readonly body?: string | null
  readonly draft: boolean
  readonly prerelease: boolean
  readonly author?: VendorUser | null
  readonly html_url?: string
  readonly created_at?: string | null
  /** Null while it is a draft. */
  readonly published_at?: string | null
}

/** GitHub's `release`. */
export function mapRelease(release: VendorRelease): Release {
  return {
    release: String(release.id),
    tag: release.tag_name,
    name: release.name ?? null,
    body: release.body ?? null,
    isDraft: release.draft,
    isPrerelease: release.prerelease,
    author: mapAuthor(release.author),
    htmlUrl: release.html_url ?? null,
    createdAt: release.created_at ?? null,
    publishedAt: release.published_at ?? null,
  }
}
