import { Type } from 'typebox'
import { Id, OneLine, Url } from '../formats.ts'
import { Hook } from '../objects/index.ts'
import { list, read, write } from '../operation.ts'

const Events = Type.Array(OneLine, {
  minItems: 1,
  description: 'Neutral event kinds, or `<provider>.<event>`. All the provider understands when absent.',
})
const Secret = Type.String({ format: 'secret', description: '24 to 128 visible ASCII characters, random.' })

export const hooks = {
  list: list({ summary: 'Webhooks of the repository.', input: Type.Object({}), output: Hook }),
  get: read({ summary: 'One webhook.', input: Type.Object({ hook: Id }), output: Hook }),
  create: write({
    summary: 'Register a webhook. The secret goes in and never comes out.',
    idempotency: 'marker',
    input: Type.Object({
      url: Url,
      secret: Secret,
      events: Type.Optional(Events),
      active: Type.Optional(Type.Boolean()),
    }),
    output: Hook,
  }),
  update: write({
    summary: 'Change a webhook; what is left out stays.',
    idempotency: 'idempotent',
    input: Type.Object({
      hook: Id,
      url: Type.Optional(Url),
      secret: Type.Optional(Secret),
      events: Type.Optional(Events),
      active: Type.Optional(Type.Boolean()),
    }),
    output: Hook,
  }),
  delete: write({
    summary: 'Remove a webhook.',
    idempotency: 'idempotent',
    input: Type.Object({ hook: Id }),
    output: Type.Null(),
  }),
}
