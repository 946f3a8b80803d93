import { ScmError, type MintedToken, type MintRequest } from '@scm-host/core/provider'
import { askAsApp, type AppAnswer, type AppSession } from './app-session.ts'
import { grantedOf, missingPermissions, wantedPermissions, type Permissions } from './permissions.ts'
import type { GitHubSettings } from '../settings.ts'

type Request = MintRequest<GitHubSettings>

/**
 * An installation token that can do no more than the call needs: one repository, by id, and the permissions of its area.
 * GitHub refuses to narrow to a permission the installation lacks, so then its permissions are read: a needed one that is
 * missing is the error, others are left out.
 * @see https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
 * @throws ScmError `config_invalid`, `unauthorized`, `credentials_revoked`, `forbidden` with `missing`, `not_found`,
 *   `vendor_unavailable`, `bad_response`
 */
export async function mint(request: Request): Promise<MintedToken> {
  const session: AppSession = { request, skewMs: 0, isCorrected: false }
  const { needs, may } = narrowing(request)
  const first = await create(session, { ...needs, ...may })
  if (first.status !== 422) return tokenOf(first, session)
  const granted = await permissionsOf(session)
  const missing = missingPermissions(needs, granted)
  if (missing.length > 0) throw lacking(missing)
  const allowed = grantedOf(may, granted)
  const second =
    Object.keys(allowed).length === Object.keys(may).length ? first : await create(session, { ...needs, ...allowed })
  if (second.status === 422) throw notReachable(request)
  return tokenOf(second, session)
}

function narrowing({ narrowTo, settings }: Request): { readonly needs: Permissions; readonly may: Permissions } {
  if (narrowTo === null) return { needs: {}, may: {} }
  return wantedPermissions(narrowTo.area, narrowTo.effect, settings)
}

function create(session: AppSession, permissions: Permissions): Promise<AppAnswer> {
  const { narrowTo, settings } = session.request
  const repository = narrowTo?.repository ?? null
  const body = {
    ...(repository === null ? {} : { repository_ids: [repositoryId(repository.externalId)] }),
    ...(Object.keys(permissions).length === 0 ? {} : { permissions }),
  }
  return askAsApp(session, 'POST', `/app/installations/${settings.installationId}/access_tokens`, body)
}

/** A repository without a usable id must not become a token for all of them. */
function repositoryId(externalId: string): number {
  const id = Number(externalId)
  if (/^[1-9][0-9]*$/.test(externalId) && Number.isSafeInteger(id)) return id
  const rule = 'the numeric id GitHub has for the repository'
  throw new ScmError('config_invalid', `The repository’s externalId must be ${rule}.`, {
    path: 'repository.externalId',
    rule,
  })
}

async function permissionsOf(session: AppSession): Promise<Readonly<Record<string, string | undefined>>> {
  const { settings } = session.request
  const { status, body } = await askAsApp(session, 'GET', `/app/installations/${settings.installationId}`)
  const { permissions, suspended_at: suspendedAt } = body as {
    readonly permissions?: Readonly<Record<string, string>>
    readonly suspended_at?: string | null
  }
  if (typeof suspendedAt === 'string') throw suspended()
  if (status === 200 && typeof permissions === 'object' && permissions !== null) return permissions
  throw new ScmError('bad_response', 'GitHub did not tell the permissions of the installation.', {
    provider: 'github',
    status,
    reason: 'no permissions',
  })
}

/** `expiresAt` is told in this host's clock: a clock that is off must neither end nor prolong a token. */
function tokenOf({ status, body }: AppAnswer, { skewMs }: AppSession): MintedToken {
  const { token, expires_at: expiresAt } = body as { readonly token?: unknown; readonly expires_at?: unknown }
  const expiry = typeof expiresAt === 'string' ? Date.parse(expiresAt) : Number.NaN
  if (status === 201 && typeof token === 'string' && token !== '' && Number.isFinite(expiry)) {
    return { token, expiresAt: new Date(expiry - skewMs).toISOString() }
  }
  throw new ScmError('bad_response', 'GitHub answered the request for an installation token without one.', {
    provider: 'github',
    status,
    reason: 'token or expires_at is missing',
  })
}

function lacking(missing: readonly string[]): ScmError {
  const text = `The GitHub App’s installation lacks ${missing.join(', ')}. Grant it in the app’s settings and accept it.`
  return new ScmError('forbidden', text, { provider: 'github', status: 422, missing })
}

function notReachable({ narrowTo }: Request): ScmError {
  const name = narrowTo?.repository?.fullName ?? 'the repository'
  const text = `The GitHub App’s installation does not reach ${name}. Add the repository to the installation.`
  return new ScmError('not_found', text, { provider: 'github', status: 422 })
}

function suspended(): ScmError {
  const text = 'The GitHub App’s installation is suspended. Unsuspend it at GitHub.'
  return new ScmError('credentials_revoked', text, { provider: 'github' })
}
