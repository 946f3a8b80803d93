/**
 * Linear, hand-written checkers of the contract's string formats. They run on every argument of every call, before any
 * I/O, so that nothing a caller passes can leave its place in a path, a query or a header. What passes is harmless once
 * percent-encoded, a segment at a time: `#`, `%`, `&` and `?` are legal in some names (label `C#`, branch `a&b`), so
 * providers encode every argument. Lone surrogates cannot be encoded and pass nowhere.
 */
const control = (code: number) => code < 0x20 || code === 0x7f

function everyCode(value: string, accept: (code: number) => boolean): boolean {
  for (let index = 0; index < value.length; index++) if (!accept(value.charCodeAt(index))) return false
  return true
}

function oneLine(value: string, limit: number): boolean {
  return value.length <= limit && everyCode(value, (code) => !control(code)) && value.isWellFormed()
}

const digit = (code: number) => code >= 0x30 && code <= 0x39
const hex = (code: number) => digit(code) || (code >= 0x61 && code <= 0x66)
const word = (code: number) => digit(code) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)
const isOneOf = (code: number, characters: string) => characters.includes(String.fromCharCode(code))

/** At most 2^53 - 1: providers hand numbers to clients that take a JavaScript number. */
function isNumber(value: string): boolean {
  if (value === '' || value.length > 16 || value.charCodeAt(0) === 0x30 || !everyCode(value, digit)) return false
  return Number.isSafeInteger(Number(value))
}

function isSha(value: string): boolean {
  return value.length >= 7 && value.length <= 64 && everyCode(value, hex)
}

/**
 * The rules of git, for a name below refs/heads/ or refs/tags/, or a commit id, or HEAD.
 * @see https://git-scm.com/docs/git-check-ref-format
 */
function isRef(value: string): boolean {
  if (value === '@' || value.startsWith('-') || value.endsWith('.')) return false
  if (value.includes('..') || value.includes('@{') || !oneLine(value, 1024)) return false
  if (!everyCode(value, (code) => !isOneOf(code, ' ~^:?*[\\'))) return false
  return value.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'))
}

/** A branch, or `owner:branch` for one of a fork. */
function isHead(value: string): boolean {
  const colon = value.indexOf(':')
  return colon < 0 ? isRef(value) : isNamespace(value.slice(0, colon)) && isRef(value.slice(colon + 1))
}

function isFolder(value: string): boolean {
  return value === '' || isPath(value)
}

function isPath(value: string): boolean {
  if (!oneLine(value, 4096) || value.includes('\\')) return false
  return value.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

/** One path segment of the vendor's own making: node ids, uuids in braces, `gid://` never. */
function isId(value: string): boolean {
  if (value === '' || value.length > 512 || value === '.' || value === '..') return false
  return everyCode(value, (code) => word(code) || isOneOf(code, '-_.=+:{}@~'))
}

/** Logins of GitHub Apps end in `[bot]`. */
function isUser(value: string): boolean {
  return isId(value.endsWith('[bot]') ? value.slice(0, -5) : value)
}

function isNamespace(value: string): boolean {
  return value.length <= 512 && value.split('/').every((part) => isId(part))
}

/** Slashes are legal (`area/ui`) and encoded; a backslash or a dot segment would not survive every path. */
function isLabel(value: string): boolean {
  if (value === '' || !oneLine(value, 255) || value.includes('\\')) return false
  return !value.split('/').some((part) => part === '.' || part === '..')
}

/** Any text but NUL, which git and several vendors cut at. A lone surrogate would not survive UTF-8. */
function isText(value: string): boolean {
  return value.length <= 1_048_576 && !value.includes('\0') && value.isWellFormed()
}

/** Backslash, space and user information are what URL parsers disagree about. */
function isUrl(value: string): boolean {
  if (!oneLine(value, 4096) || !/^https?:\/\/[^/?#@]+([/?#]|$)/i.test(value)) return false
  return everyCode(value, (code) => code !== 0x20 && code !== 0x5c) && URL.canParse(value)
}

const datePattern = /^(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2}))?$/

function isDate(value: string): boolean {
  const parts = value.length <= 35 ? datePattern.exec(value) : null
  if (!parts || Number.isNaN(Date.parse(value))) return false
  // Date.parse takes 30 February for 2 March.
  const [, year, month, day] = parts.map(Number) as [number, number, number, number]
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day
}

/** Per format: its checker, and the rule an error tells. */
export const stringFormats = {
  number: { check: isNumber, rule: 'a decimal number from 1 to 9007199254740991, without leading zero' },
  sha: { check: isSha, rule: '7 to 64 lower-case hexadecimal digits' },
  ref: { check: isRef, rule: 'a name git accepts for a branch or tag, or a commit id' },
  head: { check: isHead, rule: 'a branch name, or `owner:branch`' },
  path: { check: isPath, rule: 'a path without leading slash, backslash, control characters, `.` or `..` segments' },
  folder: { check: isFolder, rule: 'empty, or a path without leading slash, backslash, `.` or `..` segments' },
  id: { check: isId, rule: 'an id as an earlier answer gave it: one path segment of at most 512 characters' },
  user: { check: isUser, rule: 'a login or user id: one path segment' },
  namespace: { check: isNamespace, rule: 'names joined by single slashes' },
  label: { check: isLabel, rule: 'one line of 1 to 255 characters without backslash and dot segments' },
  line: { check: (value: string) => oneLine(value, 4096), rule: 'one line without control characters' },
  text: { check: isText, rule: 'well-formed text of at most 1 MiB without NUL' },
  content: { check: (value: string) => value.isWellFormed(), rule: 'well-formed text' },
  color: {
    check: (value: string) =>
      value.length === 6 && everyCode(value, (code) => hex(code) || (code >= 0x41 && code <= 0x46)),
    rule: 'six hexadecimal digits without #',
  },
  secret: {
    check: (value: string) =>
      value.length >= 24 && value.length <= 128 && everyCode(value, (code) => code > 0x20 && code < 0x7f),
    rule: '24 to 128 visible ASCII characters',
  },
  url: { check: isUrl, rule: 'an http or https URL without user information' },
  date: { check: isDate, rule: 'an ISO 8601 date or timestamp' },
} as const satisfies Record<string, { check(value: string): boolean; rule: string }>

export type StringFormat = keyof typeof stringFormats
