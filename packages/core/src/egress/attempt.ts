import type { RateLimit } from '../contract/result.ts'
import { ScmError } from '../errors/scm-error.ts'
import { withCredential, type Credential } from './credential.ts'
import type { Job, Stages } from './egress.ts'
import { checkLinks } from './headers/links.ts'
import type { Answer } from './network/answer.ts'
import { failedOutcome, settled, type Failed, type Outcome } from './outcome.ts'
import { pause } from './pause.ts'
import { askedWait, isRateRefusal, readRateLimit } from './headers/rate-headers.ts'
import { isRedirect, mostRedirects, nextHop, originOf, redirectRefused, type Hop } from './redirect.ts'
import { withoutCredential } from './redact.ts'
import { readReply, type Reply } from './reply.ts'
import { isPassing, isRepeatable, mostTries, waitBefore } from './retry.ts'

/** Sends a request until it is answered for good. @throws ScmError of every kind egress has */
export async function perform(
  stages: Stages,
  job: Job,
  credential: Credential,
): Promise<{ readonly reply: Reply; readonly retries: number }> {
  const { call, control } = job
  const isRead = job.method === 'GET' || job.method === 'HEAD'
  stages.health(job.url.origin).budget.earn()
  for (let tries = 1; ; tries++) {
    const outcome = await withCredential(
      job.target.credential,
      { call, isRead, signal: control.signal, deadlineAt: control.deadlineAt },
      credential,
      (current) => attempt(stages, job, current),
      (seen) => 'reply' in seen && seen.reply.status === 401 && !(job.body instanceof ReadableStream),
    )
    const waitMs = nextWait(stages, job, outcome, tries)
    if (waitMs === null) return { reply: finished(stages, job, outcome), retries: tries - 1 }
    if ('reply' in outcome) outcome.reply.stream?.cancel()
    await pause(waitMs, control.signal)
  }
}

/** One try: gate → quota → breaker → transport and redirects → size cap → rate headers. Never throws. */
async function attempt(stages: Stages, job: Job, credential: Credential): Promise<Outcome> {
  const { target, call, resource, url } = job
  let leave: ReturnType<typeof enter> | null = null
  try {
    stages.gate.check(target.connectionId, url.origin, resource)
    const reserved = stages.quota.reserve({ connectionId: target.connectionId, resource, referrer: call.referrer })
    const reservation = reserved instanceof Promise ? await reserved : reserved
    leave = enter(stages, job, reservation)
    const { answer, at } = await follow(stages, job, credential)
    const accept = job.headers['accept']
    const read = await readReply(answer, { accept, method: job.method, url: at.href })
    const reply = withoutCredential(read, credential)
    leave(reply.status >= 500 ? 'failed' : 'good', reply.status !== 304)
    return answered(stages, job, reply)
  } catch (thrown) {
    const outcome = failedOutcome(thrown, job)
    if (leave !== null && 'error' in outcome) leave(healthOf(outcome), outcome.isSent)
    return outcome
  }
}

/** A vendor that hangs until our deadline is as ill as one that breaks off. */
function healthOf({ error, isPassing: mayPass, isSent }: Failed): 'failed' | 'unknown' {
  return mayPass || (isSent && error.code === 'timeout') ? 'failed' : 'unknown'
}

/** Takes a place at the breaker; the answer settles breaker and reservation together. */
function enter(stages: Stages, job: Job, reservation: { spend(): void; refund(): void }) {
  try {
    const leave = stages.health(job.url.origin).breaker.enter()
    return (health: 'good' | 'failed' | 'unknown', isCounted: boolean) => {
      leave(health)
      if (isCounted) reservation.spend()
      else reservation.refund()
    }
  } catch (error) {
    reservation.refund()
    throw error
  }
}

/** Sends, and follows what may be followed. */
async function follow(stages: Stages, job: Job, credential: Credential): Promise<{ answer: Answer; at: URL }> {
  const { target, call, method, body } = job
  const { signal } = job.control
  let hop: Hop = { url: job.url, isTrusted: true }
  for (let redirects = 0; ; redirects++) {
    const headers = hop.isTrusted ? withHeader(job.headers, credential) : plainHeaders(job.headers)
    const answer = await stages.exchange({ url: hop.url, method, headers, body, signal })
    if (!isRedirect(answer.status) || job.isManual) return { answer, at: hop.url }
    const location = answer.headers.get('location')
    answer.body.cancel()
    if (method !== 'GET') throw redirectRefused(originOf(location, hop.url), 'only a GET is followed')
    if (redirects === mostRedirects) throw redirectRefused(originOf(location, hop.url), 'too many redirects')
    hop = nextHop(location, hop, target, call)
  }
}

function withHeader(headers: Job['headers'], { header }: Credential): Job['headers'] {
  return header === null ? headers : { ...headers, [header.name.toLowerCase()]: header.value }
}

/** What a host that is not the vendor's may know. */
function plainHeaders(headers: Job['headers']): Job['headers'] {
  const { accept, 'user-agent': agent } = headers
  return { ...(accept === undefined ? {} : { accept }), ...(agent === undefined ? {} : { 'user-agent': agent }) }
}

/** Learns from the headers of an answer, and closes the gate where the vendor asks for it. */
function answered(stages: Stages, job: Job, reply: Reply): Outcome {
  const { target, resource } = job
  const nowMs = stages.now()
  const limit = limitOf(job, reply.headers, nowMs)
  if (limit !== null) stages.quota.observe(target.connectionId, limit)
  if (reply.status < 400) return { reply, asked: null, isRate: false }
  const isRate = isRateRefusal(reply.status, reply.headers, limit)
  const asked = isRate || reply.status === 503 ? askedWait(reply.headers, limit, nowMs) : null
  if (isRate && asked !== null) stages.gate.close(target.connectionId, job.url.origin, asked.resource, asked.ms)
  // The provider's name of the limit may differ from the one the headers give: close both.
  if (isRate && asked !== null && asked.resource !== null)
    stages.gate.close(target.connectionId, job.url.origin, resource, asked.ms)
  return { reply, asked, isRate }
}

/** The limit an answer tells, as the provider reads it or by the general rule; never a reason to fail. */
export function limitOf(job: Pick<Job, 'target' | 'resource'>, headers: Headers, nowMs: number): RateLimit | null {
  try {
    return job.target.rateLimit(headers) ?? readRateLimit(headers, job.resource, nowMs)
  } catch {
    return null
  }
}

/** How long to wait for the next try, or null when this was the last. */
function nextWait(stages: Stages, job: Job, outcome: Outcome, tries: number): number | null {
  if (tries >= mostTries || job.body instanceof ReadableStream || !isWorthIt(job, outcome)) return null
  const asked = 'reply' in outcome ? outcome.asked : null
  const waitMs = waitBefore(tries, asked?.ms ?? null, stages.random())
  if (performance.now() + waitMs >= job.control.deadlineAt) return null
  const { breaker, budget } = stages.health(job.url.origin)
  return breaker.isOpen() || !budget.take() ? null : waitMs
}

function isWorthIt(job: Job, outcome: Outcome): boolean {
  if ('error' in outcome) return outcome.isPassing && (!outcome.isSent || isRepeatable(job.method, job.call))
  if (!isRepeatable(job.method, job.call)) return false
  return outcome.isRate || isPassing(job.method, outcome.reply.status)
}

/** The last stage: refusals become errors, a good answer's links are checked. */
function finished(stages: Stages, job: Job, outcome: Outcome): Reply {
  const { target, call, url } = job
  try {
    const reply = settled(outcome, job)
    if (job.method === 'GET') checkLinks(reply.headers, url.href, target, call)
    return reply
  } catch (error) {
    if ('reply' in outcome) {
      outcome.reply.stream?.cancel()
      // A limit that only the provider can read from the answer.
      const isNew = !outcome.isRate && ScmError.is(error, 'rate_limited')
      if (isNew) stages.gate.close(target.connectionId, url.origin, null, error.detail.retryAfterMs)
    }
    throw error
  }
}
