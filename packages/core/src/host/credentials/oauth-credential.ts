import type { CredentialSource } from '../../egress/egress.ts'
import { ScmError } from '../../errors/scm-error.ts'
import type { AuthMethod } from '../../provider/auth.ts'
import { headerOf, type CredentialContext } from './credential-context.ts'
import { fingerprint, readSecrets } from './read-secret.ts'

type OAuth = Extract<AuthMethod<unknown>, { kind: 'oauth2' }>
type Secrets = Readonly<Record<string, string>>

const refreshEarlyMs = 5 * 60_000

/**
 * An access token that is refreshed before it expires and once when it is refused. One refresh runs at a time: a refresh
 * token may be good for a single use.
 */
export function oauthCredential(method: OAuth, context: CredentialContext): CredentialSource {
  let current: Secrets | null = null
  let flight: Promise<Secrets> | null = null

  const refresh = (secrets: Secrets): Promise<Secrets> => {
    flight ??= requestRefresh(method, context, secrets)
      .then(async (next) => {
        current = next
        await context.directory.saveSecret?.(context.connection.organizationId, context.connection.id, next)
        return next
      })
      .finally(() => {
        flight = null
      })
    return flight
  }
  const usable = async (): Promise<Secrets> => {
    const secrets = current ?? (current = await readSecrets(context.connection))
    return isEnding(secrets, context.now()) && canRefresh(method, secrets) ? refresh(secrets) : secrets
  }

  return {
    async get() {
      const { accessToken = '' } = await usable()
      return { header: headerOf(method.header, accessToken), identity: fingerprint(`oauth:${accessToken}`) }
    },
    async refused(_call, identity) {
      const secrets = await usable()
      if (fingerprint(`oauth:${secrets['accessToken'] ?? ''}`) !== identity) return 'fresh'
      if (!canRefresh(method, secrets)) return 'final'
      await refresh(secrets)
      return 'fresh'
    },
  }
}

function isEnding(secrets: Secrets, now: Date): boolean {
  if ((secrets['accessToken'] ?? '') === '') return true
  const expiresAt = Date.parse(secrets['expiresAt'] ?? '')
  return Number.isFinite(expiresAt) && expiresAt - now.getTime() < refreshEarlyMs
}

function canRefresh(method: OAuth, secrets: Secrets): boolean {
  return (method.refresh !== 'none' && isSet(secrets, 'refreshToken')) || hasOwnGrant(method, secrets)
}

/** The client may get tokens in its own name. */
function hasOwnGrant(method: OAuth, secrets: Secrets): boolean {
  return method.clientCredentials === true && isSet(secrets, 'clientId') && isSet(secrets, 'clientSecret')
}

function isSet(secrets: Secrets, name: string): boolean {
  return (secrets[name] ?? '') !== ''
}

async function requestRefresh(method: OAuth, context: CredentialContext, secrets: Secrets): Promise<Secrets> {
  const { token } = method.endpoints(context.settings)
  const { clientId = '', clientSecret = '' } = secrets
  const inHeader = method.clientAuthentication === 'header'
  const response = await context.bareFetch([token])(token, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...(inHeader ? { authorization: basicOf(clientId, clientSecret) } : {}),
    },
    body: new URLSearchParams({
      ...grantOf(secrets),
      ...(inHeader ? {} : { client_id: clientId, client_secret: clientSecret }),
    }).toString(),
  })
  const answer: unknown = await response.json().catch(() => null)
  return nextSecrets(answer, secrets, context)
}

/** A refresh token where there is one, else the client in its own name. */
function grantOf(secrets: Secrets): Record<string, string> {
  return isSet(secrets, 'refreshToken')
    ? { grant_type: 'refresh_token', refresh_token: secrets['refreshToken'] ?? '' }
    : { grant_type: 'client_credentials' }
}

/** RFC 6749 section 2.3.1: both parts form-encoded. */
function basicOf(clientId: string, clientSecret: string): string {
  const [id, secret] = [clientId, clientSecret].map((part) => new URLSearchParams([['', part]]).toString().slice(1))
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
}

/** RFC 6749 section 5.1; GitHub answers errors with status 200 and an `error` field. */
function nextSecrets(answer: unknown, secrets: Secrets, { now, connection, provider }: CredentialContext): Secrets {
  const fields = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {}
  const accessToken = fields['access_token']
  if (typeof accessToken !== 'string' || accessToken === '') {
    const message = `Connection ${connection.id}: ${provider} refused to refresh the token. Connect the account again.`
    throw new ScmError('credentials_revoked', message, { provider })
  }
  const seconds = Number(fields['expires_in'] ?? 0)
  const refreshToken = fields['refresh_token']
  const { expiresAt: _old, ...kept } = secrets
  return {
    ...kept,
    accessToken,
    ...(typeof refreshToken === 'string' && refreshToken !== '' ? { refreshToken } : {}),
    ...(seconds > 0 ? { expiresAt: new Date(now().getTime() + seconds * 1000).toISOString() } : {}),
  }
}
