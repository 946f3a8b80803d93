import { createHmac, createSecretKey, randomUUID } from 'node:crypto'
import { readHeaders, securityHeaders } from '../../packages/core/src/ingress/headers.ts'
import { nameDelivery, understand } from '../../packages/core/src/ingress/parse-delivery.ts'
import { readJson } from '../../packages/core/src/ingress/read-json.ts'
import { verify } from '../../packages/core/src/ingress/verify.ts'
import type { Webhooks } from '../../packages/core/src/provider/webhooks.ts'
import { webhooks as bitbucket } from '../../packages/provider-bitbucket/src/webhooks.ts'
import { webhooks as gitlab } from '../../packages/provider-gitlab/src/webhooks.ts'
import { pullRequestHook } from '../bitbucket.ts'
import { issueHook } from '../gitlab.ts'
import { compare, throughputAtLeast } from '../pairs.ts'
import type { Bench, Effort, Row } from '../row.ts'

const keyBytes = Buffer.from('c29tZSBzZWNyZXQgb2YgYSBob29rISE')
const key = createSecretKey(keyBytes)

/** The headers of a delivery, signed. */
type Sign = (id: string, body: Buffer) => readonly (readonly [string, string])[]

interface Vendor {
  readonly name: string
  readonly webhooks: Webhooks
  readonly payload: object
  readonly secret: string
  readonly sign: Sign
}

interface Delivery {
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Buffer
}

const shared = [
  ['Host', 'hooks.example.com'],
  ['Accept', '*/*'],
  ['Content-Type', 'application/json'],
] as const

/** A signed delivery to neutral events, against checking an HMAC of it and parsing its JSON alone. */
export const parse: Bench = async (effort) => [
  await parsing({ name: 'gitlab', webhooks: gitlab, payload: issueHook, ...signingToken }, effort),
  await parsing({ name: 'bitbucket', webhooks: bitbucket, payload: pullRequestHook, ...hmac }, effort),
]

const signingToken = {
  secret: `whsec_${keyBytes.toString('base64')}`,
  sign(id: string, body: Buffer) {
    const at = String(Math.floor(Date.now() / 1000))
    const digest = createHmac('sha256', key).update(`${id}.${at}.`).update(body).digest('base64')
    return [
      ...shared,
      ['User-Agent', 'GitLab/19.2.0'],
      ['X-Gitlab-Event', 'Issue Hook'],
      ['X-Gitlab-Webhook-UUID', '4a9f7d13-0d0f-4b2e-9a42-3c2b4f6b8f10'],
      ['X-Gitlab-Instance', 'https://gitlab.example.com'],
      ['X-Gitlab-Event-UUID', randomUUID()],
      ['Idempotency-Key', id],
      ['webhook-id', id],
      ['webhook-timestamp', at],
      ['webhook-signature', `v1,${digest}`],
    ] as const
  },
}

const hmac = {
  secret: keyBytes.toString(),
  sign: (id: string, body: Buffer) =>
    [
      ...shared,
      ['User-Agent', 'Bitbucket-Webhooks/2.0'],
      ['X-Event-Key', 'pullrequest:updated'],
      ['X-Hook-UUID', '4a9f7d13-0d0f-4b2e-9a42-3c2b4f6b8f10'],
      ['X-Request-UUID', id],
      ['X-Attempt-Number', '1'],
      ['X-Hub-Signature', `sha256=${createHmac('sha256', key).update(body).digest('hex')}`],
    ] as const,
}

function parsing({ name, webhooks, payload, secret, sign }: Vendor, effort: Effort): Promise<Row> {
  const [scheme] = webhooks.schemes
  if (scheme === undefined) throw new Error('The provider signs nothing.')
  const once = securityHeaders([webhooks])
  let fresh: readonly Delivery[] = []
  const prepare = (amount: number) => {
    fresh = Array.from({ length: amount }, () => {
      const id = randomUUID()
      const body = Buffer.from(JSON.stringify({ ...payload, bench: id }))
      return { headers: sign(id, body), body }
    })
  }
  const ours = () => {
    for (const { headers: raw, body } of fresh) {
      const { headers } = readHeaders(raw, once)
      if (headers === null) throw new Error('The headers are right.')
      if (verify(scheme, [secret], { headers, body, now: Date.now() }) === null)
        throw new Error('The signature is right.')
      const { value, fault } = readJson(body)
      if (fault !== null) throw new Error(fault)
      const { events } = understand(webhooks, { ...nameDelivery(webhooks, headers, scheme), headers, body: value })
      if (!events[0]?.subject) throw new Error('The event has a subject.')
    }
  }
  const theirs = () => {
    for (const { body } of fresh) {
      const digest = createHmac('sha256', key).update(body).digest('hex')
      const value: unknown = JSON.parse(body.toString())
      if (digest === '' || value === null) throw new Error('There is a digest and a body.')
    }
  }
  return compare({ name: `${name}-parse`, ours, theirs, count: 3000, prepare, judge: throughputAtLeast(0.6) }, effort)
}
