import { createHmac, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { hookId, secret } from './github.ts'

type Body = { readonly repository?: { readonly id: number } } & Readonly<Record<string, unknown>>
type Groups = readonly { readonly name: string; readonly examples: readonly Body[] }[]

/** A signed delivery in the shapes both sides take; all have ids and bodies of their own, so that none is a duplicate. */
export interface SignedDelivery {
  readonly id: string
  readonly signature: string
  /** By lower-case names. */
  readonly headers: ReadonlyMap<string, string>
  readonly raw: {
    readonly hookId: string
    readonly rawHeaders: readonly (readonly [string, string])[]
    readonly body: Uint8Array
  }
}

/** A payload of GitHub's own examples that is at most so large, with the text of its subject filled up to the size. */
export function payloadOf(event: string, field: string, bytes: number): Body {
  const file = createRequire(import.meta.url).resolve('@octokit/webhooks-examples/api.github.com/index.json')
  const { examples = [] } = (JSON.parse(readFileSync(file, 'utf8')) as Groups).find(({ name }) => name === event) ?? {}
  const sizes = examples.map((one) => JSON.stringify(one).length)
  const largest = Math.max(...sizes.filter((size) => size <= bytes))
  const body = examples[sizes.indexOf(largest)]
  if (body === undefined) throw new Error(`There is no example of ${event} of at most ${bytes} bytes.`)
  const subject = body[field] as { readonly body: string | null }
  return {
    ...body,
    [field]: { ...subject, body: `${subject.body ?? ''} ${'and more '.repeat((bytes - largest) / 9)}` },
  }
}

/** The headers GitHub and a proxy in front of us send along. */
export function signedDelivery(event: string, payload: Body): SignedDelivery {
  const id = randomUUID()
  const body = Buffer.from(JSON.stringify({ ...payload, bench: id }))
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  const rawHeaders = [
    ['Host', 'hooks.example.com'],
    ['User-Agent', 'GitHub-Hookshot/044aadd'],
    ['Content-Length', String(body.length)],
    ['Accept', '*/*'],
    ['Content-Type', 'application/json'],
    ['X-GitHub-Delivery', id],
    ['X-GitHub-Event', event],
    ['X-GitHub-Hook-ID', '292430182'],
    ['X-GitHub-Hook-Installation-Target-ID', '79929171'],
    ['X-GitHub-Hook-Installation-Target-Type', 'repository'],
    ['X-Hub-Signature', `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`],
    ['X-Hub-Signature-256', signature],
  ] as const
  const headers = new Map(rawHeaders.map(([name, value]) => [name.toLowerCase(), value]))
  return { id, signature, headers, raw: { hookId, rawHeaders, body } }
}
