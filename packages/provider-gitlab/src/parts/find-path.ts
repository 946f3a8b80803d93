import { Repositories } from '@gitbeaker/rest'
import { ScmError } from '@scm-host/core/provider'
import { path as at, type Bound } from '../client.ts'

/** The default branch, whatever its name. */
export const head = 'HEAD'

/** True for what `run` finds, false where it is `not_found`. */
async function found(run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run()
    return true
  } catch (error) {
    if (ScmError.is(error, 'not_found')) return false
    throw error
  }
}

/** Is there a file? Asked with HEAD, which gitbeaker has not: the content stays where it is. */
export function isFile(client: Bound, path: string, ref: string): Promise<boolean> {
  const file = at`projects/${client.project}/repository/files/${path}`
  return found(() => client.request('HEAD', file, { query: { ref } }))
}

/** Is there a directory? git knows none without a file. */
export async function isDirectory(client: Bound, path: string, ref: string): Promise<boolean> {
  let entries: readonly unknown[] = []
  const exists = await found(async () => {
    const options = { path, ref, perPage: 1, page: 1 }
    entries = await client.of(Repositories).allRepositoryTrees(client.project, options)
  })
  return exists && entries.length > 0
}
