import { text } from './query.ts'

interface Filter {
  readonly state?: 'open' | 'closed' | 'merged' | 'all'
  readonly head?: string
  readonly base?: string
  readonly author?: string
  readonly sort?: 'created' | 'updated'
  readonly direction?: 'asc' | 'desc'
}

const states = {
  open: ['OPEN'],
  closed: ['DECLINED', 'SUPERSEDED'],
  merged: ['MERGED'],
  all: ['OPEN', 'MERGED', 'DECLINED', 'SUPERSEDED'],
} as const

/**
 * The query of a list. Fields beside the state go into Bitbucket's own filter language, quoted, so that nothing leaves its
 * place. @see https://developer.atlassian.com/cloud/bitbucket/rest/intro/#filtering
 */
export function pullRequestFilter(filter: Filter): Readonly<Record<string, string>> {
  const { state = 'open', head, base, author, sort = 'created', direction = 'desc' } = filter
  const conditions = [
    `(${states[state].map((one) => `state = ${text(one)}`).join(' OR ')})`,
    head === undefined ? null : `source.branch.name = ${text(head)}`,
    base === undefined ? null : `destination.branch.name = ${text(base)}`,
    author === undefined ? null : `author.${author.startsWith('{') ? 'uuid' : 'account_id'} = ${text(author)}`,
  ]
  return {
    q: conditions.filter((condition) => condition !== null).join(' AND '),
    sort: `${direction === 'desc' ? '-' : ''}${sort}_on`,
  }
}
