import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, extendSchema, parse, validate, type GraphQLSchema } from 'graphql'
import { schemaFolder } from './github-document.ts'

let schema: GraphQLSchema | undefined

/**
 * What GitHub has and this copy of its schema lacks; an addition the copy already has is an error.
 * https://docs.github.com/en/graphql/reference/objects#pullrequestreviewcomment
 */
const newer = 'extend type PullRequestReviewComment { fullDatabaseId: BigInt }'

/** GitHub's public GraphQL schema. */
export function graphqlSchema(): GraphQLSchema {
  schema ??= extendSchema(
    buildSchema(readFileSync(join(schemaFolder(), 'schema.docs.graphql'), 'utf8'), { assumeValidSDL: true }),
    parse(newer),
  )
  return schema
}

/** Where a GraphQL request breaks GitHub's schema: syntax, fields, arguments, variables it does not send. */
export function checkGraphql(body: unknown): readonly string[] {
  const { query, variables } = (body ?? {}) as { readonly query?: unknown; readonly variables?: object }
  if (typeof query !== 'string') return ['body: no query']
  try {
    const document = parse(query)
    const declared = document.definitions.flatMap((one) =>
      one.kind === 'OperationDefinition' ? (one.variableDefinitions ?? []) : [],
    )
    const required = declared.filter((one) => one.type.kind === 'NonNullType' && one.defaultValue === undefined)
    const missing = required.filter((one) => !(one.variable.name.value in (variables ?? {})))
    return [
      ...validate(graphqlSchema(), document).map((error) => `graphql: ${error.message}`),
      ...missing.map((one) => `graphql: variable ${one.variable.name.value} is not sent`),
    ]
  } catch (error) {
    return [`graphql: ${error instanceof Error ? error.message : String(error)}`]
  }
}
