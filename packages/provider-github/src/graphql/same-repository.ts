import type { Bound } from '../client.ts'

/** What GraphQL says of the repository a node belongs to. */
export interface VendorRepositoryId {
  readonly databaseId: number | null
  readonly nameWithOwner: string
}

/**
 * Does a node belong to the repository of the client? By id, or by name as in every REST path. Node ids reach across
 * repositories, so this stands before each change that takes one from a caller.
 */
export function isOurs(client: Bound, { databaseId, nameWithOwner }: VendorRepositoryId): boolean {
  const { externalId, fullName } = client.repository
  return String(databaseId) === externalId || nameWithOwner.toLowerCase() === fullName.toLowerCase()
}
