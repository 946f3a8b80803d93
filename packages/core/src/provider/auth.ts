import type { TSchema } from 'typebox'
import type { Area } from '../contract/guards.ts'
import type { RepositoryRef } from './define-provider.ts'

/** Where the host puts a credential: `bearer` and `basic` with the scheme's word in front, `raw` the value alone. */
export interface CredentialHeader {
  readonly name: string
  readonly scheme: 'bearer' | 'basic' | 'raw'
}

/**
 * A way to authenticate, as data: the host applies it and the provider's operations never see a secret.
 * Names of the secrets in a connection: `token` (and `username`) for `token`; `clientId`, `clientSecret`, `accessToken`,
 * `refreshToken`, `expiresAt` for `oauth2`; what its schema says for `minted`.
 */
export type AuthMethod<Settings> = { readonly title: string; readonly header: CredentialHeader } & (
  | { readonly kind: 'none' }
  /** With `username` for connections that have that secret too; of two token methods the connection's secrets choose. */
  | { readonly kind: 'token'; readonly username?: boolean }
  | {
      readonly kind: 'oauth2'
      endpoints(settings: Settings): { readonly authorize: string; readonly token: string; readonly revoke?: string }
      readonly scopes: readonly string[]
      readonly pkce: boolean
      readonly refresh: 'none' | 'reusable' | 'single_use'
      /** Without a refresh token, `clientId` and `clientSecret` alone get a token (RFC 6749 section 4.4). @default false */
      readonly clientCredentials?: boolean
      /** Where the client's id and secret go. @default 'body' */
      readonly clientAuthentication?: 'body' | 'header'
    }
  | {
      readonly kind: 'minted'
      readonly secret: TSchema
      mint(request: MintRequest<Settings>): Promise<MintedToken>
    }
)

/** `expiresAt` is ISO 8601 UTC. */
export interface MintedToken {
  readonly token: string
  readonly expiresAt: string
}

/** The only code that sees its own secret; it runs in the host's process. */
export interface MintRequest<Settings> {
  readonly settings: Settings
  readonly secret: Readonly<Record<string, string>>
  /** Without a credential of the host's; limited to the provider's base URLs. */
  readonly fetch: typeof globalThis.fetch
  readonly now: Date
  readonly signal: AbortSignal
  /** What the token will be used for, so that it can be made to do no more. */
  readonly narrowTo: {
    readonly repository: RepositoryRef | null
    readonly effect: 'read' | 'write'
    readonly area: Area
  } | null
}
