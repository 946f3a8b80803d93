import { MergeRequests } from '@gitbeaker/rest'
import { ScmError } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { mapDiff, type VendorDiff } from '../map/diff.ts'
import { findLine, lineNumbers, rangeEnd, type DiffLine } from './line.ts'

type Side = 'base' | 'head'

/** A place as the contract has it: a file, a line or a range of lines. */
export interface Place {
  readonly path: string
  readonly line?: number
  readonly side?: Side | undefined
  readonly startLine?: number | undefined
  readonly startSide?: Side | undefined
}

/** A place as GitLab has it. */
export type Position = Readonly<Record<string, unknown>>

interface Version {
  readonly base_commit_sha: string
  readonly start_commit_sha: string
  readonly head_commit_sha: string
  readonly diffs: readonly VendorDiff[]
}

/**
 * The places of inline comments on the version of a merge request whose head is `sha`. GitLab wants all three commits the
 * version compares, both names of the file, and of an unchanged line the numbers on both sides: only the version's diff
 * tells them.
 * @see https://docs.gitlab.com/api/discussions/#create-a-new-thread-in-the-merge-request-diff
 * @throws ScmError `validation_failed` for a commit or file the merge request does not have
 */
export async function positionsOf(
  client: Bound,
  iid: number,
  sha: string,
  places: readonly Place[],
): Promise<readonly Position[]> {
  const version = await findVersion(client, iid, sha)
  return places.map((place) => positionOf(version, place))
}

/** Versions come newest first; each has been the head once. */
async function findVersion(client: Bound, iid: number, sha: string): Promise<Version> {
  const { project } = client
  let cursor: string | null = null
  do {
    const asked: { cursor: string | null; perPage: number } = { cursor, perPage: 100 }
    const page = await client.page(MergeRequests, asked, (all, at) => all.allDiffVersions(project, iid, at as object))
    const found = page.items.find((version) => version.head_commit_sha.startsWith(sha))
    if (found !== undefined) return client.of(MergeRequests).showDiffVersion(project, iid, found.id)
    cursor = page.nextCursor
  } while (cursor !== null)
  throw invalid('sha', `${sha} was never the head of merge request ${iid}`)
}

function positionOf(version: Version, { path, line, side = 'head', startLine, startSide = side }: Place): Position {
  const file = version.diffs.find((one) => one.new_path === path) ?? version.diffs.find((one) => one.old_path === path)
  if (file === undefined) throw invalid('path', `${path} is not among the changed files`)
  const base = {
    base_sha: version.base_commit_sha,
    start_sha: version.start_commit_sha,
    head_sha: version.head_commit_sha,
    old_path: file.old_path,
    new_path: file.new_path,
  }
  if (line === undefined) return { ...base, position_type: 'file' }
  const end = lineOf(file, side, line)
  const position = { ...base, position_type: 'text', ...lineNumbers(end) }
  if (startLine === undefined || (startLine === line && startSide === side)) return position
  const start = lineOf(file, startSide, startLine)
  return { ...position, line_range: { start: rangeEnd(file.new_path, start), end: rangeEnd(file.new_path, end) } }
}

/** A new file has no lines but those that were added, a deleted one none but those that went. */
function lineOf(file: VendorDiff, side: Side, line: number): DiffLine {
  const found = findLine(mapDiff(file).patch ?? '', side, line)
  if (found.kind !== 'unchanged' || !(file.new_file || file.deleted_file)) return found
  throw invalid('line', `${file.new_path} has no line ${line} on the side ${side}`)
}

function invalid(field: string, reason: string): ScmError<'validation_failed'> {
  const fields = [`${field}: ${reason}`]
  return new ScmError('validation_failed', `No comment can stand there: ${reason}.`, { provider: 'gitlab', fields })
}
