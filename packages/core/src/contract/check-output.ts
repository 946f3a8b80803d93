import { ScmError } from '../errors/scm-error.ts'
import { entityRules, outputRules } from './generated/outputs.ts'
import type { OperationId } from './guards.ts'
import type { OutputRule } from './output-rule.ts'

/** Answers null, or which field is wrong and what it should have been. */
type Check = (value: unknown, path: string) => string | null

const entityChecks = new Map<string, Check>()

/**
 * The check of an operation's data as a provider answers it: types, nullability and words of every field. A vendor that
 * sends a number for a text is told apart here, once, for all providers.
 */
export function outputCheckFor(id: OperationId): (data: unknown, paged: boolean) => void {
  const check = compile(outputRules[id])
  const checkPage = compile({ kind: 'array', of: outputRules[id] })
  return (data, paged) => {
    const wrong = (paged ? checkPage : check)(data, 'data')
    if (wrong === null) return
    throw new ScmError('bad_response', `The vendor's answer to ${id} does not fit the contract: ${wrong}.`, {
      operation: id,
      reason: wrong,
    })
  }
}

function compile(rule: OutputRule): Check {
  const check = compilePlain(rule)
  return rule.nullable ? (value, path) => (value === null ? null : check(value, path)) : check
}

function compilePlain(rule: OutputRule): Check {
  if (rule.kind === 'entity') return entity(rule.name)
  if (rule.kind === 'array') return array(compile(rule.of))
  if (rule.kind === 'object') return object(rule.fields)
  if (rule.kind === 'enum') {
    const values = new Set<unknown>(rule.values)
    return (value, path) => (values.has(value) ? null : `${path} must be one of ${rule.values.join(', ')}`)
  }
  const is = plain[rule.kind]
  return (value, path) => (is(value) ? null : `${path} must be ${words[rule.kind]}`)
}

type PlainKind = 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'stream' | 'strings'
const plain: Record<PlainKind, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isSafeInteger(value),
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  stream: (value) => value instanceof ReadableStream,
  strings: (value) => isObject(value) && Object.values(value).every((one) => typeof one === 'string'),
}
const words: Record<PlainKind, string> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
  stream: 'a byte stream',
  strings: 'a map of texts',
}

/** Compiled when first met, so that entities may hold each other. */
function entity(name: string): Check {
  return (value, path) => {
    let check = entityChecks.get(name)
    if (check === undefined) {
      const rule = entityRules[name]
      if (rule === undefined) throw new ScmError('internal', `The contract has no object ${name}.`, {})
      check = compile(rule)
      entityChecks.set(name, check)
    }
    return check(value, path)
  }
}

function array(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return `${path} must be a list`
    for (let index = 0; index < value.length; index++) {
      const wrong = check(value[index], path)
      if (wrong !== null) return wrong.replace(path, `${path}[${index}]`)
    }
    return null
  }
}

function object(fields: Readonly<Record<string, OutputRule>>): Check {
  const checks = Object.entries(fields).map(([name, rule]) => [name, compile(rule)] as const)
  return (value, path) => {
    if (!isObject(value)) return `${path} must be an object`
    for (const [name, check] of checks) {
      const wrong = check(value[name], name)
      if (wrong !== null) return `${path}.${wrong}`
    }
    return null
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
