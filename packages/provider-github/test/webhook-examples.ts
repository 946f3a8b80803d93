import { createRequire } from 'node:module'
import type { Delivery, ParsedEvent } from '@scm-host/core/provider'
import { Format } from 'typebox/format'
import { stringFormats } from '../../core/src/contract/check-format.ts'
import { eventFaults } from '../../core/src/events/check-event.ts'

export type Body = Readonly<Record<string, unknown>>
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

const isBody = (value: unknown): value is Body => typeof value === 'object' && value !== null

/** An object in a payload. */
export function part(body: Body, key: string): Body {
  const found = body[key]
  if (isBody(found)) return found
  throw new Error(`The example has no object ${key}.`)
}

export function delivery(event: string, body: unknown): Delivery {
  return { event, id: '72d3162e-cc78-11e3-81ab-4c9367dc0958', headers: new Map(), body }
}

for (const [name, { check }] of Object.entries(stringFormats)) Format.Set(name, check)

/** What an event breaks of its kind's schema, the contract's string formats included. */
export function faultsOf(event: ParsedEvent): readonly string[] {
  return eventFaults(event)
}
