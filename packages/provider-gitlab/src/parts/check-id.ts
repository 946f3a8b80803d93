import { createHash } from 'node:crypto'
import { refused } from '../input.ts'

/** What a check's id tells: its commit, and its name or, of a long one, a hash of it. */
export interface CheckKey {
  readonly sha: string
  readonly name: string | null
  readonly hash: string | null
}

/** Ids are at most 512 characters long. */
const longest = 400

const hashOf = (name: string) => createHash('sha256').update(name).digest('base64url')

/** GitLab has no call for one status by its id, and makes a new one when it changes: commit and name find the newest. */
export function checkId(sha: string, name: string): string {
  const encoded = Buffer.from(name, 'utf8').toString('base64url')
  return encoded.length <= longest ? `${sha}:${encoded}` : `${sha}~${hashOf(name)}`
}

/** @throws ScmError `invalid_argument` for what is no id of a check */
export function checkKey(id: string): CheckKey {
  const found = /^([0-9a-f]{7,64})([:~])([A-Za-z0-9_-]+)$/.exec(id)
  const [, sha, kind, rest] = found ?? []
  if (sha === undefined || rest === undefined) throw refused('check', 'an id that this provider gave out')
  if (kind === '~') return { sha, name: null, hash: rest }
  return { sha, name: Buffer.from(rest, 'base64url').toString('utf8'), hash: null }
}

/** Whether a status is the check of a key. */
export function isCheck(key: CheckKey, name: string): boolean {
  return key.hash === null ? key.name === name : key.hash === hashOf(name)
}
