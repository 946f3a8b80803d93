/** A time of Bitbucket's, which carries microseconds and an offset, as ISO 8601 UTC; null for none. */
export function timeOf(time: string | null | undefined): string | null {
  const at = Date.parse(time ?? '')
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

/** The same where there must be one: the epoch stands for a time that cannot be read. */
export function timeOr(time: string | null | undefined, other: string | null | undefined): string {
  return timeOf(time) ?? timeOf(other) ?? new Date(0).toISOString()
}
