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

/** Whether the link is that to the next page. */
export function leadsOn({ parameters }: Link): boolean {
  return (parameters['rel'] ?? '').toLowerCase().split(' ').includes('next')
}

/**
 * The query of the `rel="next"` entry of a `Link` header; null where there is none, or its target is no URL. A provider
 * takes the values of its page parameters from it and builds its own path: the link itself is never followed.
 */
export function nextQuery(header: string | null | undefined): URLSearchParams | null {
  const link = parseLinks(header ?? '').find(leadsOn)
  return link === undefined ? null : (URL.parse(link.target)?.searchParams ?? null)
}
