import type { Branch, Tag } from '@scm-host/core/provider'

/** The fields of GitLab's branches this provider reads. */
export interface VendorBranch {
  readonly name: string
  readonly protected: boolean
  readonly default: boolean
  readonly commit: { readonly id: string }
}

/** A branch. */
export function mapBranch(branch: VendorBranch): Branch {
  return { branch: branch.name, sha: branch.commit.id, isProtected: branch.protected, isDefault: branch.default }
}

/** The fields of GitLab's tags this provider reads. `target` is the tag object where there is one. */
export interface VendorTag {
  readonly name: string
  readonly message?: string | null
  readonly target?: string | null
  readonly commit: { readonly id: string } | null
}

/** A tag; GitLab tells nobody who made it. A tag of something that is no commit has no commit. */
export function mapTag(tag: VendorTag): Tag {
  const message = tag.message ?? ''
  return {
    tag: tag.name,
    sha: tag.commit?.id ?? tag.target ?? '',
    message: message === '' ? null : message,
    tagger: null,
  }
}
