import { Type } from 'typebox'
import { Id, oneOf, OneLine, Text, Timestamp } from '../formats.ts'
import { Milestone } from '../objects/index.ts'
import { list, read, write } from '../operation.ts'

const fields = {
  description: Type.Optional(Text),
  state: Type.Optional(oneOf(['open', 'closed'])),
  dueAt: Type.Optional(Timestamp),
}

export const milestones = {
  list: list({
    summary: 'Milestones; open ones unless `state` says otherwise.',
    input: Type.Object({ state: Type.Optional(oneOf(['open', 'closed', 'all'])) }),
    output: Milestone,
  }),
  get: read({ summary: 'One milestone.', input: Type.Object({ milestone: Id }), output: Milestone }),
  create: write({
    summary: 'Add a milestone.',
    idempotency: 'marker',
    input: Type.Object({ title: OneLine, ...fields }),
    output: Milestone,
  }),
  update: write({
    summary: 'Change a milestone.',
    idempotency: 'idempotent',
    input: Type.Object({ milestone: Id, title: Type.Optional(OneLine), ...fields }),
    output: Milestone,
  }),
  delete: write({
    summary: 'Delete a milestone; its issues stay.',
    idempotency: 'idempotent',
    input: Type.Object({ milestone: Id }),
    output: Type.Null(),
  }),
}
