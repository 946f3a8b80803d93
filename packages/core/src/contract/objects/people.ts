import { Type } from 'typebox'
import { Id, nullable, oneOf, Url } from '../formats.ts'

export const Author = Type.Object(
  {
    id: Id,
    username: Type.String(),
    displayName: nullable(Type.String()),
    isBot: Type.Boolean(),
    avatarUrl: nullable(Url),
    htmlUrl: nullable(Url),
  },
  { description: 'Who did something. The whole object is null for deleted accounts.' },
)

export const User = Type.Object(
  {
    id: Id,
    username: Type.String(),
    displayName: nullable(Type.String()),
    isBot: Type.Boolean(),
    avatarUrl: nullable(Url),
    htmlUrl: nullable(Url),
    email: nullable(Type.String()),
  },
  { description: 'An account. `email` is null where the vendor keeps it private.' },
)

export const Email = Type.Object(
  { email: Type.String(), isPrimary: Type.Boolean(), isVerified: nullable(Type.Boolean()) },
  { description: 'A mail address of the current user.' },
)

export const Organization = Type.Object(
  {
    id: Id,
    name: Type.String({ description: 'What `organization` arguments take.' }),
    kind: oneOf(['user', 'organization']),
    htmlUrl: nullable(Url),
  },
  { description: 'An organization, group or workspace.' },
)

export const Team = Type.Object({ id: Id, name: Type.String() }, { description: 'A team or subgroup.' })

export const permissionLevels = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const
const PermissionLevel = oneOf(permissionLevels)

export const Collaborator = Type.Object(
  { user: Author, permission: PermissionLevel },
  { description: 'Somebody with access to the repository.' },
)

export const Permission = Type.Object(
  { permission: PermissionLevel, canRead: Type.Boolean(), canWrite: Type.Boolean() },
  { description: 'What one user may do with the repository.' },
)
