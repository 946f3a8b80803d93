import { Type } from 'typebox'
import { OneLine } from '../formats.ts'
import { Installation, RateLimit, Repository } from '../objects/index.ts'
import { list, read } from '../operation.ts'

export const installation = {
  get: read({
    summary: 'What the connection may do at the vendor.',
    scope: 'either',
    input: Type.Object({}),
    output: Installation,
  }),
  listRepositories: list({
    summary: 'Repositories the connection can reach, archived ones included.',
    scope: 'connection',
    input: Type.Object({ query: Type.Optional(OneLine) }),
    output: Repository,
  }),
  searchRepositories: list({
    summary: 'Repositories the connection can reach whose name matches.',
    scope: 'connection',
    input: Type.Object({ query: OneLine }),
    output: Repository,
  }),
  getRateLimit: read({
    summary: 'What is left of each limit of the vendor.',
    scope: 'either',
    input: Type.Object({}),
    output: Type.Array(RateLimit),
  }),
}
