/** Violations that are faults of GitHub's document, not of a request or an answer. */
export interface KnownFault {
  readonly routes: RegExp
  readonly violation: RegExp
  /** A route whose own example in the document breaks the document in this way. */
  readonly seen: readonly [route: string, status: number]
}

/** All are properties the document requires and its own examples, like GitHub's servers, leave out. */
export const knownFaults: readonly KnownFault[] = [
  {
    routes: /\/teams/,
    violation: / must have required property '(type|archived_at)'$/,
    seen: ['GET /repos/{owner}/{repo}/teams', 200],
  },
  {
    routes: /\/pulls/,
    violation: /teams\/\d+ must have required property 'type'$/,
    seen: ['GET /repos/{owner}/{repo}/pulls/{pull_number}', 200],
  },
  {
    routes: /\/orgs\/\{org\}$/,
    violation: / must have required property 'archived_at'$/,
    seen: ['GET /orgs/{org}', 200],
  },
  {
    routes: /\/permission$/,
    violation: /\/user must have required property 'role_name'$/,
    seen: ['GET /repos/{owner}/{repo}/collaborators/{username}/permission', 200],
  },
  {
    routes: /\/(commits\/\{ref\}|merges|compare\/\{basehead\})$/,
    violation: /\/files\/\d+ must have required property '(contents_url|sha)'$/,
    seen: ['GET /repos/{owner}/{repo}/commits/{ref}', 200],
  },
  {
    routes: /\/branches$/,
    violation: /\/required_status_checks must have required property 'checks'$/,
    seen: ['GET /repos/{owner}/{repo}/branches', 200],
  },
  {
    routes: /\/repos\/\{owner\}\/\{repo\}(\/forks)?$/,
    violation: / must have required property '(language|has_discussions)'$/,
    seen: ['POST /repos/{owner}/{repo}/forks', 202],
  },
]

/** Is this a violation the document itself is to blame for? */
export function isKnownFault(route: string, violation: string): boolean {
  return knownFaults.some((fault) => fault.routes.test(route) && fault.violation.test(violation))
}
