/** The function, run once: later calls get the answer of the first. */
export function once<T>(run: () => Promise<T>): () => Promise<T> {
  let first: Promise<T> | null = null
  return () => (first ??= run())
}
