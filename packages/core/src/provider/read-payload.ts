import { ScmError } from '../errors/scm-error.ts'

/**
 * Tells what does not fit: null when all does, else the dotted path of the first field that does not (empty: the value
 * itself). Answers in linear time, calls nothing of the value and never throws on anything JSON can hold.
 */
export interface PayloadCheck<T> {
  (value: unknown): string | null
  readonly as?: T
}

/** What a check vouches for. */
export type Checked<C> = C extends PayloadCheck<infer T> ? T : never

type Fields = Readonly<Record<string, PayloadCheck<unknown>>>
type OptionalKey<S extends Fields> = { [K in keyof S]: undefined extends Checked<S[K]> ? K : never }[keyof S]
/** JSON has no undefined: a field that may lack is optional, not undefined. */
type CheckedObject<S extends Fields> = {
  readonly [K in Exclude<keyof S, OptionalKey<S>>]: Checked<S[K]>
} & { readonly [K in OptionalKey<S>]?: Exclude<Checked<S[K]>, undefined> }

const primitive =
  <T>(is: (value: unknown) => boolean): PayloadCheck<T> =>
  (value) =>
    is(value) ? null : ''

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)

/** A text, which may be empty. */
export const text = primitive<string>((value) => typeof value === 'string')
/** True or false. */
export const flag = primitive<boolean>((value) => typeof value === 'boolean')
/** Ids, numbers and counts. One above 2^53 is refused rather than rounded. */
export const whole = primitive<number>((value) => isWhole(value) && value >= 0)
/** Numbers people see: these start at 1. */
export const ordinal = primitive<number>((value) => isWhole(value) && value >= 1)

/** May be absent, not null. */
export function maybe<T>(check: PayloadCheck<T>): PayloadCheck<T | undefined> {
  return (value) => (value === undefined ? null : check(value))
}

/** May be null, not absent. */
export function nullable<T>(check: PayloadCheck<T>): PayloadCheck<T | null> {
  return (value) => (value === null ? null : check(value))
}

/** May be null or absent. */
export function optional<T>(check: PayloadCheck<T>): PayloadCheck<T | null | undefined> {
  return (value) => (value === null || value === undefined ? null : check(value))
}

/** Either of two. The path of a misfit is the second one's. */
export function either<A, B>(first: PayloadCheck<A>, second: PayloadCheck<B>): PayloadCheck<A | B> {
  return (value) => (first(value) === null ? null : second(value))
}

/** A list of such values. */
export function listOf<T>(check: PayloadCheck<T>): PayloadCheck<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) return ''
    for (let index = 0; index < value.length; index++) {
      const wrong = check(value[index])
      if (wrong !== null) return join(String(index), wrong)
    }
    return null
  }
}

/** Fields it does not name are not looked at. */
export function object<const S extends Fields>(fields: S): PayloadCheck<CheckedObject<S>> {
  const entries = Object.entries(fields)
  return (value) => {
    if (!isObject(value)) return ''
    for (const [name, check] of entries) {
      const wrong = check(value[name])
      if (wrong !== null) return join(name, wrong)
    }
    return null
  }
}

/** An object of any names, each with such a value. */
export function mapOf<T>(check: PayloadCheck<T>): PayloadCheck<{ readonly [name: string]: T }> {
  return (value) => {
    if (!isObject(value)) return ''
    return Object.values(value).every((one) => check(one) === null) ? null : ''
  }
}

/** An object, and not a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function join(name: string, rest: string): string {
  return rest === '' ? name : `${name}.${rest}`
}

function fits<T>(value: unknown, check: PayloadCheck<T>): value is T {
  return check(value) === null
}

/**
 * A delivery's body as the check vouches for it.
 * @throws ScmError `payload_invalid` naming the field that does not fit
 */
export function readPayload<T>(body: unknown, check: PayloadCheck<T>): T {
  if (fits(body, check)) return body
  throw payloadInvalid(`${check(body) || 'the body'} is not what the event's documentation promises`)
}

/** A delivery that is signed and does not hold what its event promises. */
export function payloadInvalid(reason: string, cause?: unknown): ScmError<'payload_invalid'> {
  return new ScmError(
    'payload_invalid',
    `The delivery does not fit its event: ${reason}. Nothing was published.`,
    { reason },
    cause === undefined ? {} : { cause },
  )
}

/** The neutral action for a vendor's; one we do not know is `other`, with the vendor's name for it. */
export function actionOf<A extends string>(known: ReadonlyMap<string, A>, name: string) {
  const action = known.get(name)
  return action === undefined ? ({ action: 'other', rawAction: name } as const) : { action }
}
