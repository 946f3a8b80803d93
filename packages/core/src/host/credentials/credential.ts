import type { RunningCall } from '../../egress/call.ts'
import type { CredentialSource } from '../../egress/egress.ts'
import { ScmError } from '../../errors/scm-error.ts'
import type { AuthMethod, CredentialHeader } from '../../provider/auth.ts'
import { headerOf, type CredentialContext } from './credential-context.ts'
import type { ConnectionRecord } from '../directory.ts'
import { mintedCredential } from './minted-credential.ts'
import { oauthCredential } from './oauth-credential.ts'
import { fingerprint, readSecret } from './read-secret.ts'

/** The credential of a connection, by the kind its record names. */
export function credentialFor(methods: readonly AuthMethod<unknown>[], context: CredentialContext): CredentialSource {
  const method = methodFor(methods, context.connection)
  if (method === undefined) throw unknownKind(methods, context)
  if (method.kind === 'none') return noCredential
  if (method.kind === 'token') return tokenCredential(method.header, method.username === true, context.connection)
  if (method.kind === 'oauth2') return oauthCredential(method, context)
  return mintedCredential(method, context)
}

/** Of several token methods, the one with a user name is for connections that have one. */
function methodFor(
  methods: readonly AuthMethod<unknown>[],
  { auth }: ConnectionRecord,
): AuthMethod<unknown> | undefined {
  const [first, ...others] = methods.filter((one) => one.kind === auth.kind)
  if (others.length === 0) return first
  const hasUser = Object.hasOwn(auth.secret, 'username')
  return [first, ...others].find((one) => one?.kind !== 'token' || (one.username === true) === hasUser)
}

const noCredential: CredentialSource = {
  get: async () => ({ header: null, identity: 'none' }),
  refused: async () => 'final',
}

function tokenCredential(header: CredentialHeader, hasUser: boolean, connection: ConnectionRecord): CredentialSource {
  let known: { readonly token: string; readonly value: Awaited<ReturnType<CredentialSource['get']>> } | null = null
  const get = async (_call: RunningCall) => {
    const token = await readSecret(connection, 'token')
    if (known?.token === token) return known.value
    const username = hasUser ? await readSecret(connection, 'username') : ''
    const value = { header: headerOf(header, token, username), identity: fingerprint(`token:${username}:${token}`) }
    known = { token, value }
    return value
  }
  return {
    get,
    /** A rotated secret is worth another try; the same one is not. */
    refused: async (call, identity) => ((await get(call)).identity === identity ? 'final' : 'fresh'),
  }
}

function unknownKind(methods: readonly AuthMethod<unknown>[], { connection, provider }: CredentialContext): ScmError {
  const kinds = methods.map((method) => method.kind).join(', ')
  const message = `Connection ${connection.id}: provider ${provider} has no auth kind "${connection.auth.kind}"; it has ${kinds}.`
  return new ScmError('config_invalid', message, { path: `connections.${connection.id}.auth.kind`, rule: kinds })
}
