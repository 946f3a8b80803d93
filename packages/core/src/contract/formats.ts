import { Type, type TSchema, type TUnion, type TNull } from 'typebox'

/** Names of the string formats an argument can have; `check-format.ts` holds the checkers. */
export type { StringFormat } from './check-format.ts'

const text = (format: string, description: string) => Type.String({ format, description })

/** A value the vendor may lack: null, never absent. */
export function nullable<const T extends TSchema>(schema: T): TUnion<[T, TNull]> {
  return Type.Union([schema, Type.Null()])
}

/** One of a few words. */
export function oneOf<const V extends readonly string[]>(values: V, description?: string) {
  return Type.Enum<[...V]>([...values] as unknown as [...V], description === undefined ? {} : { description })
}

export const Timestamp = Type.String({ format: 'date', description: 'ISO 8601, UTC' })
export const Url = Type.String({ format: 'url' })
export const Sha = text('sha', 'Commit or object id, lower-case hexadecimal')
export const Ref = text('ref', 'Branch, tag or commit id')
export const BranchName = text('ref', 'Branch name, without refs/heads/')
export const TagName = text('ref', 'Tag name, without refs/tags/')
export const Path = text('path', 'Path inside the repository, without a leading slash')
export const Folder = text('folder', 'Path inside the repository; empty for its root')
export const Num = text('number', 'The number people see, as a decimal string')
export const Id = text('id', 'The vendor’s own id, opaque')
export const Line = Type.Integer({ minimum: 1, description: 'Line number, from 1' })
export const Label = text('label', 'Name of a label')
export const UserName = text('user', 'Login or id of a user, as the vendor has it')
export const Namespace = text('namespace', 'Organization, group or workspace')
export const Text = text('text', 'Text of one or many lines')
export const OneLine = text('line', 'Text of one line')
export const Side = oneOf(['base', 'head'], 'base: the file before the change; head: after it')

export const reactions = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'] as const
export const ReactionName = oneOf(reactions)
export const checkStatuses = ['pending', 'running', 'completed'] as const
export const CheckStatus = oneOf(checkStatuses)
export const conclusions = [
  'success',
  'failure',
  'cancelled',
  'skipped',
  'timed_out',
  'neutral',
  'action_required',
  'unknown',
] as const
export const Conclusion = oneOf(conclusions)
export const statusStates = ['pending', 'running', 'success', 'failure', 'error', 'cancelled'] as const
export const StatusState = oneOf(statusStates)
