import { Type } from 'typebox'
import { BranchName, OneLine, Sha } from '../formats.ts'
import { Branch } from '../objects/index.ts'
import { list, read, write } from '../operation.ts'

export const branches = {
  get: read({ summary: 'One branch.', input: Type.Object({ branch: BranchName }), output: Branch }),
  list: list({
    summary: 'All branches, or those whose name begins with the query.',
    input: Type.Object({ query: Type.Optional(OneLine) }),
    output: Branch,
  }),
  create: write({
    summary: 'Create a branch at a commit; `conflict` when it exists.',
    idempotency: 'marker',
    input: Type.Object({ branch: BranchName, sha: Sha }),
    output: Branch,
  }),
  update: write({
    summary: 'Move a branch to a commit; without `force` only forwards.',
    idempotency: 'idempotent',
    input: Type.Object({ branch: BranchName, sha: Sha, force: Type.Optional(Type.Boolean()) }),
    output: Branch,
  }),
  delete: write({
    summary: 'Delete a branch.',
    idempotency: 'idempotent',
    input: Type.Object({ branch: BranchName }),
    output: Type.Null(),
  }),
}
