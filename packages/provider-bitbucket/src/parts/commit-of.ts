import { ScmError } from '@scm-host/core/provider'
import { read, valuesOf, type Bound } from '../client.ts'
import type { VendorPage } from '../page.ts'
import type { VendorCommit } from '../map/commit.ts'
import { defaultBranchOf } from './default-branch.ts'

const whole = /^[0-9a-f]{40}$/

/**
 * The commit a branch, tag or short id leads to; the default branch's where there is no ref. Paths of Bitbucket's take a
 * commit where a name with slashes would be read as several segments; as the parameter `include` any name can be asked for.
 * @throws ScmError `not_found`
 */
export async function commitOf(client: Bound, ref: string | undefined): Promise<string> {
  if (ref !== undefined && whole.test(ref)) return ref
  const name = ref === undefined || ref === 'HEAD' ? await defaultBranchOf(client)() : ref
  const { data } = await read<VendorPage<VendorCommit>>(
    client.api.commits.list({ ...client.at, include: name, pagelen: '1' }),
  )
  const [newest] = valuesOf(data)
  if (newest !== undefined) return newest.hash
  throw new ScmError('not_found', `Bitbucket knows no commit of ${name}.`, { provider: 'bitbucket' })
}
