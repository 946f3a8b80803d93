/** Violations that are faults of GitHub's document, not of a request or an answer. */
interface KnownFault {
  readonly route: string
  readonly violation: RegExp
  /** What GitHub's documentation or server does instead. */
  readonly why: string
}

const knownFaults: readonly KnownFault[] = []

/** Is this a violation the document itself is to blame for? */
export function isKnownFault(route: string, violation: string): boolean {
  return knownFaults.some((fault) => fault.route === route && fault.violation.test(violation))
}
