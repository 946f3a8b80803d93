import { ScmError } from '@scm-host/core/provider'

/**
 * An id as a number, which is what nearly all of GitLab's REST ids are. It never becomes another path: only digits pass.
 * @throws ScmError `invalid_argument` for anything but a decimal number
 */
export function numeric(id: string, argument: string): number {
  if (/^[1-9][0-9]{0,15}$/.test(id) && Number.isSafeInteger(Number(id))) return Number(id)
  throw refused(argument, 'a decimal number, as GitLab gives it')
}

/** What GitLab cannot take, said before any request. */
export function refused(argument: string, rule: string, message?: string): ScmError<'invalid_argument'> {
  return new ScmError('invalid_argument', message ?? `\`${argument}\` must be ${rule}.`, { argument, rule })
}
