import { ScmError } from '@scm-host/core/provider'
import { repositoryPath, type Bound } from '../client.ts'
import { restUrl } from '../settings.ts'
import { multipart, type FormFile } from './multipart.ts'

/** A commit to be made on a branch that is at `parent`. */
export interface NewCommit {
  readonly branch: string
  readonly parent: string
  readonly message: string
  readonly files: readonly FormFile[]
  /** Paths. */
  readonly deletions: readonly string[]
}

/**
 * Commits files; the branch must be at `parent` at that moment. By the host's own fetch: the client takes no bytes.
 * Answers the commit's id, null where Bitbucket does not tell.
 * @throws ScmError `conflict` when the branch has moved
 */
export async function commitFiles(client: Bound, commit: NewCommit): Promise<string | null> {
  const { branch, parent, message, files, deletions } = commit
  const { type, body } = multipart(
    [
      ['branch', branch],
      ['parents', parent],
      ['message', message],
      ...deletions.map((path) => ['files', `/${path}`] as const),
    ],
    files,
  )
  const response = await client.fetch(`${restUrl(client.settings)}${repositoryPath(client)}/src`, {
    method: 'POST',
    headers: { 'content-type': type, accept: 'application/json' },
    body,
  })
  await response.body?.cancel()
  return /\/commits?\/([0-9a-f]{40})\/?$/.exec(response.headers.get('location') ?? '')?.[1] ?? null
}

/** The error of a branch that is not where the caller thinks. */
export function movedError(branch: string, head: string, parent: string): ScmError<'conflict'> {
  const message = `Branch ${branch} is at ${head}, no longer at ${parent}. Read it again and decide.`
  return new ScmError('conflict', message, { provider: 'bitbucket' })
}
