/** Who calls when nobody says so, and under which everybody without a reserve is counted. */
export const sharedReferrer = 'shared'

/** Referrers are few and known: those with a reserve and the host's own listeners. Anything else counts as shared. */
export function knownReferrer(referrer: string | undefined, reserved: ReadonlySet<string>): string {
  if (referrer === undefined) return sharedReferrer
  return reserved.has(referrer) || referrer.startsWith('listener:') ? referrer : sharedReferrer
}
