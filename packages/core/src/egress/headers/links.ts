import { ScmError } from '../../errors/scm-error.ts'
import type { RunningCall } from '../call.ts'
import { judge, type Territory } from '../guard.ts'

/** One entry of a `Link` header (RFC 8288): its target as written, its parameters with lower-case names. */
export interface Link {
  readonly target: string
  readonly parameters: Readonly<Record<string, string>>
}

const longest = 64 * 1024

/** Reads a `Link` header in one pass, without regular expressions; what is malformed is left out. */
export function parseLinks(header: string): readonly Link[] {
  const text = header.length > longest ? header.slice(0, longest) : header
  const links: Link[] = []
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('<', at)
    const close = open < 0 ? -1 : text.indexOf('>', open + 1)
    if (close < 0) break
    const { parameters, end } = readParameters(text, close + 1)
    links.push({ target: text.slice(open + 1, close), parameters })
    at = end
  }
  return links
}

function readParameters(text: string, from: number): { parameters: Readonly<Record<string, string>>; end: number } {
  const parameters: Record<string, string> = Object.create(null)
  let at = from
  while (at < text.length && text[at] !== ',') {
    if (text[at] !== ';') {
      at += 1
      continue
    }
    const nameEnd = endOf(text, at + 1, '=;,')
    const name = text
      .slice(at + 1, nameEnd)
      .trim()
      .toLowerCase()
    at = nameEnd
    if (text[at] !== '=') continue
    const read = readValue(text, at + 1)
    if (name !== '' && !(name in parameters)) parameters[name] = read.value
    at = read.end
  }
  return { parameters, end: at + 1 }
}

function readValue(text: string, from: number): { readonly value: string; readonly end: number } {
  if (text[from] !== '"') {
    const end = endOf(text, from, ';,')
    return { value: text.slice(from, end).trim(), end }
  }
  let value = ''
  let at = from + 1
  for (; at < text.length && text[at] !== '"'; at++) {
    if (text[at] === '\\') at += 1
    value += text[at] ?? ''
  }
  return { value, end: at + 1 }
}

function endOf(text: string, from: number, stops: string): number {
  let at = from
  while (at < text.length && !stops.includes(text[at] ?? '')) at += 1
  return at
}

/**
 * Refuses an answer whose next page is not where this call may go. Nobody follows the link, only its page number is
 * used; one that leads elsewhere means that the answer is not what it seems.
 * @throws ScmError `pagination_refused`
 */
export function checkLinks(headers: Headers, asked: string, territory: Territory, call: RunningCall): void {
  const header = headers.get('link')
  if (header === null) return
  for (const { target, parameters } of parseLinks(header)) {
    if (!(parameters['rel'] ?? '').toLowerCase().split(' ').includes('next')) continue
    const absolute = URL.canParse(target) ? target : (URL.parse(target, asked)?.href ?? target)
    const verdict = judge(absolute, territory, call)
    if ('reason' in verdict) throw refused(`the link to the next page is refused: ${verdict.reason}`)
    if (verdict.url.href === asked) throw refused('the next page is the page itself')
  }
}

function refused(reason: string): ScmError<'pagination_refused'> {
  return new ScmError('pagination_refused', `The vendor’s answer cannot be paged: ${reason}.`, { reason })
}
