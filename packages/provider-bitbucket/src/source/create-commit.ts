import { ScmError, type Commit, type CommitsOperations } from '@scm-host/core/provider'
import { read, type Bound } from '../client.ts'
import { targetOf } from '../map/branch.ts'
import { mapCommit, type VendorCommit } from '../map/commit.ts'
import { commitFiles, movedError } from './commit-files.ts'
import { planFiles } from './plan-files.ts'
import { getRef } from '../parts/refs.ts'

type Input = Parameters<CommitsOperations['create']>[0]

/**
 * Several changes in one commit. Bitbucket commits files whole: what is moved, or changed in mode alone, is read first and
 * sent again. It cannot move a branch anywhere but forward, so `force` helps nothing.
 * @throws ScmError `conflict` when the branch's head is not the expected parent
 */
export async function createCommit(
  client: Bound,
  { branch, parent, message, changes }: Input,
): Promise<{ readonly data: Commit; readonly raw?: unknown }> {
  const head = targetOf(await getRef(client, 'branches', branch))
  if (!head.startsWith(parent)) throw movedError(branch, head, parent)
  const plan = await planFiles(client, head, changes)
  const sha = await commitFiles(client, { branch, parent: head, message, ...plan })
  return made(client, sha ?? branch, { hash: sha ?? '', message, parents: [{ hash: head }] })
}

/** After a write nothing may fail for a detail: where the commit cannot be read, what was sent is told. */
async function made(
  client: Bound,
  sha: string,
  sent: VendorCommit,
): Promise<{ readonly data: Commit; readonly raw?: unknown }> {
  try {
    if (sent.hash === '') {
      const { target } = await getRef(client, 'branches', sha)
      return { data: mapCommit(target as VendorCommit), raw: target }
    }
    const { data: raw } = await read<VendorCommit>(client.api.commits.get({ ...client.at, commit: sha }))
    return { data: mapCommit(raw), raw }
  } catch (error) {
    if (ScmError.is(error) && sent.hash !== '') return { data: mapCommit(sent) }
    throw error
  }
}
