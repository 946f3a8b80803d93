import { Type } from 'typebox'
import { Id, Label as LabelName, nullable, Num, oneOf, Sha } from '../contract/formats.ts'
import { Author, Label, Milestone } from '../contract/objects/index.ts'

export const repositoryFields = {
  externalId: Id,
  fullName: Type.String(),
  previousName: nullable(
    Type.String({ description: 'Full name before a rename or transfer, as far as the vendor tells.' }),
  ),
  changes: Type.Array(Type.String()),
}

const Account = Type.Object({ id: Id, name: Type.String(), kind: oneOf(['user', 'organization']) })

export const installationFields = {
  installation: Id,
  account: nullable(Account),
  permissions: Type.Record(Type.String(), Type.String()),
  repositories: Type.Array(Type.Object({ externalId: Id, fullName: Type.String() }), {
    description: 'Those of the action: all at creation, the added or removed ones later.',
  }),
}

/** Subjects of the kinds whose actions are the vendor's own words. */
export const smallFields = {
  member: { user: nullable(Author), permission: nullable(Type.String()) },
  fork: { externalId: Id, fullName: Type.String() },
  star: { user: nullable(Author) },
  label: { label: Label, previousName: nullable(LabelName) },
  milestone: { milestone: Milestone },
  merge_group: { headRef: Type.String(), headSha: Sha, baseRef: Type.String(), baseSha: nullable(Sha) },
  reaction: {
    reaction: Type.String({ description: 'The vendor’s name of the emoji.' }),
    on: oneOf(['issue', 'pull_request', 'comment', 'commit', 'other']),
    number: nullable(Num),
    comment: nullable(Id),
    user: nullable(Author),
  },
}
