import type { Comment } from '@scm-host/core/provider'
import { mapAuthor, type VendorUser } from './author.ts'

/** The fields of GitHub's conversation and commit comments this provider reads. */
export interface VendorComment {
  readonly id: number
  readonly body?: string | null
  readonly user?: VendorUser | null
  readonly html_url?: string
  readonly created_at: string
  readonly updated_at: string
}

/** GitHub's `issue-comment`, which is also what a pull request's conversation consists of. */
export function mapComment(comment: VendorComment): Comment {
  return {
    id: String(comment.id),
    body: comment.body ?? null,
    author: mapAuthor(comment.user),
    htmlUrl: comment.html_url ?? null,
    createdAt: comment.created_at,
    updatedAt: comment.updated_at,
  }
}
