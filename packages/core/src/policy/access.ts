import { ScmError } from '../errors/scm-error.ts'

/** A record as the gate sees it. */
interface Owned {
  readonly organizationId: string
}

/**
 * The one answer to a foreign, an inactive and an absent record: the three must not be told apart, so nothing of the
 * record is in it.
 */
export function notVisible(what: 'repository' | 'connection'): ScmError<'not_found'> {
  return new ScmError('not_found', `There is no such ${what} in this organization, or it is not active.`, {})
}

/** The record if it is this organization's and usable, else `not_found`. */
export function visible<R extends Owned>(
  what: 'repository' | 'connection',
  organizationId: string,
  record: R | null,
  isActive: (record: R) => boolean,
): R {
  if (record === null || record.organizationId !== organizationId || !isActive(record)) throw notVisible(what)
  return record
}
