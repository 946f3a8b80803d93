import type { StringFormat } from '../../src/contract/check-format.ts'
import type { Rule } from '../../src/contract/operation-row.ts'

/** The 14 strings by which URL parsers have been led astray. */
export const urlTricks = [
  '//evil.com',
  '/\\evil.com/x',
  '/\t/evil.com',
  '/\n/evil.com',
  '/%2e%2e/%2e%2e/user',
  '/repos/a/b/contents/../../../../user',
  '/repos/a/b/contents/%2E%2E/x',
  '@evil.com/x',
  '.evil.com/x',
  '/x\r\nHost: evil',
  '/a\0b',
  '/repos/a/b#/x',
  '/%5c%5cevil.com',
  '/..//evil.com',
]

/** A right value of each format, to put the hostile one beside. */
export const right: Record<StringFormat, string> = {
  number: '1',
  sha: 'a'.repeat(40),
  ref: 'main',
  head: 'main',
  path: 'a.ts',
  folder: '',
  id: '1',
  user: 'octocat',
  namespace: 'octo',
  label: 'bug',
  line: 'x',
  text: 'x',
  content: 'x',
  color: 'ffffff',
  secret: 's'.repeat(32),
  url: 'https://example.com/',
  date: '2026-11-21',
}

/** A right value of a rule, with everything optional in it. */
export function valueOf(rule: Rule): unknown {
  if (rule.kind === 'string') return right[rule.format]
  if (rule.kind === 'enum') return rule.values[0]
  if (rule.kind === 'integer') return rule.minimum
  if (rule.kind === 'boolean') return true
  if (rule.kind === 'array') return [valueOf(rule.of)]
  if (rule.kind === 'oneOf') return valueOf(Object.values(rule.cases)[0] as Rule)
  return Object.fromEntries(Object.entries(rule.fields).map(([name, field]) => [name, valueOf(field)]))
}

/** A place of an input where a string may stand. */
export interface Place {
  readonly argument: string
  readonly format: StringFormat
  /** The whole input with `value` at this place and right values elsewhere. */
  readonly input: (value: string) => unknown
}

/** Every place of an input where a string may stand, with nesting, lists and cases. */
export function placesOf(rule: Rule): readonly Place[] {
  if (rule.kind === 'string') return [{ argument: '', format: rule.format, input: (value) => value }]
  if (rule.kind === 'array')
    return placesOf(rule.of).map((place) => ({
      ...place,
      argument: `[0].${place.argument}`,
      input: (value) => [place.input(value)],
    }))
  if (rule.kind === 'oneOf') return Object.values(rule.cases).flatMap(placesOf)
  if (rule.kind !== 'object') return []
  return Object.entries(rule.fields).flatMap(([name, field]) =>
    placesOf(field).map((place) => ({
      ...place,
      argument: `${name}.${place.argument}`.replace(/\.$/, '').replace('.[', '['),
      input: (value: string) => ({ ...(valueOf(rule) as object), [name]: place.input(value) }),
    })),
  )
}
