/** What `given` answers. */
export type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> }

/** The entries that were given: a request leaves out what a caller left out, and keeps its null. */
export function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>
}
