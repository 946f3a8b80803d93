import { Webhooks } from '@octokit/webhooks'
import { verify } from '../../packages/core/src/ingress/verify.ts'
import { payloadOf, signedDelivery, type SignedDelivery } from '../deliveries.ts'
import { hostAt, secret } from '../github.ts'
import { compare, throughputAtLeast, told } from '../pairs.ts'
import type { Bench, Effort, Row } from '../row.ts'

const count = 1000

/** Real payloads against Octokit's own receiver, which checks and parses but normalises nothing. */
export const webhooks: Bench = async (effort) => [
  ...(await sized('10kb', { event: 'issues', kind: 'issue', bytes: 10 * 1024 }, effort)),
  ...(await sized('27kb', { event: 'pull_request', kind: 'pull_request', bytes: 27 * 1024 }, effort)),
]

interface Sized {
  readonly event: 'issues' | 'pull_request'
  readonly kind: 'issue' | 'pull_request'
  readonly bytes: number
}

/**
 * 32 deliveries at a time, each with an id and a body of its own; one listener on either side. Both start from the bytes
 * a server gets: Octokit wants a text, and its own middleware makes it of them like this.
 */
async function sized(size: string, { event, kind, bytes }: Sized, effort: Effort): Promise<readonly Row[]> {
  const payload = payloadOf(event, kind, bytes)
  let fresh: readonly SignedDelivery[] = []
  const prepare = (amount: number) => {
    fresh = Array.from({ length: amount }, () => signedDelivery(event, payload))
  }
  const at = (index: number) => fresh[index] as SignedDelivery
  let heard = 0
  const allHeard = async (amount: number, work: () => Promise<void>) => {
    heard = 0
    await work()
    if (heard !== amount) throw new Error(`${heard} of ${amount} deliveries reached the listener.`)
  }
  const host = hostAt('http://127.0.0.1:9', String(payload.repository?.id))
  host.on(kind, 'bench', () => void heard++)
  const octokit = new Webhooks({ secret })
  octokit.on(event, () => void heard++)

  const throughHost = (amount: number) =>
    allHeard(amount, () =>
      inBatches(amount, async (indexes) => {
        await Promise.all(indexes.map((index) => host.receive(at(index).raw)))
        await host.idle()
      }),
    )
  const throughOctokit = (amount: number) =>
    allHeard(amount, () =>
      inBatches(amount, async (indexes) => {
        await Promise.all(
          indexes.map((index) => {
            const { id, raw, signature } = at(index)
            return octokit.verifyAndReceive({ id, name: event, payload: asText(raw.body), signature })
          }),
        )
      }),
    )
  const common = { count, prepare, theirs: throughOctokit }
  const rows = [
    await compare({ ...common, name: `webhooks-${size}`, ours: throughHost, judge: throughputAtLeast(0.9) }, effort),
    await compare(
      { ...common, name: `verify-${size}`, ours: (amount) => verifyAll(amount, at), judge: throughputAtLeast(2.5) },
      effort,
    ),
    await compare(
      {
        ...common,
        name: `verify-${size}-octokit-verify`,
        ours: (amount) => verifyAll(amount, at),
        async theirs(amount) {
          for (let index = 0; index < amount; index++)
            await octokit.verify(asText(at(index).raw.body), at(index).signature)
        },
        judge: told,
      },
      effort,
    ),
  ]
  await host.close()
  return rows
}

async function inBatches(amount: number, work: (indexes: readonly number[]) => Promise<void>): Promise<void> {
  for (let start = 0; start < amount; start += 32) {
    await work(Array.from({ length: Math.min(32, amount - start) }, (_, index) => start + index))
  }
}

const scheme = {
  kind: 'hmac',
  header: 'x-hub-signature-256',
  prefix: 'sha256=',
  hash: 'sha256',
  encoding: 'hex',
} as const

const asText = (body: Uint8Array) => Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')

/** The check alone, of headers that are read: Octokit is given the signature too. */
function verifyAll(amount: number, at: (index: number) => SignedDelivery): void {
  for (let index = 0; index < amount; index++) {
    const { headers, raw } = at(index)
    if (verify(scheme, [secret], { headers, body: raw.body, now: 0 }) === null)
      throw new Error('The signature is right.')
  }
}
