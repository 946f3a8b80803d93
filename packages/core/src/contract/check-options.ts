import { invalidArgument } from './check-arguments.ts'
import type { PageOptions } from './result.ts'

/**
 * Checks the second argument of a call before anything is sent: what becomes a header holds visible Latin-1 and spaces
 * alone, `cursor` is one line, `perPage` an integer from 1 to 100.
 * @throws ScmError `invalid_argument`
 */
export function checkOptions(options: PageOptions | undefined): void {
  if (options === undefined) return
  if (typeof options !== 'object' || options === null) throw invalidArgument('options', 'an object')
  const { signal, ifNoneMatch, ifModifiedSince, idempotencyKey, cursor, perPage } = options as Record<string, unknown>
  demand('signal', signal, signal instanceof AbortSignal, 'an AbortSignal')
  demand('ifNoneMatch', ifNoneMatch, isHeaderValue(ifNoneMatch, 1024), headerRule(1024))
  demand('ifModifiedSince', ifModifiedSince, isHeaderValue(ifModifiedSince, 64), headerRule(64))
  demand('idempotencyKey', idempotencyKey, isHeaderValue(idempotencyKey, 255), headerRule(255))
  demand('cursor', cursor, isCursor(cursor), 'a `nextCursor` as an earlier page gave it')
  demand('perPage', perPage, isPerPage(perPage), 'an integer from 1 to 100')
}

function demand(name: string, value: unknown, isRight: boolean, rule: string): void {
  if (value !== undefined && !isRight) throw invalidArgument(`options.${name}`, rule)
}

const headerRule = (limit: number) => `1 to ${limit} Latin-1 characters without control characters`

function isHeaderValue(value: unknown, limit: number): boolean {
  if (typeof value !== 'string' || value === '' || value.length > limit) return false
  for (let index = 0; index < value.length; index++) if (!isHeaderCode(value.charCodeAt(index))) return false
  return true
}

function isHeaderCode(code: number): boolean {
  return (code >= 0x20 && code < 0x7f) || (code >= 0xa0 && code <= 0xff)
}

function isCursor(value: unknown): boolean {
  if (typeof value !== 'string' || value === '' || value.length > 4096 || !value.isWellFormed()) return false
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index)
    if (code < 0x20 || code === 0x7f) return false
  }
  return true
}

function isPerPage(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 100
}
