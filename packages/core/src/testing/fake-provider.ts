import { Type } from 'typebox'
import type { Comment, Issue } from '../contract/generated/types.ts'
import { ScmError } from '../errors/scm-error.ts'
import { defineProvider, type Connected, type Provider, type ProviderContext } from '../provider/define-provider.ts'
import type { Webhooks } from '../provider/webhooks.ts'

const settings = Type.Object({ baseUrl: Type.String({ format: 'url' }) }, { additionalProperties: false })
type Settings = Type.Static<typeof settings>

/** A provider for `startFakeApi`, small enough to read in one go: issues, comments and one webhook. */
export function fakeProvider(options: { readonly id?: string; readonly icon: URL }): Provider {
  const id = options.id ?? 'fake'
  return defineProvider({
    id,
    title: 'Fake',
    icon: options.icon,
    contract: '^1.0.0',
    settings,
    baseUrls: ({ baseUrl }) => [baseUrl],
    repositoryPaths: ({ fullName }) => [`/repos/${fullName}`],
    extraPaths: { 'users.getCurrent': ['/user'] },
    auth: [{ kind: 'token', title: 'Token', header: { name: 'authorization', scheme: 'bearer' } }],
    secretFields: ['secret_field'],
    connect: (context) => connect(context),
    webhooks: webhooks(id),
  })
}

interface VendorIssue {
  readonly number: number
  readonly title: string
  readonly body: string | null
  readonly state: 'open' | 'closed'
}

function connect({ settings: { baseUrl }, fetch }: ProviderContext<Settings>): Connected {
  const json = async <T>(
    path: string,
    body?: unknown,
  ): Promise<{ readonly value: T; readonly link: string | null }> => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body), headers: jsonBody }
    const response = await fetch(`${baseUrl}${path}`, init)
    return { value: (await response.json()) as T, link: response.headers.get('link') }
  }
  return {
    connection: {
      users: {
        async getCurrent() {
          const { value } = await json<{ id: number; login: string }>('/user')
          return { data: { ...author(value.id, value.login), email: null }, raw: value }
        },
      },
    },
    repository: ({ fullName }) => ({
      issues: {
        async get({ issue }) {
          const { value } = await json<VendorIssue>(`/repos/${fullName}/issues/${issue}`)
          return { data: mapIssue(value), raw: value }
        },
        async list(_input, { cursor, perPage }) {
          const page = Number(cursor ?? 1)
          const path = `/repos/${fullName}/issues?page=${page}&per_page=${perPage}`
          const { value, link } = await json<readonly VendorIssue[]>(path)
          return { data: value.map(mapIssue), raw: value, nextCursor: link === null ? null : String(page + 1) }
        },
        async create({ title, body }) {
          const { value } = await json<VendorIssue>(`/repos/${fullName}/issues`, { title, body })
          return { data: mapIssue(value), raw: value }
        },
        async createComment({ issue, body }) {
          const { value } = await json<{ id: number; body: string }>(`/repos/${fullName}/issues/${issue}/comments`, {
            body,
          })
          return { data: mapComment(value), raw: value }
        },
      },
    }),
  }
}

const jsonBody = { 'content-type': 'application/json' }
const someTime = '2026-01-01T00:00:00Z'

function author(id: number, username: string) {
  return { id: String(id), username, displayName: null, isBot: false, avatarUrl: null, htmlUrl: null }
}

function mapIssue(issue: VendorIssue): Issue {
  return {
    issue: String(issue.number),
    externalId: String(issue.number),
    title: issue.title,
    body: issue.body,
    state: issue.state,
    stateReason: null,
    author: null,
    assignees: [],
    labels: [],
    milestone: null,
    isLocked: false,
    commentCount: null,
    htmlUrl: `https://fake.invalid/issues/${issue.number}`,
    createdAt: someTime,
    updatedAt: someTime,
    closedAt: null,
  }
}

function mapComment({ id, body }: { readonly id: number; readonly body: string }): Comment {
  return { id: String(id), body, author: null, htmlUrl: null, createdAt: someTime, updatedAt: someTime }
}

function webhooks(provider: string): Webhooks {
  return {
    schemes: [{ kind: 'hmac', header: 'x-fake-signature', prefix: 'sha256=', hash: 'sha256', encoding: 'hex' }],
    headers: { event: 'x-fake-event', delivery: 'x-fake-delivery' },
    ignore: ['ping'],
    account: ({ body }) => text(body, 'account'),
    parse({ event, body }) {
      const fullName = text(body, 'repository')
      const repository = fullName === null ? null : { externalId: fullName, fullName, isPrivate: null, htmlUrl: null }
      const base = { provider, occurredAt: null, sender: null, repository }
      if (event !== 'issue') return [{ ...base, kind: `${provider}.${event}`, action: event, subject: null }]
      const issue = (body as { issue?: VendorIssue } | null)?.issue
      if (typeof issue?.number !== 'number') throw invalid('an issue event has no issue')
      return [{ ...base, kind: 'issue', action: 'opened', subject: { ...mapIssue(issue), changes: [] } }]
    },
  }
}

function text(body: unknown, name: string): string | null {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : null
  return typeof value === 'string' ? value : null
}

function invalid(reason: string): ScmError {
  return new ScmError('payload_invalid', `The delivery does not fit its event: ${reason}.`, { reason })
}
