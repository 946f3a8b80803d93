/** A date of GitLab's, with any offset, as ISO 8601 in UTC; null for what is none. */
export function utcOrNull(date: string | null | undefined): string | null {
  const time = date === null || date === undefined ? Number.NaN : Date.parse(date)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

/** A date that GitLab always has; what is none is the beginning of time, never a crash. */
export function utc(date: string | null | undefined): string {
  return utcOrNull(date) ?? new Date(0).toISOString()
}
