import { ScmError } from '@scm-host/core/provider'
import { read, type Bound } from '../client.ts'
import type { VendorRepository } from '../map/repository.ts'

/** The default branch as the host's record has it; asked of Bitbucket where the record has none. */
export function defaultBranchOf(client: Bound): () => Promise<string> {
  return async () => {
    if (client.repository.defaultBranch !== null) return client.repository.defaultBranch
    const { data } = await read<VendorRepository>(client.api.repositories.get(client.at))
    const name = data.mainbranch?.name
    if (name !== undefined) return name
    throw new ScmError('not_found', 'The repository has no commits yet, and so no default branch.', {
      provider: 'bitbucket',
    })
  }
}
