import { ScmError } from '@scm-host/core/provider'

/**
 * An id as a number, which is what GitHub's REST ids are. It never becomes another path: only digits pass.
 * @throws ScmError `invalid_argument` for anything but a decimal number
 */
export function numeric(id: string, argument: string): number {
  if (/^[1-9][0-9]{0,15}$/.test(id) && Number.isSafeInteger(Number(id))) return Number(id)
  const rule = 'a decimal number, as GitHub gives it'
  throw new ScmError('invalid_argument', `\`${argument}\` must be ${rule}.`, { argument, rule })
}

/** A date or timestamp as GitHub's parameters want it: UTC, whole seconds. */
export function utcSeconds(date: string): string {
  return `${new Date(date).toISOString().slice(0, 19)}Z`
}
