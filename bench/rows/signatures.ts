import { createHmac } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { RawDelivery } from '@scm-host/core'
import { verify } from '../../packages/core/src/ingress/verify.ts'
import { hookId, hostAt, secret } from '../github.ts'
import { mannWhitneyP } from '../mann-whitney.ts'
import { absolute, type Bench, type Effort, type Row } from '../row.ts'

const host = hostAt('http://127.0.0.1:9')
const body = Buffer.from(JSON.stringify({ action: 'opened', padding: 'x'.repeat(1000) }))
const right = createHmac('sha256', secret).update(body).digest('hex')

/** What strangers can measure or use up at the door, by row of the security document. */
export const signatures: Bench = async (effort) => {
  const rows = [
    ...(await refusals(effort)),
    await leak('T15-first-or-last-byte-wrong', wrongAt(0), wrongAt(31), checkOnce, effort),
    await leak('T16-unknown-hook-or-wrong-key', 'hook-fedcba9876543210', hookId, receiveOnce, effort),
  ]
  await host.close()
  return rows
}

function delivery(
  hook: string,
  signature = `sha256=${'0'.repeat(64)}`,
  extra: RawDelivery['rawHeaders'] = [],
): RawDelivery {
  const rawHeaders = [
    ['x-github-event', 'issues'],
    ['x-github-delivery', 'd'],
    ['x-hub-signature-256', signature],
    ...extra,
  ] as const
  return { hookId: hook, rawHeaders, body }
}

/** T02: signatures of wrong shapes. T10: a packed body, of which nothing is unpacked. The slowest of each is told. */
async function refusals({ pairs }: Effort): Promise<readonly Row[]> {
  const shapes = ['', 'zz'.repeat(32), right.slice(1), `${right}0`, 'a'.repeat(10 * 1024), 'é'].map(
    (text) => `sha256=${text}`,
  )
  const wrong = [...shapes, `sha256=${right}, sha256=${right}`, `sha1=${right}`, `SHA256=${right}`]
  const packed = {
    ...delivery(hookId, `sha256=${right}`, [['content-encoding', 'gzip']]),
    body: gzipSync(Buffer.alloc(10_000_000)),
  }
  const slowest = async (deliveries: readonly RawDelivery[], status: number) => {
    let most = 0
    for (const one of deliveries) {
      const startedAt = performance.now()
      const receipt = await host.receive(one)
      most = Math.max(most, performance.now() - startedAt)
      if (receipt.status !== status) throw new Error(`Answered ${receipt.status} instead of ${status}.`)
    }
    return most
  }
  const runs = async (deliveries: readonly RawDelivery[], status: number) => {
    const values: number[] = []
    for (let run = 0; run < pairs; run++) values.push(await slowest(deliveries, status))
    return values
  }
  const refused = await runs(
    wrong.map((signature) => delivery(hookId, signature)),
    401,
  )
  return [
    absolute('T02-wrong-signatures', refused, 'ms', 5),
    absolute('T10-packed-body', await runs([packed], 415), 'ms', 100),
  ]
}

/**
 * p of the difference between two kinds of refusal, samples in random order. Noise alone is below 0.01 once in a hundred
 * runs, a leak each time: so the best of three counts.
 */
async function leak<T>(name: string, first: T, second: T, work: (one: T) => unknown, { scale }: Effort): Promise<Row> {
  const samples = Math.max(200, Math.round(20_000 * scale))
  const seen: number[] = []
  do seen.push(await difference(first, second, work, samples))
  while (seen.length < 3 && (seen.at(-1) ?? 1) <= 0.01)
  const p = Math.max(...seen)
  const bound = 'more than 0.01 in one of three runs'
  return { name, ratio: null, ours: p, theirs: null, unit: 'p', interval: [Math.min(...seen), p], bound, ok: p > 0.01 }
}

async function difference<T>(first: T, second: T, work: (one: T) => unknown, samples: number): Promise<number> {
  const times = { first: [] as number[], second: [] as number[] }
  for (let run = 0; run < 2000; run++) await work(run % 2 === 0 ? first : second)
  while (times.first.length < samples || times.second.length < samples) {
    const isFirst = Math.random() < 0.5
    const one = isFirst ? first : second
    const startedAt = performance.now()
    const done = work(one)
    if (done instanceof Promise) await done
    times[isFirst ? 'first' : 'second'].push(performance.now() - startedAt)
  }
  return mannWhitneyP(times.first.slice(0, samples), times.second.slice(0, samples))
}

const scheme = {
  kind: 'hmac',
  header: 'x-hub-signature-256',
  prefix: 'sha256=',
  hash: 'sha256',
  encoding: 'hex',
} as const
/** Through the door that strangers reach; inside, the look-up of a hook alone takes 10 ns less where there is none. */
const receiveOnce = (hook: string) => {
  const headers = delivery(hook).rawHeaders.map(([name, value]) => [name, value] satisfies [string, string])
  return host.handleWebhook(new Request(`http://127.0.0.1/webhooks/${hook}`, { method: 'POST', headers, body }))
}
const checkOnce = (headers: ReadonlyMap<string, string>) => verify(scheme, [secret], { headers, body, now: 0 })

/** The right signature but for one byte. */
function wrongAt(index: number): ReadonlyMap<string, string> {
  const bytes = Buffer.from(right, 'hex')
  bytes[index] = (bytes[index] ?? 0) ^ 1
  return new Map([['x-hub-signature-256', `sha256=${bytes.toString('hex')}`]])
}
