import { Type } from 'typebox'
import { UserName } from '../formats.ts'
import { Email, User } from '../objects/index.ts'
import { list, read } from '../operation.ts'

export const users = {
  getCurrent: read({
    summary: 'The account the connection acts as.',
    scope: 'connection',
    input: Type.Object({}),
    output: User,
  }),
  get: read({
    summary: 'One account.',
    scope: 'connection',
    input: Type.Object({ user: UserName }),
    output: User,
  }),
  listEmails: list({
    summary: 'Mail addresses of the account the connection acts as.',
    scope: 'connection',
    input: Type.Object({}),
    output: Email,
  }),
}
