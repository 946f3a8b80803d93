import { ScmError, type AreaMethods, type TreeEntry } from '@scm-host/core/provider'

type Input = Parameters<NonNullable<AreaMethods<'commits'>['create']>>[0]
export type Change = Input['changes'][number]
type Mode = TreeEntry['mode']

/** What is at a path: an object of the repository, or new content. */
type Leaf =
  | { readonly mode: Mode; readonly sha: string }
  | { readonly mode: Mode; readonly content: string; readonly encoding: 'utf-8' | 'base64' }

/** An entry of the tree request; a null object removes the path. */
export type PlannedEntry = { readonly path: string } & (Leaf | { readonly mode: Mode; readonly sha: null })

/** Finds what the parent commit has at a path; null for nothing. */
export type TreeLookup = (path: string) => Promise<{ readonly mode: Mode; readonly sha: string } | null>

/**
 * What the changes, in their order, make of the parent's tree. A file that is written keeps its mode unless
 * `isExecutable` says otherwise.
 * @throws ScmError `validation_failed` for a path that is not there to delete, move or chmod
 */
export async function planTree(changes: readonly Change[], lookup: TreeLookup): Promise<readonly PlannedEntry[]> {
  const plan = new Map<string, Leaf | null>()
  const at = async (path: string): Promise<Leaf | null> => {
    const planned = plan.get(path)
    return planned === undefined ? lookup(path) : planned
  }
  for (const [index, change] of changes.entries()) await apply(change, index, plan, at)
  const entries = await Promise.all(
    [...plan].map(async ([path, leaf]): Promise<readonly PlannedEntry[]> => {
      if (leaf !== null) return [{ path, ...leaf }]
      // What came and went within the changes was never in the parent, and GitHub refuses to remove it.
      return (await lookup(path)) === null ? [] : [{ path, mode: '100644', sha: null }]
    }),
  )
  return entries.flat()
}

async function apply(
  change: Change,
  index: number,
  plan: Map<string, Leaf | null>,
  at: (path: string) => Promise<Leaf | null>,
): Promise<void> {
  const existing = async (path: string): Promise<Leaf> => {
    const leaf = await at(path)
    if (leaf !== null) return leaf
    throw refused(index, `${path} is not in the parent commit`)
  }
  switch (change.action) {
    case 'write': {
      const mode = change.isExecutable === undefined ? modeOf(await at(change.path)) : fileMode(change.isExecutable)
      plan.set(change.path, { mode, content: change.content, encoding: change.encoding ?? 'utf-8' })
      return
    }
    case 'delete': {
      await existing(change.path)
      plan.set(change.path, null)
      return
    }
    case 'move': {
      const leaf = await existing(change.from)
      const { content, encoding = 'utf-8' } = change
      plan.set(change.from, null)
      plan.set(change.path, content === undefined ? leaf : { mode: modeOf(leaf), content, encoding })
      return
    }
    case 'chmod': {
      const leaf = await existing(change.path)
      if (!isFile(leaf)) throw refused(index, `${change.path} is no regular file`)
      plan.set(change.path, { ...leaf, mode: fileMode(change.isExecutable) })
    }
  }
}

const fileMode = (isExecutable: boolean): Mode => (isExecutable ? '100755' : '100644')
const isFile = (leaf: Leaf) => leaf.mode === '100644' || leaf.mode === '100755'

/** New content in the place of anything but a file makes a plain file of it. */
function modeOf(leaf: Leaf | null): Mode {
  return leaf !== null && isFile(leaf) ? leaf.mode : '100644'
}

function refused(index: number, rule: string): ScmError {
  const field = `changes[${index}]: ${rule}`
  return new ScmError('validation_failed', `${field}. Nothing was committed.`, {
    provider: 'github',
    operation: 'commits.create',
    fields: [field],
  })
}
