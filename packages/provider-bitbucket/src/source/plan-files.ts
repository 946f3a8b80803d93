import { ScmError, type CommitsOperations } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import type { FormFile } from './multipart.ts'
import { bytesOf, fileMetaOf, hasAttribute } from './entry.ts'

type Change = Parameters<CommitsOperations['create']>[0]['changes'][number]
type State = Pick<FormFile, 'bytes' | 'attributes'>

/** The changes of a commit as files to send and paths to delete. They apply in order, each to what the former left. */
export async function planFiles(
  client: Bound,
  parent: string,
  changes: readonly Change[],
): Promise<{ readonly files: readonly FormFile[]; readonly deletions: readonly string[] }> {
  const planned = new Map<string, State | null>()
  const before = new Map<string, State | null>()
  const lookup = async (path: string): Promise<State | null> => {
    const now = planned.get(path)
    if (now !== undefined) return now
    const known = before.get(path)
    if (known !== undefined) return known
    const found = await stateOf(client, parent, path)
    before.set(path, found)
    return found
  }
  for (const change of changes) {
    const at = change.action === 'move' ? change.from : change.path
    const state = await lookup(at)
    if (state === null && change.action !== 'write') throw absent(at)
    if (change.action === 'move') {
      await lookup(change.path)
      planned.set(change.from, null)
    }
    planned.set(change.path, after(change, state))
  }
  const files = [...planned].flatMap(([path, state]) => (state === null ? [] : [{ path, ...state }]))
  const gone = [...planned].filter(([path, state]) => state === null && before.get(path) !== null)
  return { files, deletions: gone.map(([path]) => path) }
}

function after(change: Change, state: State | null): State | null {
  if (change.action === 'delete') return null
  const attributes = state?.attributes ?? []
  if (change.action === 'chmod')
    return { bytes: state?.bytes ?? new Uint8Array(), attributes: executable(change.isExecutable) }
  if (change.action === 'move') {
    return { bytes: change.content === undefined ? (state?.bytes ?? new Uint8Array()) : bytesIn(change), attributes }
  }
  return {
    bytes: bytesIn(change),
    attributes: change.isExecutable === undefined ? attributes : executable(change.isExecutable),
  }
}

const executable = (is: boolean) => (is ? ['executable'] : [])

function bytesIn({
  content = '',
  encoding,
}: {
  readonly content?: string
  readonly encoding?: 'utf-8' | 'base64'
}): Buffer {
  return Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8')
}

async function stateOf(client: Bound, commit: string, path: string): Promise<State | null> {
  try {
    const meta = await fileMetaOf(client, commit, path)
    const attributes = ['executable', 'link'].filter((name) => hasAttribute(meta, name))
    return { bytes: await bytesOf(client, commit, meta), attributes }
  } catch (error) {
    if (ScmError.is(error, 'not_found')) return null
    throw error
  }
}

function absent(path: string): ScmError<'not_found'> {
  return new ScmError('not_found', `${path} is not in the parent commit.`, { provider: 'bitbucket' })
}
