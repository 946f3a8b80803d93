import { ScmError, type AreaMethods, type Commit } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { mapStoredCommit } from '../map/commit.ts'
import { planTree, type PlannedEntry } from './plan-tree.ts'
import { treeLookup } from './tree-lookup.ts'

type Input = Parameters<NonNullable<AreaMethods<'commits'>['create']>>[0]

/**
 * Several changes in one commit, through git's own objects: head → tree → new tree → commit → branch. Nothing is visible
 * before the last step, and that one succeeds only while the branch still is at `parent`, unless forced.
 * @see https://docs.github.com/en/rest/guides/using-the-rest-api-to-interact-with-your-git-database
 */
export async function createCommit(
  client: Bound,
  input: Input,
): Promise<{ readonly data: Commit; readonly raw: unknown }> {
  const { git } = client.octokit.rest
  const { at } = client
  const { branch, message, changes, force = false } = input
  const parent = await parentOf(client, input)
  const { data: base } = await git.getCommit({ ...at, commit_sha: parent })
  const plan = await planTree(changes, treeLookup(client, base.tree.sha))
  const entries: Stored[] = []
  // One after the other: GitHub asks not to make writes at the same time.
  for (const entry of plan) entries.push(await stored(client, entry))
  const { data: tree } = await git.createTree({ ...at, base_tree: base.tree.sha, tree: entries })
  const { data: raw } = await git.createCommit({ ...at, message, tree: tree.sha, parents: [base.sha] })
  await git.updateRef({ ...at, ref: `heads/${branch}`, sha: raw.sha, force })
  return { data: mapStoredCommit(raw), raw }
}

/** @throws ScmError `conflict` when the branch's head is no longer the expected parent */
async function parentOf(client: Bound, { branch, parent, force = false }: Input): Promise<string> {
  if (force) return parent
  const { data } = await client.octokit.rest.git.getRef({ ...client.at, ref: `heads/${branch}` })
  const head = data.object.sha
  if (head.startsWith(parent)) return head
  throw new ScmError('conflict', `Branch ${branch} is at ${head}, no longer at ${parent}. Read it again and decide.`, {
    provider: 'github',
    operation: 'commits.create',
  })
}

type Stored = Awaited<ReturnType<typeof stored>>

/** Text goes into the tree request itself; bytes need a blob first. */
async function stored(client: Bound, { path, mode, ...what }: PlannedEntry) {
  const type = mode === '040000' ? ('tree' as const) : mode === '160000' ? ('commit' as const) : ('blob' as const)
  if ('sha' in what) return { path, mode, type, sha: what.sha }
  if (what.encoding === 'utf-8') return { path, mode, type, content: what.content }
  const { data } = await client.octokit.rest.git.createBlob({ ...client.at, content: what.content, encoding: 'base64' })
  return { path, mode, type, sha: data.sha }
}
