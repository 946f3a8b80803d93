import type { CredentialHeader } from '../../provider/auth.ts'
import type { ConnectionRecord, Directory } from '../directory.ts'

/** What a credential needs of the host. */
export interface CredentialContext {
  readonly connection: ConnectionRecord
  readonly settings: unknown
  readonly provider: string
  readonly baseUrls: readonly string[]
  readonly directory: Directory
  /** A fetch without a credential, limited to the given base URLs. */
  bareFetch(baseUrls: readonly string[]): typeof globalThis.fetch
  readonly now: () => Date
}

/** The header a credential goes into. */
export function headerOf(header: CredentialHeader, token: string, username = ''): { name: string; value: string } {
  if (header.scheme === 'raw') return { name: header.name, value: token }
  if (header.scheme === 'bearer') return { name: header.name, value: `Bearer ${token}` }
  return { name: header.name, value: `Basic ${Buffer.from(`${username}:${token}`).toString('base64')}` }
}
