import { Type } from 'typebox'
import { Id, nullable, oneOf, Timestamp, Url } from '../formats.ts'

export const Repository = Type.Object(
  {
    externalId: Id,
    fullName: Type.String({ description: 'Owner and name, as the vendor’s URLs have it.' }),
    name: Type.String(),
    owner: Type.String(),
    description: nullable(Type.String()),
    defaultBranch: nullable(Type.String({ description: 'Null for an empty repository.' })),
    isPrivate: Type.Boolean({ description: 'True unless everybody can read it; GitLab `internal` is private.' }),
    isFork: Type.Boolean(),
    isArchived: Type.Boolean(),
    sizeBytes: nullable(Type.Integer()),
    htmlUrl: Url,
    createdAt: nullable(Timestamp),
    updatedAt: nullable(Timestamp),
  },
  { description: 'A repository or project.' },
)

export const Installation = Type.Object(
  {
    canRead: Type.Boolean(),
    canWrite: Type.Boolean(),
    account: nullable(Type.Object({ id: Id, name: Type.String(), kind: oneOf(['user', 'organization']) })),
    permissions: Type.Record(Type.String(), Type.String(), { description: 'The vendor’s own names and levels.' }),
    suspendedAt: nullable(Timestamp),
  },
  { description: 'What the connection may do at the vendor.' },
)

export const RateLimit = Type.Object(
  { resource: Type.String(), limit: Type.Integer(), remaining: Type.Integer(), resetsAt: Timestamp },
  { description: 'One limit of the vendor.' },
)

export const Language = Type.Object(
  { name: Type.String(), sizeBytes: nullable(Type.Integer()), percent: nullable(Type.Number()) },
  { description: 'A language of the repository; vendors tell bytes or percent.' },
)

export const ArchiveLink = Type.Object(
  { url: Url, expiresAt: nullable(Timestamp) },
  { description: 'Where an archive can be had. The URL may itself grant access: treat it as a secret.' },
)

export const CloneSpec = Type.Object(
  {
    httpsUrl: Url,
    sshUrl: nullable(Type.String()),
    auth: oneOf(['none', 'token', 'ssh_key'], 'How to authenticate; a credential is never part of a URL.'),
  },
  { description: 'How to clone the repository.' },
)

export const Hook = Type.Object(
  {
    hook: Id,
    url: Url,
    events: Type.Array(Type.String(), {
      description: 'Neutral event kinds, or `<provider>.<event>` for what has none.',
    }),
    isActive: Type.Boolean(),
    createdAt: nullable(Timestamp),
  },
  { description: 'A registered webhook. Its secret goes in and never comes out.' },
)

export const Link = Type.Object(
  {
    url: Url,
    isVerified: Type.Boolean({ description: 'Whether the target was seen to exist; false for computed links.' }),
  },
  { description: 'A link for people.' },
)

export const SourceLocation = Type.Object(
  {
    ref: Type.String(),
    path: Type.String(),
    startLine: nullable(Type.Integer()),
    endLine: nullable(Type.Integer()),
  },
  { description: 'What a link to a file points at.' },
)
