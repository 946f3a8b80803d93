import { parseLinks } from '../../packages/core/src/provider/links.ts'
import { readRateLimit } from '../../packages/core/src/egress/headers/rate-headers.ts'
import { parseRetryAfter } from '../../packages/core/src/egress/headers/retry-after.ts'
import { place } from '../../packages/core/src/egress/guard.ts'
import { stringFormats } from '../../packages/core/src/contract/check-format.ts'
import { readHeaders } from '../../packages/core/src/ingress/headers.ts'
import { readJson } from '../../packages/core/src/ingress/read-json.ts'
import { verify } from '../../packages/core/src/ingress/verify.ts'
import { nextPage } from '../../packages/provider-github/src/page.ts'
import { parseFileLink } from '../../packages/provider-github/src/parts/parse-link.ts'
import { literalWords } from '../../packages/provider-github/src/parts/search-query.ts'
import { collectGarbage } from '../pairs.ts'
import { absolute, median, type Bench, type Effort, type Row } from '../row.ts'

const home = 'https://github.com/octo/hello'
const standard = { kind: 'standard-webhooks' } as const
const standardSecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const hmac = { kind: 'hmac', header: 'x-signature', prefix: 'sha256=', hash: 'sha256', encoding: 'hex' } as const
const empty = Buffer.alloc(0)

/** Everything that reads what a vendor or a stranger wrote. */
const parsers: Readonly<Record<string, (text: string) => unknown>> = {
  link: parseLinks,
  'next-page': nextPage,
  'retry-after': (text) => parseRetryAfter(text, 0),
  'rate-limit': (text) =>
    readRateLimit(headersOf({ 'x-ratelimit-limit': text, 'x-ratelimit-remaining': text }), 'core', 0),
  url: (text) => place(`https://api.github.com/repos/${text}`, ['https://api.github.com']),
  'file-link': (text) =>
    reach(stringFormats.url, `${home}/blob/main/${text}`, (url) => parseFileLink(url, home, 'main')),
  'search-words': (text) => reach(stringFormats.line, text, literalWords),
  'delivery-headers': (text) => readHeaders([[text, text]], new Set()),
  signature: (text) =>
    verify(hmac, ['secret'], { headers: new Map([['x-signature', `sha256=${text}`]]), body: empty, now: 0 }),
  'standard-signature': (text) =>
    verify(standard, [standardSecret], { headers: standardHeaders(text), body: empty, now: 1000 }),
  'json-depth': (text) => readJson(Buffer.from(text)),
  'argument-formats': (text) => Object.values(stringFormats).map(({ check }) => check(text)),
}

/** What an argument's format lets through is what its parser sees. */
function reach<T>(format: { check(text: string): boolean }, text: string, parse: (text: string) => T): T | null {
  return format.check(text) ? parse(text) : null
}

/** What has made parsers slow elsewhere: the same few characters again and again. */
const repeated = [
  '<',
  '<>',
  '<a>;',
  '<a>; rel="',
  '>',
  ',',
  ';=',
  '"',
  '\\',
  ' ',
  '\t',
  '0',
  'a',
  '-',
  '.',
  '/',
  '../',
  '%2e',
  '%',
  '#L1-',
  ':',
  '@',
  '[',
  '{"a":',
  '1,',
  'v1,A ',
  'é',
]
const largest = 1024 * 1024
/** Below this a step of the clock is all that is seen. */
const leastMs = 0.2

/** T14 and T13: twice the text takes at most 2.6 times as long, up to 1 MB. */
export const growth: Bench = async (effort) => [
  linkRow(effort),
  ...Object.entries(parsers).map((one) => growthRow(one, effort)),
]

/** The Link header that took others 92 ms: as long as Node lets one be. */
function linkRow({ pairs }: Effort): Row {
  const text = '<'.repeat(16 * 1024)
  return absolute(
    'T14-link-16kb',
    Array.from({ length: pairs }, () => timeOf(() => parseLinks(text))),
    'ms',
    2,
  )
}

/** The worst doubling over all texts and sizes; each is the least of some runs, since noise only adds. */
function growthRow([name, parse]: readonly [string, (text: string) => unknown], { pairs, scale }: Effort): Row {
  const worst = repeated.map((part) => {
    const growth = [largest / 4, largest / 2].map((size) => doubling(parse, part, Math.round(size * scale), pairs))
    return Math.max(...growth)
  })
  const most = Math.max(...worst)
  const bound = 'twice the text at most 2.6 times the time'
  return {
    name: `T14-${name}`,
    ratio: null,
    ours: most,
    theirs: null,
    unit: 'times',
    interval: [median(worst), most],
    bound,
    ok: most <= 2.6,
  }
}

function doubling(parse: (text: string) => unknown, part: string, size: number, runs: number): number {
  const single = part.repeat(Math.ceil(size / part.length))
  const double = single + single
  const best = { single: Number.POSITIVE_INFINITY, double: Number.POSITIVE_INFINITY }
  collectGarbage()
  // Again and again until it holds: a slow moment of the machine passes, a slow parser stays.
  for (let run = 0; run < runs * 3; run++) {
    if (run > 2) collectGarbage()
    best.single = Math.min(
      best.single,
      timeOf(() => parse(single)),
    )
    best.double = Math.min(
      best.double,
      timeOf(() => parse(double)),
    )
    if (run >= 2 && best.double / Math.max(best.single, leastMs) <= 2.6) break
  }
  return best.double / Math.max(best.single, leastMs)
}

function timeOf(work: () => unknown): number {
  const startedAt = performance.now()
  work()
  return performance.now() - startedAt
}

function headersOf(given: Record<string, string>): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(given)) {
    if (!/[^\t\x20-\x7e]/.test(value)) headers.set(name, value)
  }
  return headers
}

function standardHeaders(text: string): ReadonlyMap<string, string> {
  return new Map([
    ['webhook-id', 'id'],
    ['webhook-timestamp', '1'],
    ['webhook-signature', `v1,${text}`],
  ])
}
