/**
 * Equal in types, names and optionality, to any depth. The usual strict comparison raises false alarms with `Static`, and
 * mutual `extends` misses a dropped optional field; so unions are taken apart and objects compared key by key.
 */
export type Same<A, B> = [Every<A, B>, Every<B, A>] extends [true, true] ? true : false
type Every<A, B> = [A] extends [never] ? ([B] extends [never] ? true : false) : false extends Each<A, B> ? false : true
type Each<A, B> = A extends unknown ? (true extends (B extends unknown ? One<A, B> : never) ? true : false) : never
type One<A, B> = [A, B] extends [readonly (infer X)[], readonly (infer Y)[]]
  ? Same<X, Y>
  : [A, B] extends [ReadableStream, ReadableStream]
    ? Mutual<A, B>
    : [A, B] extends [object, object]
      ? [Mutual<Keys<A>, Keys<B>>, false extends Members<A, B> ? false : true] extends [true, true]
        ? true
        : false
      : Mutual<A, B>
/** `keyof` of a map is `string` or `string | number`, as it was written. */
type Keys<T> = string extends keyof T ? string : keyof T
type Members<A, B> = { [K in keyof A]-?: K extends keyof B ? Member<A, B, K> : false }[keyof A]
type Member<A, B, K extends keyof A & keyof B> = [Optional<A, K>, Optional<B, K>] extends [true, true] | [false, false]
  ? Same<A[K], B[K]>
  : false
type Optional<T, K extends keyof T> = {} extends Pick<T, K> ? true : false
type Mutual<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
