import type { Branch, GitRef, Tag } from '@scm-host/core/provider'
import { utc } from './commit.ts'

/** The fields of GitHub's branch objects this provider reads. */
export interface VendorBranch {
  readonly name: string
  readonly commit: { readonly sha: string }
  readonly protected: boolean
}

/** GitHub's `git-ref`. */
export interface VendorRef {
  readonly ref: string
  readonly object: { readonly type: string; readonly sha: string }
}

/** GitHub's `git-tag`: an annotated tag. */
export interface VendorTagObject {
  readonly tag: string
  readonly message: string
  readonly tagger?: { readonly name?: string; readonly email?: string | null; readonly date?: string | null } | null
}

export function mapBranch(branch: VendorBranch, defaultBranch: string | null): Branch {
  return {
    branch: branch.name,
    sha: branch.commit.sha,
    isProtected: branch.protected,
    isDefault: branch.name === defaultBranch,
  }
}

/** A reference below `refs/heads/` as a branch; it does not tell its protection. */
export function mapBranchRef(ref: VendorRef, isProtected: boolean, defaultBranch: string | null): Branch {
  const name = nameOf(ref.ref, 'heads')
  return mapBranch({ name, commit: { sha: ref.object.sha }, protected: isProtected }, defaultBranch)
}

/** The name below `refs/heads/` or `refs/tags/`. */
export function nameOf(ref: string, kind: 'heads' | 'tags'): string {
  const prefix = `refs/${kind}/`
  return ref.startsWith(prefix) ? ref.slice(prefix.length) : ref
}

export function mapRef(ref: VendorRef): GitRef {
  return { ref: ref.ref, sha: ref.object.sha }
}

/** A tag at a commit; `annotation` is null for a lightweight tag, or where a list leaves it out. */
export function mapTag(tag: string, sha: string, annotation: Omit<VendorTagObject, 'tag'> | null): Tag {
  const name = annotation?.tagger?.name
  const tagger =
    name === undefined ? null : { name, email: annotation?.tagger?.email ?? null, date: utc(annotation?.tagger?.date) }
  return { tag, sha, message: annotation?.message ?? null, tagger }
}
