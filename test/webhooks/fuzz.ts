import { ScmError, type Webhooks } from '@scm-host/core/provider'
import { delivery, faultsOf, type Example } from './parse.ts'

/** Where random damage starts; `SCM_SEED` repeats a run. */
export const seed = Number(process.env['SCM_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const rounds = process.env['CI'] === undefined ? 1000 : 100

/** mulberry32: a small seeded generator. */
export function random(start: number): (below: number) => number {
  let state = start
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const hostile = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e21,
  2 ** 53,
  '',
  'constructor',
  '__proto__',
  'toString',
  '\u0000',
  '\ud800',
  'x'.repeat(5000),
  [],
  [null],
  [[]],
  {},
  { length: 1 },
  { id: null },
] as const

type Place = readonly [holder: Record<string, unknown>, key: string]

const isHolder = (value: unknown): value is Place[0] => typeof value === 'object' && value !== null

/** Every field of a value, at any depth, but those that fill payloads and that nobody reads. */
function placesIn(holder: unknown, isRead: (key: string) => boolean): readonly Place[] {
  if (!isHolder(holder)) return []
  const keys = Object.keys(holder).filter(isRead)
  return keys.flatMap((key): readonly Place[] => [[holder, key], ...placesIn(holder[key], isRead)])
}

/** Sets, removes, doubles or moves one field, in place; answers how to take it back. */
function mutate(places: readonly Place[], next: (below: number) => number): () => void {
  const place = places[next(places.length)]
  if (place === undefined) return () => {}
  const [holder, key] = place
  const before = holder[key]
  const how = next(8)
  if (how === 0) delete holder[key]
  else if (how === 1) holder[key] = places[next(places.length)]?.[0]
  else if (how === 2) holder[key] = [before, before]
  else holder[key] = hostile[next(hostile.length)]
  return () => void (holder[key] = before)
}

/** Formats are the vendor's words; types and nullability are what a listener relies on. */
const ofTypes = (fault: string) => !/must match (format|a schema)|must be null$/.test(fault)

/**
 * Damages a payload at random, again and again: parse must answer events by the schema, or `payload_invalid`.
 * @param isRead which fields are worth damaging
 */
export function fuzz(
  { parse }: Webhooks,
  { event, body }: Example,
  next: (below: number) => number,
  isRead: (key: string) => boolean = () => true,
): { readonly parsed: number; readonly refused: number } {
  const count = { parsed: 0, refused: 0 }
  const copy = structuredClone(body)
  const places = placesIn(copy, isRead)
  for (let round = 0; round < rounds; round++) {
    const undo = [mutate(places, next), ...(next(4) === 0 ? [mutate(places, next)] : [])]
    try {
      const faults = parse(delivery(event, copy)).flatMap(faultsOf).filter(ofTypes)
      if (faults.length > 0) throw new Error(`${event}: ${faults.join(', ')}`)
      count.parsed++
    } catch (error) {
      // A cause would be an exception of ours: the checks are to find every misfit first.
      if (!ScmError.is(error, 'payload_invalid') || error.cause !== undefined) throw error
      count.refused++
    }
    for (const take of undo.toReversed()) take()
  }
  return count
}
