import { Type } from 'typebox'
import { Id, Label, nullable, Num, oneOf, OneLine, Text, Timestamp, UserName } from '../formats.ts'
import { Issue } from '../objects/index.ts'
import { list, read, write } from '../operation.ts'
import { conversation } from '../conversation.ts'

const IssueRef = Type.Object({ issue: Num })

export const issues = {
  get: read({ summary: 'One issue; a pull request of that number is `not_found`.', input: IssueRef, output: Issue }),
  list: list({
    summary: 'Issues, without pull requests; open ones unless `state` says otherwise.',
    input: Type.Object({
      state: Type.Optional(oneOf(['open', 'closed', 'all'])),
      labels: Type.Optional(Type.Array(Label, { description: 'All of them.' })),
      assignee: Type.Optional(UserName),
      since: Type.Optional(Timestamp),
      sort: Type.Optional(oneOf(['created', 'updated'])),
      direction: Type.Optional(oneOf(['asc', 'desc'])),
    }),
    output: Issue,
  }),
  search: list({
    summary: 'Issues of this repository that match words.',
    input: Type.Object({ query: OneLine }),
    output: Issue,
  }),
  create: write({
    summary: 'Open an issue.',
    idempotency: 'marker',
    input: Type.Object({
      title: OneLine,
      body: Type.Optional(Text),
      assignees: Type.Optional(Type.Array(UserName)),
      labels: Type.Optional(Type.Array(Label)),
      milestone: Type.Optional(Id),
    }),
    output: Issue,
  }),
  update: write({
    summary: 'Change fields of an issue; what is left out stays, lists are replaced, a null milestone is taken off.',
    idempotency: 'idempotent',
    input: Type.Object({
      issue: Num,
      title: Type.Optional(OneLine),
      body: Type.Optional(Text),
      state: Type.Optional(oneOf(['open', 'closed'])),
      assignees: Type.Optional(Type.Array(UserName)),
      labels: Type.Optional(Type.Array(Label)),
      milestone: Type.Optional(nullable(Id)),
    }),
    output: Issue,
  }),
  lock: write({
    summary: 'Lock the conversation of an issue.',
    idempotency: 'idempotent',
    input: Type.Object({
      issue: Num,
      reason: Type.Optional(oneOf(['off_topic', 'too_heated', 'resolved', 'spam'])),
    }),
    output: Type.Null(),
  }),
  unlock: write({
    summary: 'Unlock the conversation of an issue.',
    idempotency: 'idempotent',
    input: IssueRef,
    output: Type.Null(),
  }),
  ...conversation({ issue: Num }, 'an issue'),
}
