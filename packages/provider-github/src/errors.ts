import { ScmError } from '@scm-host/core/provider'

/** The host's own error where Octokit has wrapped it, else the error as it is. */
export function unwrap(error: unknown): unknown {
  if (error instanceof Error && ScmError.is(error.cause)) return error.cause
  return error
}

/** What a GraphQL answer with `errors` stands for. */
export function graphqlError(error: unknown): unknown {
  return unwrap(error)
}
