import type { Lock, LockedOperation, Shape } from './contract-lock.ts'

export type Bump = 'none' | 'minor' | 'major'
/** One difference, and what it asks for. */
export interface Change {
  readonly bump: Exclude<Bump, 'none'>
  readonly what: string
}
/** Input may grow laxer, output stricter; the reverse breaks somebody. */
type Direction = 'input' | 'output'

const major = (what: string): Change => ({ bump: 'major', what })
const minor = (what: string): Change => ({ bump: 'minor', what })

/** What the version of the contract must move by, and why: minor for additions, major for what breaks. */
export function neededBump(old: Lock, now: Lock): { readonly bump: Bump; readonly changes: readonly Change[] } {
  const changes = [
    ...compareKeys(old.operations, now.operations, 'operation', operationChanges),
    ...compareKeys(old.objects, now.objects, 'object', (name, a, b) => shapeChanges(name, a, b, 'output')),
    ...compareKeys(old.events, now.events, 'event kind', (kind, a, b) => [
      ...wordChanges(`${kind} actions`, a.actions ?? [], b.actions ?? [], 'input'),
      ...shapeChanges(`${kind} subject`, a.subject, b.subject, 'output'),
    ]),
  ]
  const bump = changes.some((change) => change.bump === 'major') ? 'major' : changes.length > 0 ? 'minor' : 'none'
  return { bump, changes }
}

/** Why the version has not moved as it must, or null. */
export function versionFault(from: string, to: string, bump: Bump): string | null {
  const [a, b] = [from, to].map((version) => version.split('-')[0]?.split('.').map(Number) ?? []) as [
    number[],
    number[],
  ]
  const moved = [0, 1, 2].map((index) => (b[index] ?? 0) - (a[index] ?? 0))
  const [first = 0] = moved.filter((step) => step !== 0)
  if (first < 0) return `CONTRACT went back from ${from} to ${to}`
  const isMajor = (moved[0] ?? 0) > 0
  const isMinor = isMajor || (moved[0] === 0 && (moved[1] ?? 0) > 0)
  if (bump === 'none' || (bump === 'major' ? isMajor : isMinor)) return null
  return `the contract needs a ${bump} bump, and CONTRACT is ${from === to ? `still ${to}` : `${to} after ${from}`}`
}

function operationChanges(id: string, old: LockedOperation, now: LockedOperation): readonly Change[] {
  const flags = (['effect', 'idempotency', 'paged'] as const).filter((flag) => old[flag] !== now[flag])
  const scope =
    old.scope === now.scope
      ? []
      : [now.scope === 'either' ? minor(`${id}: scope is wider`) : major(`${id}: scope has changed`)]
  return [
    ...flags.map((flag) => major(`${id}: ${flag} has changed`)),
    ...scope,
    ...shapeChanges(`${id} input`, old.input, now.input, 'input'),
    ...shapeChanges(`${id} output`, old.output, now.output, 'output'),
  ]
}

function compareKeys<T>(
  old: Readonly<Record<string, T>>,
  now: Readonly<Record<string, T>>,
  kind: string,
  compare: (key: string, old: T, now: T) => readonly Change[],
): readonly Change[] {
  const removed = Object.keys(old).filter((key) => !Object.hasOwn(now, key))
  const added = Object.keys(now).filter((key) => !Object.hasOwn(old, key))
  const both = Object.entries(old).flatMap(([key, value]) =>
    Object.hasOwn(now, key) ? compare(key, value, now[key] as T) : [],
  )
  return [
    ...removed.map((key) => major(`${kind} ${key} is gone`)),
    ...added.map((key) => minor(`${kind} ${key} is new`)),
    ...both,
  ]
}

function shapeChanges(at: string, old: Shape, now: Shape, direction: Direction): readonly Change[] {
  if (JSON.stringify(old) === JSON.stringify(now)) return []
  if (typeof old === 'string' || typeof now === 'string') return nullableChange(at, old, now, direction)
  if ('fields' in old && 'fields' in now) return fieldChanges(at, old.fields, now.fields, direction)
  if ('enum' in old && 'enum' in now) return wordChanges(at, old.enum, now.enum, direction)
  if ('nullable' in old && 'nullable' in now) return shapeChanges(at, old.nullable, now.nullable, direction)
  if ('map' in old && 'map' in now) return shapeChanges(`${at}[*]`, old.map, now.map, direction)
  if ('list' in old && 'list' in now) return listChanges(at, old, now, direction)
  return nullableChange(at, old, now, direction)
}

function nullableChange(at: string, old: Shape, now: Shape, direction: Direction): readonly Change[] {
  if (typeof now !== 'string' && 'nullable' in now)
    return [grown(`${at} may be null`, direction), ...shapeChanges(at, old, now.nullable, direction)]
  if (typeof old !== 'string' && 'nullable' in old)
    return [shrunk(`${at} is never null`, direction), ...shapeChanges(at, old.nullable, now, direction)]
  return [major(`${at} is of another kind`)]
}

/** More values are possible than before. */
const grown = (what: string, direction: Direction) => (direction === 'input' ? minor(what) : major(what))
/** Fewer values are possible than before. */
const shrunk = (what: string, direction: Direction) => (direction === 'input' ? major(what) : minor(what))

function wordChanges(
  at: string,
  old: readonly string[],
  now: readonly string[],
  direction: Direction,
): readonly Change[] {
  const added = now.filter((word) => !old.includes(word)).map((word) => grown(`${at}: ${word} is new`, direction))
  return [
    ...added,
    ...old.filter((word) => !now.includes(word)).map((word) => shrunk(`${at}: ${word} is gone`, direction)),
  ]
}

type List = Extract<Shape, { readonly list: Shape }>

function listChanges(at: string, old: List, now: List, direction: Direction): readonly Change[] {
  const isNarrower = (now.min ?? 0) > (old.min ?? 0) || (now.max ?? Infinity) < (old.max ?? Infinity)
  const isWider = (now.min ?? 0) < (old.min ?? 0) || (now.max ?? Infinity) > (old.max ?? Infinity)
  return [
    ...(isNarrower ? [shrunk(`${at}: the bounds are narrower`, direction)] : []),
    ...(isWider ? [grown(`${at}: the bounds are wider`, direction)] : []),
    ...shapeChanges(`${at}[]`, old.list, now.list, direction),
  ]
}

type Fields = Readonly<Record<string, Shape>>

function fieldChanges(at: string, old: Fields, now: Fields, direction: Direction): readonly Change[] {
  const bare = (fields: Fields) =>
    new Map(
      Object.entries(fields).map(([key, shape]) => [key.replace(/\?$/, ''), { shape, isOptional: key.endsWith('?') }]),
    )
  const [before, after] = [bare(old), bare(now)]
  const gone = [...before.keys()].filter((name) => !after.has(name)).map((name) => major(`${at}.${name} is gone`))
  const rest = [...after].flatMap(([name, field]) => {
    const was = before.get(name)
    if (!was)
      return [
        direction === 'input' && !field.isOptional
          ? major(`${at}.${name} is new and required`)
          : minor(`${at}.${name} is new`),
      ]
    const inner = shapeChanges(`${at}.${name}`, was.shape, field.shape, direction)
    if (was.isOptional === field.isOptional) return inner
    return [
      field.isOptional ? grown(`${at}.${name} is optional`, direction) : shrunk(`${at}.${name} is required`, direction),
      ...inner,
    ]
  })
  return [...gone, ...rest]
}
