import { createRequire } from 'node:module'
import type { Body } from '../../../test/webhooks/parse.ts'

export interface Example {
  readonly event: string
  readonly index: number
  readonly body: Body
}

type Groups = readonly { readonly name: string; readonly examples: readonly Body[] }[]
const load = createRequire(import.meta.url)

function examplesOf(server: string): readonly Example[] {
  const groups: Groups = load(`@octokit/webhooks-examples/${server}/index.json`)
  return groups.flatMap(({ name, examples: bodies }) => bodies.map((body, index) => ({ event: name, index, body })))
}

/** Every payload of `@octokit/webhooks-examples` for github.com. */
export const examples = examplesOf('api.github.com')

/** And those for GitHub Enterprise Server. */
export const enterpriseExamples = ['ghes-31', 'ghes-32', 'ghes-33', 'ghes-34', 'ghes-35'].flatMap((server) =>
  examplesOf(server).map((one) => ({ server, ...one })),
)

/** The first example of an event with that action (null: that has none), skipping some. */
export function example(event: string, action: string | null = null, skip = 0): Body {
  const found = examples.filter((one) => one.event === event && (one.body['action'] ?? null) === action)[skip]
  if (found === undefined) throw new Error(`There is no example ${skip} of ${event} ${action}.`)
  return found.body
}
