import { ScmError } from '../errors/scm-error.ts'
import { checkMethod, place } from './guard.ts'
import type { Exchange } from './network/answer.ts'
import { bytesResponse } from './network/response.ts'
import { outgoing } from './outgoing.ts'
import { isRedirect, originOf, redirectRefused } from './redirect.ts'
import { readReply } from './reply.ts'
import { checkedHeaders } from './headers/request-headers.ts'

const limitMs = 10_000
const limitBytes = 1024 * 1024

/** A fetch for credentials: one try, to the given base URLs only, outside of any call. */
export function bareFetch(
  exchange: Exchange,
  { baseUrls, provider }: { readonly baseUrls: readonly string[]; readonly provider: string },
): typeof globalThis.fetch {
  return async (input, init) => {
    const { raw, method, body, signal, ...request } = await outgoing(input, init)
    checkMethod(method)
    const placed = place(raw, baseUrls)
    if ('reason' in placed) {
      const message = `Provider ${provider} asked for a URL it may not use for credentials: ${placed.reason}. It was not sent.`
      throw new ScmError('internal', message, {})
    }
    const { url } = placed
    const headers = checkedHeaders(request.headers, true)
    const timeout = AbortSignal.timeout(limitMs)
    const control = signal === null ? timeout : AbortSignal.any([signal, timeout])
    try {
      const answer = await exchange({ url, method, headers, body, signal: control })
      if (isRedirect(answer.status)) {
        const location = answer.headers.get('location')
        answer.body.cancel()
        throw redirectRefused(originOf(location, url), 'a request for credentials is never redirected')
      }
      const asked = { accept: headers['accept'], method, url: url.href }
      const reply = await readReply(answer, asked, limitBytes)
      const bytes = reply.stream === null ? reply.bytes : await reply.stream.bytes(limitBytes)
      return bytesResponse(reply.status, reply.headers, bytes, reply.url)
    } catch (thrown) {
      throw bareError(thrown, provider, control)
    }
  }
}

function bareError(thrown: unknown, provider: string, signal: AbortSignal): ScmError {
  for (let at: unknown = thrown, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (ScmError.is(at)) return at
  }
  if (signal.aborted) {
    const message = `${provider} did not answer a request for credentials within 10 s.`
    return new ScmError('timeout', message, { timeoutMs: limitMs }, { cause: thrown })
  }
  const message = `${provider} could not be reached for credentials.`
  return new ScmError('vendor_unavailable', message, { provider, status: null }, { cause: thrown })
}
