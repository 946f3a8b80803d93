/** What a mark needs to be drawn, and nothing that runs, loads or links. */
const elements = new Set(
  'svg g path rect circle ellipse line polyline polygon title desc defs linearGradient radialGradient stop clipPath mask'.split(
    ' ',
  ),
)
const attributes = new Set(
  `xmlns viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points transform id class role version offset opacity
  fill fill-rule fill-opacity clip-rule clip-path mask stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit
  stroke-dasharray stroke-dashoffset stroke-opacity stop-color stop-opacity gradientUnits gradientTransform spreadMethod
  clipPathUnits maskUnits maskContentUnits preserveAspectRatio vector-effect color aria-hidden aria-label focusable
  shape-rendering`.split(/\s+/),
)
const functions = new Set([
  'matrix',
  'translate',
  'scale',
  'rotate',
  'skewX',
  'skewY',
  'rgb',
  'rgba',
  'hsl',
  'hsla',
  'url',
])

/** Sticky: each match begins where the last one ended, so that a scan is linear. */
const tag = /<(\/?)([A-Za-z]{1,32})((?:\s+[A-Za-z][\w:.-]{0,63}\s*=\s*(?:"[^"<&]*"|'[^'<&]*'))*)\s*(\/?)>/y
const attribute = /([A-Za-z][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const text = /(?:[^<&]|&(?:amp|lt|gt|quot|apos);)+/y

/**
 * Why an SVG is not safe or not usable as an icon, or null. Only listed elements and attributes pass; no document type,
 * entities, comments, styles, links or references to anything outside.
 */
export function svgFault(source: string): string | null {
  const body = source.replace(/^\s*<\?xml [^<>?]{0,200}\?>\s*/, '').trim()
  const open: string[] = []
  for (let at = 0; at < body.length; ) {
    if (at > 0 && open.length === 0) return 'it goes on after its root element'
    text.lastIndex = at
    if (open.length > 0 && text.test(body)) at = text.lastIndex
    if (at >= body.length) break
    tag.lastIndex = at
    const found = tag.exec(body)
    if (!found) return 'it holds markup that an icon must not have (comments, entities and document types among it)'
    at = tag.lastIndex
    const fault = enter(open, found)
    if (fault !== null) return fault
  }
  return open.length === 0 && body !== '' ? null : 'an element is not closed'
}

function enter(open: string[], [, isEnd, name = '', list = '', isEmpty]: RegExpExecArray): string | null {
  if (isEnd) return open.pop() === name && list === '' && !isEmpty ? null : `</${name}> closes nothing`
  if (!elements.has(name)) return `the element ${name} is not allowed`
  if ((name === 'svg') !== (open.length === 0)) return 'its root, and only that, must be svg'
  if (open.length >= 32) return 'it is nested too deep'
  const given = new Map(
    [...list.matchAll(attribute)].map(([, key = '', double, single]) => [key, double ?? single ?? '']),
  )
  for (const [key, value] of given) {
    if (!attributes.has(key)) return `the attribute ${key} is not allowed`
    if (!isHarmless(value)) return `the value of ${key} is not allowed`
  }
  if (!isEmpty) open.push(name)
  return name === 'svg' ? rootFault(given) : null
}

/** Escapes could spell a function another way; `url()` may point inside only. */
function isHarmless(value: string): boolean {
  if (value.includes('\\')) return false
  return [...value.matchAll(/([\w-]*)\s*\(\s*(.?)/g)].every(
    ([, name = '', next]) => functions.has(name) && (name !== 'url' || next === '#'),
  )
}

function rootFault(given: ReadonlyMap<string, string>): string | null {
  if (given.get('xmlns') !== 'http://www.w3.org/2000/svg') return 'its xmlns must be that of SVG'
  const [, , width, height] = (given.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number)
  if (!width || width !== height || width < 0) return 'its viewBox must be square'
  if (given.get('width') !== given.get('height')) return 'width and height must be equal'
  return Number.parseFloat(given.get('width') ?? '0') > 1024 ? 'it is larger than 1024 × 1024' : null
}
