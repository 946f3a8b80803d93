import { ScmError, type Branch, type Tag } from '@scm-host/core/provider'
import { mapSignature, type VendorSignature } from './author.ts'
import { timeOf } from './time.ts'

/** The fields of Bitbucket's branch and tag objects this provider reads. */
export interface VendorRef {
  readonly name: string
  readonly type?: string
  readonly target?: { readonly hash?: string } | null
  /** Of annotated tags. */
  readonly message?: string | null
  readonly date?: string | null
  readonly tagger?: VendorSignature | null
}

/** The commit a reference points at. @throws ScmError `bad_response` for an answer without one */
export function targetOf({ name, target }: VendorRef): string {
  if (target?.hash !== undefined) return target.hash
  throw new ScmError('bad_response', `Bitbucket’s answer about ${name} names no commit.`, {
    provider: 'bitbucket',
    reason: 'no target',
  })
}

export function mapBranch(ref: VendorRef, isProtected: boolean, defaultBranch: string | null): Branch {
  return { branch: ref.name, sha: targetOf(ref), isProtected, isDefault: ref.name === defaultBranch }
}

/** Lightweight tags have neither message nor tagger. */
export function mapTag(ref: VendorRef): Tag {
  const tagger = mapSignature(ref.tagger, ref.date)
  const message = ref.message?.trimEnd() ?? ''
  return {
    tag: ref.name,
    sha: targetOf(ref),
    message: message === '' ? null : message,
    tagger:
      tagger === null || tagger.name === null
        ? null
        : { name: tagger.name, email: tagger.email, date: timeOf(ref.date) },
  }
}
