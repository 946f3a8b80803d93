import { Type } from 'typebox'
import { Label as LabelName, OneLine } from '../formats.ts'
import { Label } from '../objects/index.ts'
import { list, write } from '../operation.ts'

const look = {
  color: Type.Optional(Type.String({ format: 'color', description: 'Six hexadecimal digits, without #.' })),
  description: Type.Optional(OneLine),
}

export const labels = {
  list: list({ summary: 'Labels of the repository.', input: Type.Object({}), output: Label }),
  create: write({
    summary: 'Add a label; `conflict` when the name exists.',
    idempotency: 'marker',
    input: Type.Object({ label: LabelName, ...look }),
    output: Label,
  }),
  update: write({
    summary: 'Change a label.',
    idempotency: 'idempotent',
    input: Type.Object({ label: LabelName, name: Type.Optional(LabelName), ...look }),
    output: Label,
  }),
  delete: write({
    summary: 'Delete a label.',
    idempotency: 'idempotent',
    input: Type.Object({ label: LabelName }),
    output: Type.Null(),
  }),
}
