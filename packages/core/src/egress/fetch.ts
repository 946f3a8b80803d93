import type { Meta } from '../contract/result.ts'
import { ScmError } from '../errors/scm-error.ts'
import { limitOf, perform } from './attempt.ts'
import { cacheKey, revived, validators } from './cache.ts'
import { runningCall, type RunningCall } from './call.ts'
import type { Credential } from './credential.ts'
import type { EgressTarget, Job, Landed, Stages } from './egress.ts'
import { checkMethod, guard } from './guard.ts'
import type { BodySource } from './network/answer.ts'
import { bytesResponse, streamResponse } from './network/response.ts'
import { requestIdOf } from './outcome.ts'
import { abortError } from './pause.ts'
import { outgoing, type Outgoing } from './outgoing.ts'
import { checkedHeaders, headerValue } from './headers/request-headers.ts'
import type { Reply } from './reply.ts'

/** The fetch a provider is given: every request goes through the whole pipeline, as part of the running call. */
export function connectionFetch(stages: Stages, target: EgressTarget): typeof globalThis.fetch {
  const origins = target.baseUrls.map((base) => URL.parse(base)?.origin ?? base)
  return async (input, init) => {
    const call = runningCall()
    if (call === undefined) throw outsideCall(target)
    const startedAt = performance.now()
    call.observed.failure = null
    let landed: Landed | null = null
    let request: Outgoing | null = null
    try {
      request = await outgoing(input, init)
      landed = await run(stages, target, call, request)
      return responseOf(landed.reply, call.signal)
    } catch (thrown) {
      call.observed.failure = asScmError(thrown)
      throw call.observed.failure
    } finally {
      if (stages.observe !== null)
        stages.observe.onRequest({
          provider: target.provider,
          ...reportOf(origins, call, request, landed),
          ms: performance.now() - startedAt,
        })
    }
  }
}

/** guard → credential → joined read, conditional read or plain request → what the host wants to know. */
async function run(stages: Stages, target: EgressTarget, call: RunningCall, request: Outgoing): Promise<Landed> {
  checkMethod(request.method)
  const { url, path } = guard(request.raw, target, call)
  const headers = checkedHeaders(request.headers)
  const signal = bothSignals(call.signal, request.signal)
  const control = { signal, deadlineAt: call.deadlineAt }
  const resource = target.quotaResource(request.method, path)
  const { method, body, isManual } = request
  const isFirst = ++call.observed.requests === 1
  const job: Job = { target, call, method, url, path, headers, body, isManual, isFirst, resource, control }
  const credential = await target.credential.get(call)
  const landed = await (method === 'GET' && !isManual
    ? read(stages, job, credential, request.isSecret)
    : send(stages, job, credential))
  observeAnswer(stages, job, landed.reply)
  return landed
}

/** Whatever is not a GET: never kept, never shared. A write is counted, so that no later read joins an earlier one. */
async function send(stages: Stages, job: Job, credential: Credential): Promise<Landed> {
  const { target, call } = job
  const isWrite = call.effect === 'write' && job.method !== 'GET' && job.method !== 'HEAD'
  if (isWrite) {
    call.observed.writes += 1
    stages.writes.bump(target.connectionId, call)
  }
  try {
    return { ...(await perform(stages, job, credential)), fromCache: false }
  } finally {
    if (isWrite) stages.writes.bump(target.connectionId, call)
  }
}

async function read(stages: Stages, job: Job, credential: Credential, isSecret: boolean): Promise<Landed> {
  const { target, call, control, url, headers, method } = job
  const { connectionId, organizationId } = target
  const key = cacheKey({ connectionId, organizationId, identity: credential.identity, method, url: url.href, headers })
  const conditions = takeConditions(call)
  if (conditions !== null) return conditionalRead(stages, job, credential, isSecret ? null : key, conditions)
  if (isSecret) return { ...(await perform(stages, job, credential)), fromCache: false }
  const epoch = stages.writes.epoch(connectionId, call)
  const flight =
    stages.flights.join(key, epoch, call.deadlineAt) ??
    stages.flights.start(key, epoch, call.deadlineAt, (flown) =>
      revalidate(stages, { ...job, control: flown }, credential, key),
    )
  const landed = await flight.wait(control.signal)
  if (landed.reply.stream !== null && !takes(landed.reply.stream)) {
    return { ...(await perform(stages, job, credential)), fromCache: false }
  }
  return flight.isShared()
    ? { ...landed, reply: { ...landed.reply, headers: new Headers(landed.reply.headers) } }
    : landed
}

const taken = new WeakSet<BodySource>()

/** A stream has one reader: the first of those who waited for it. */
function takes(stream: BodySource): boolean {
  if (taken.has(stream)) return false
  taken.add(stream)
  return true
}

/** Asks with the validators of the kept answer, and keeps the new one. */
async function revalidate(stages: Stages, job: Job, credential: Credential, key: string): Promise<Landed> {
  const entry = stages.cache.get(key)
  if (entry === undefined) {
    const { reply, retries } = await perform(stages, job, credential)
    if (reply.status === 304) throw unasked(job)
    stages.cache.put(key, reply)
    return { reply, retries, fromCache: false }
  }
  const { reply, retries } = await perform(
    stages,
    { ...job, headers: { ...job.headers, ...validators(entry) } },
    credential,
  )
  if (reply.status === 304) return { reply: revived(entry, reply), retries, fromCache: true }
  stages.cache.put(key, reply)
  return { reply, retries, fromCache: false }
}

/** The caller's own conditions go out as they are; unchanged is an error, so that `data` is never null. */
async function conditionalRead(
  stages: Stages,
  job: Job,
  credential: Credential,
  key: string | null,
  conditions: Readonly<Record<string, string>>,
): Promise<Landed> {
  const { reply, retries } = await perform(stages, { ...job, headers: { ...job.headers, ...conditions } }, credential)
  if (reply.status !== 304) {
    if (key !== null) stages.cache.put(key, reply)
    return { reply, retries, fromCache: false }
  }
  observeAnswer(stages, job, reply)
  const etag = reply.headers.get('etag') ?? conditions['if-none-match']
  throw new ScmError('not_modified', 'The resource has not changed.', etag === undefined ? {} : { etag })
}

const conditioned = new WeakSet<RunningCall>()

/** The conditions of a call, for its first GET only. @throws ScmError `invalid_argument` for what no header can hold */
function takeConditions(call: RunningCall): Readonly<Record<string, string>> | null {
  if (call.conditions === null || conditioned.has(call)) return null
  conditioned.add(call)
  const { ifNoneMatch, ifModifiedSince } = call.conditions
  if (ifNoneMatch === undefined && ifModifiedSince === undefined) return null
  return {
    ...(ifNoneMatch === undefined ? {} : { 'if-none-match': headerValue('ifNoneMatch', ifNoneMatch) }),
    ...(ifModifiedSince === undefined ? {} : { 'if-modified-since': headerValue('ifModifiedSince', ifModifiedSince) }),
  }
}

/** Tells the host what the first answer of a call said. */
function observeAnswer(stages: Stages, job: Job, { headers }: Reply): void {
  if (!job.isFirst) return
  const etag = headers.get('etag')
  const lastModified = headers.get('last-modified')
  const rateLimit = limitOf(job, headers, stages.now())
  const requestId = requestIdOf(headers)
  const meta: Meta = {
    ...(etag === null ? {} : { etag }),
    ...(lastModified === null ? {} : { lastModified }),
    ...(rateLimit === null ? {} : { rateLimit }),
    ...(requestId === undefined ? {} : { requestId }),
  }
  job.call.observed.meta = meta
}

/** A stream outlives the flight that fetched it; from here on the call's signal ends it. */
function responseOf({ status, headers, bytes, stream, url }: Reply, signal: AbortSignal): Response {
  if (stream === null) return bytesResponse(status, headers, bytes, url)
  signal.addEventListener('abort', () => stream.cancel(abortError(signal)), { once: true })
  return streamResponse(status, headers, stream.stream(), url)
}

/** One signal is the rule: providers pass the call's own on. */
function bothSignals(call: AbortSignal, request: AbortSignal | null): AbortSignal {
  return request === null || request === call ? call : AbortSignal.any([call, request])
}

function asScmError(thrown: unknown): ScmError {
  if (ScmError.is(thrown)) return thrown
  return new ScmError('internal', 'The request could not be made.', {}, { cause: thrown })
}

function outsideCall({ provider }: EgressTarget): ScmError<'internal'> {
  const message = `Provider ${provider} used its fetch outside of a running call. Use it only inside an operation’s function, and await what it answers.`
  return new ScmError('internal', message, {})
}

function unasked({ target }: Job): ScmError<'bad_response'> {
  const reason = '304 without a condition'
  return new ScmError('bad_response', `${target.provider} answered 304 to a request without a condition.`, {
    reason,
    status: 304,
  })
}

function reportOf(
  origins: readonly string[],
  { observed }: RunningCall,
  request: Outgoing | null,
  landed: Landed | null,
) {
  const asked = URL.parse(request?.raw ?? '')?.origin
  const detail: object = observed.failure?.detail ?? {}
  const refused = 'status' in detail && typeof detail.status === 'number' ? detail.status : null
  return {
    // A refused URL must not become a label.
    origin: origins.find((origin) => origin === asked) ?? origins[0] ?? '',
    status: landed?.reply.status ?? (ScmError.is(observed.failure, 'not_modified') ? 304 : refused),
    fromCache: landed?.fromCache ?? false,
    retries: landed?.retries ?? 0,
  }
}
