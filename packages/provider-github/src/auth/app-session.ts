import { ScmError, type MintRequest } from '@scm-host/core/provider'
import { appToken, readPrivateKey } from './app-token.ts'
import { restUrl, type GitHubSettings } from '../settings.ts'

/** What one minting learns about the difference between GitHub's clock and ours. */
export interface AppSession {
  readonly request: MintRequest<GitHubSettings>
  /** GitHub's clock minus ours, as far as it mattered. */
  skewMs: number
  isCorrected: boolean
}

/** An answer that is neither a refused key nor a failure of GitHub. */
export interface AppAnswer {
  readonly status: number
  readonly body: object
}

/** Smaller differences are the way the answer took. */
const noticeableSkewMs = 30_000
/** A clock that is further off is wrong in ways a corrected token would only hide. */
const largestSkewMs = 12 * 3_600_000

/**
 * A request with the app's own token. When GitHub refuses it and its `Date` shows our clock to be off, the token is made
 * once more by GitHub's clock.
 */
export async function askAsApp(
  session: AppSession,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<AppAnswer> {
  const { settings, secret, fetch, now, signal } = session.request
  const appId = settings.appId
  if (appId === undefined || settings.installationId === undefined)
    throw unset(appId === undefined ? 'appId' : 'installationId')
  const token = appToken(appId, readPrivateKey(secret['privateKey']), new Date(now.getTime() + session.skewMs))
  const response = await fetch(`${restUrl(settings)}${path}`, {
    method,
    signal,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'user-agent': 'scm-provider-github',
      'x-github-api-version': '2022-11-28',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer = { status: response.status, body: await jsonOf(response) }
  if (response.status === 401 && learnSkew(session, response.headers)) return askAsApp(session, method, path, body)
  refuse(answer, session)
  return answer
}

/** True once: when the difference of the clocks explains the refusal. */
function learnSkew(session: AppSession, headers: Headers): boolean {
  const theirs = Date.parse(headers.get('date') ?? '')
  if (session.isCorrected || Number.isNaN(theirs)) return false
  const skewMs = theirs - session.request.now.getTime()
  if (Math.abs(skewMs) < noticeableSkewMs) return false
  if (Math.abs(skewMs) > largestSkewMs) throw clockWrong(skewMs)
  session.skewMs = skewMs
  session.isCorrected = true
  return true
}

async function jsonOf(response: Response): Promise<object> {
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null ? body : {}
  } catch {
    return {}
  }
}

/** @throws ScmError `unauthorized`, `credentials_revoked`, `rate_limited`, `vendor_unavailable` */
function refuse({ status, body }: AppAnswer, { request }: AppSession): void {
  const said = 'message' in body && typeof body.message === 'string' ? body.message : ''
  const detail = { provider: 'github', status }
  if (status === 401) {
    const text = `GitHub does not accept the key of app ${request.settings.appId}. Check appId and privateKey.`
    throw new ScmError('unauthorized', text, detail)
  }
  if (status === 404 || /suspended/i.test(said)) {
    const what = status === 404 ? 'does not exist for this app: it was uninstalled, or the id is wrong' : 'is suspended'
    const text = `The installation ${request.settings.installationId} ${what}.`
    throw new ScmError('credentials_revoked', text, detail)
  }
  if (status === 429 || (status === 403 && /rate limit/i.test(said))) {
    const limit = { retryAfterMs: 60_000, by: 'vendor' } as const
    throw new ScmError('rate_limited', 'GitHub limits requests for installation tokens; wait a minute.', limit)
  }
  if (status === 403) throw new ScmError('forbidden', 'GitHub does not let the app have an installation token.', detail)
  if (status >= 500) throw new ScmError('vendor_unavailable', 'GitHub could not make an installation token.', detail)
}

function unset(setting: 'appId' | 'installationId'): ScmError {
  const rule = 'set for the auth kind minted'
  return new ScmError('config_invalid', `settings.${setting} must be ${rule}.`, { path: `settings.${setting}`, rule })
}

function clockWrong(skewMs: number): ScmError {
  const hours = Math.round(Math.abs(skewMs) / 3_600_000)
  const text = `The clock of this host is ${hours} hours ${skewMs < 0 ? 'ahead of' : 'behind'} GitHub’s. Set it right.`
  return new ScmError('unauthorized', text, { provider: 'github', status: 401 })
}
