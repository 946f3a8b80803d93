import { generateKeyPairSync, verify } from 'node:crypto'
import type { MintRequest } from '@scm-host/core/provider'
import type { Answer } from '../bed/check-answer.ts'
import { helloWorld, startSpecBed, type RecordedRequest, type SpecBed } from '../bed/spec-bed.ts'
import { mint } from '../../src/auth/mint.ts'
import type { GitHubSettings } from '../../src/settings.ts'

const routes = {
  token: 'POST /app/installations/{installation_id}/access_tokens',
  installation: 'GET /app/installations/{installation_id}',
}

/** Keys are slow to make; the tests share one. */
export const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const pkcs1 = keys.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()

/** An app at a bed that checks its token as GitHub's documentation says GitHub does. */
export interface AppServer {
  readonly bed: SpecBed
  /** GitHub's clock. */
  now: Date
  granted: Readonly<Record<string, string>>
  repositoryIds: readonly number[]
  suspendedAt: string | null
  /** Instead of a token. */
  failure: Answer | null
  mint(change?: Partial<MintRequest<GitHubSettings>>): ReturnType<typeof mint>
}

interface TokenRequest {
  readonly repository_ids?: readonly number[]
  readonly permissions?: Readonly<Record<string, string>>
}

const levels = ['none', 'read', 'write', 'admin']
const refusal = (status: number, message: string) => ({
  status,
  body: { message, documentation_url: 'https://docs.github.com' },
})

export async function startAppServer(): Promise<AppServer> {
  const bed = await startSpecBed()
  const server: AppServer = {
    bed,
    now: new Date(),
    granted: { metadata: 'read', contents: 'write', issues: 'write' },
    repositoryIds: [Number(helloWorld.externalId)],
    suspendedAt: null,
    failure: null,
    mint: (change) => mint({ ...requestAt(bed.url, server.now), ...change }),
  }
  const dated = (answer: Answer): Answer => ({
    ...answer,
    headers: { ...answer.headers, date: server.now.toUTCString() },
  })
  bed.answer(routes.token, (request) =>
    dated(server.failure ?? tokenRefused(request, server.now) ?? minted(request, server)),
  )
  bed.answer(routes.installation, (request) =>
    dated(
      tokenRefused(request, server.now) ?? {
        body: bed.example(routes.installation, { permissions: server.granted, suspended_at: server.suspendedAt }),
      },
    ),
  )
  return server
}

function requestAt(url: string, now: Date): MintRequest<GitHubSettings> {
  return {
    settings: { baseUrl: url, appId: '42', installationId: '7' },
    secret: { privateKey: pkcs1 },
    fetch: globalThis.fetch,
    now,
    signal: AbortSignal.timeout(10_000),
    narrowTo: { repository: helloWorld, effect: 'write', area: 'files' },
  }
}

/** The claims of an app's token, if it is signed with the app's key. */
export function claimsOf({
  headers,
}: RecordedRequest): { readonly iat: number; readonly exp: number; readonly iss: string } | null {
  const [head = '', payload = '', signature = ''] = (headers['authorization'] ?? '').replace('Bearer ', '').split('.')
  const isSigned = verify(
    'RSA-SHA256',
    Buffer.from(`${head}.${payload}`),
    keys.publicKey,
    Buffer.from(signature, 'base64url'),
  )
  return isSigned ? JSON.parse(Buffer.from(payload, 'base64url').toString()) : null
}

function tokenRefused(request: RecordedRequest, now: Date): Answer | null {
  const claims = claimsOf(request)
  const seconds = now.getTime() / 1000
  if (claims === null) return refusal(401, 'A JSON web token could not be decoded')
  if (claims.iss !== '42') return refusal(401, 'Integration not found')
  if (claims.iat > seconds)
    return refusal(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    )
  if (claims.exp < seconds)
    return refusal(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    )
  return claims.exp - seconds > 600 ? refusal(401, "'Expiration time' claim ('exp') is too far in the future") : null
}

function minted({ body }: RecordedRequest, { granted, repositoryIds, now }: AppServer): Answer {
  const { repository_ids: ids = repositoryIds, permissions = granted } = (body ?? {}) as TokenRequest
  if (ids.some((id) => !repositoryIds.includes(id))) {
    return refusal(
      422,
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    )
  }
  const isTooMuch = Object.entries(permissions).some(
    ([name, level]) => levels.indexOf(level) > levels.indexOf(granted[name] ?? 'none'),
  )
  if (isTooMuch) return refusal(422, 'The permissions requested are not granted to this installation.')
  const expiresAt = new Date(Math.floor(now.getTime() / 1000) * 1000 + 3_600_000).toISOString().replace('.000', '')
  return {
    status: 201,
    body: {
      token: 'ghs_16C7e42F292c6912E7710c838347Ae178B4a',
      expires_at: expiresAt,
      permissions,
      repository_selection: 'selected',
    },
  }
}
