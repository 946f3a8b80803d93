import { violations } from './check-schema.ts'
import { operationOf } from './github-document.ts'

/** An answer of the bed. A string body is sent as it is, anything else as JSON, undefined as an empty body. */
export interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Not written beside every operation, although each may answer so. */
const everywhere = new Set([304, 400, 401, 403, 404, 409, 410, 422, 429, 500, 502, 503, 504])

/**
 * Where an answer breaks the document. Not checked: text (other media types, broken JSON on purpose) and refusals the
 * document does not describe.
 */
export function checkAnswer(route: string, answer: Answer): readonly string[] {
  const status = answer.status ?? 200
  const documented = operationOf(route).responses[String(status)]
  if (documented === undefined) return everywhere.has(status) ? [] : [`answer ${status}: not documented`]
  if (typeof answer.body === 'string') return []
  const schema = documented.content?.['application/json']?.schema
  if (schema === undefined) return answer.body === undefined ? [] : [`answer ${status}: has no body`]
  return violations(schema, answer.body).map((violation) => `answer ${status}: ${violation}`)
}
