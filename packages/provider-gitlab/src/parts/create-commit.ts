import { Branches, Commits } from '@gitbeaker/rest'
import { ScmError, type AreaMethods, type Commit } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { mapCommit } from '../map/commit.ts'
import { contentOf } from '../map/file.ts'
import { isFile } from './find-path.ts'

type Input = Parameters<NonNullable<AreaMethods<'commits'>['create']>>[0]
type Change = Input['changes'][number]
type Action = NonNullable<Parameters<Commits['create']>[3]>[number]

/**
 * Several changes in one commit. Forced, the branch is made anew from `parent`. Otherwise its head is compared with `parent`
 * first: GitLab has no write that does both, so a push in between becomes the new commit's parent, which the answer tells.
 * @see https://docs.gitlab.com/api/commits/#create-a-commit-with-multiple-files-and-actions
 */
export async function createCommit(
  client: Bound,
  { branch, parent, message, changes, force = false }: Input,
): Promise<{ readonly data: Commit; readonly raw: unknown }> {
  if (!force) await checkParent(client, branch, parent)
  const actions = await actionsOf(client, changes, parent)
  const start = force ? { startSha: parent, force: true } : {}
  const raw = await client.of(Commits).create(client.project, branch, message, actions, start)
  return { data: mapCommit(raw), raw }
}

/** @throws ScmError `conflict` when the branch's head is no longer the expected parent */
async function checkParent(client: Bound, branch: string, parent: string): Promise<void> {
  const { commit } = await client.of(Branches).show(client.project, branch)
  if (commit.id.startsWith(parent)) return
  const message = `Branch ${branch} is at ${commit.id}, no longer at ${parent}. Read it again and decide.`
  throw new ScmError('conflict', message, { provider: 'gitlab', operation: 'commits.create' })
}

/** GitLab tells a new file from a changed one and wants to be told, so each written path is looked up at the parent. */
async function actionsOf(client: Bound, changes: readonly Change[], parent: string): Promise<Action[]> {
  /** What the changes so far have made of a path. */
  const known = new Map<string, boolean>()
  const actions: Action[] = []
  for (const change of changes) {
    const { path } = change
    if (change.action === 'write') {
      const exists = known.get(path) ?? (await isFile(client, path, parent))
      actions.push({ action: exists ? 'update' : 'create', filePath: path, ...contentOf(change) })
      if (change.isExecutable !== undefined) actions.push(chmod(path, change.isExecutable))
    } else if (change.action === 'move') {
      const { content, encoding } = change
      const changed = content === undefined ? {} : contentOf({ content, encoding })
      actions.push({ action: 'move', filePath: path, previousPath: change.from, ...changed })
      known.set(change.from, false)
    } else {
      actions.push(change.action === 'chmod' ? chmod(path, change.isExecutable) : { action: 'delete', filePath: path })
    }
    known.set(path, change.action !== 'delete')
  }
  return actions
}

function chmod(filePath: string, executeFilemode: boolean): Action {
  return { action: 'chmod', filePath, executeFilemode } as Action
}
