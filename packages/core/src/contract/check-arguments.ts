import { ScmError } from '../errors/scm-error.ts'
import { stringFormats } from './check-format.ts'
import type { ArrayRule, ObjectRule, OneOfRule, OperationRow, Rule } from './operation-row.ts'

/** What is wrong, and where: `argument` is a path such as `comments[0].path`. */
interface Fault {
  readonly argument: string
  readonly rule: string
}
/** Null when the value is right. A path is built on the way out only, so that a right value costs no allocation. */
type Check = (value: unknown) => Fault | null
export type ArgumentCheck = (input: unknown) => void

const cache = { loose: new WeakMap<OperationRow, ArgumentCheck>(), strict: new WeakMap<OperationRow, ArgumentCheck>() }

/**
 * The check of an operation's input, compiled once per operation into closures. It is linear in the input, reads own
 * properties only, and never repeats a value in its message. `undefined` counts as absent. Unknown fields are ignored,
 * or refused with `strict`, which `Handle.call` and the transports use.
 * @throws ScmError the returned function throws `invalid_argument`
 */
export function checkerFor(row: OperationRow, options: { readonly strict?: boolean } = {}): ArgumentCheck {
  const kept = options.strict ? cache.strict : cache.loose
  const known = kept.get(row)
  if (known) return known
  const made = compile(row, options.strict ?? false)
  kept.set(row, made)
  return made
}

function compile(row: OperationRow, strict: boolean): ArgumentCheck {
  const check = objectCheck(row.input, strict)
  const operation = `${row.area}.${row.name}`
  return (input) => {
    const fault = guarded(check, input === undefined ? {} : input)
    if (fault) throw invalidArgument(fault.argument || 'input', fault.rule, operation)
  }
}

/** The error of an argument that breaks a rule. `argument` names it, `rule` is what it must be. */
export function invalidArgument(argument: string, rule: string, operation?: string): ScmError<'invalid_argument'> {
  const where = operation === undefined ? '' : `${operation}: `
  return new ScmError('invalid_argument', `${where}\`${argument}\` must be ${rule}.`, { argument, rule })
}

/** A getter or proxy that throws is a fault of the input, not of the host. */
function guarded(check: Check, input: unknown): Fault | null {
  try {
    return check(input)
  } catch {
    return { argument: '', rule: 'a plain object whose fields can be read' }
  }
}

function compileRule(rule: Rule, strict: boolean): Check {
  const check = byKind(rule, strict)
  return rule.nullable ? (value) => (value === null ? null : check(value)) : check
}

function byKind(rule: Rule, strict: boolean): Check {
  switch (rule.kind) {
    case 'string': {
      const { check, rule: text } = stringFormats[rule.format]
      return typed((value) => typeof value === 'string' && check(value), text)
    }
    case 'enum': {
      const values: ReadonlySet<unknown> = new Set(rule.values)
      return typed((value) => values.has(value), `one of ${rule.values.join(', ')}`)
    }
    case 'integer': {
      const { minimum } = rule
      return typed((value) => Number.isSafeInteger(value) && (value as number) >= minimum, `an integer from ${minimum}`)
    }
    case 'boolean':
      return typed((value) => typeof value === 'boolean', 'true or false')
    case 'array':
      return arrayCheck(rule, strict)
    case 'object':
      return objectCheck(rule, strict)
    case 'oneOf':
      return oneOfCheck(rule, strict)
  }
}

function typed(accepts: (value: unknown) => boolean, rule: string): Check {
  const fault: Fault = { argument: '', rule }
  return (value) => (accepts(value) ? null : fault)
}

function arrayCheck(rule: ArrayRule, strict: boolean): Check {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = rule
  const check = compileRule(rule.of, strict)
  const bounds: Fault = { argument: '', rule: `a list${boundsText(rule)}` }
  return (value) => {
    if (!Array.isArray(value) || value.length < minItems || value.length > maxItems) return bounds
    for (let index = 0; index < value.length; index++) {
      const fault = check(value[index])
      if (fault) return within(`[${index}]`, fault)
    }
    return null
  }
}

function boundsText({ minItems, maxItems }: ArrayRule): string {
  if (maxItems === undefined) return minItems === undefined ? '' : ` of at least ${minItems}`
  return minItems === undefined ? ` of at most ${maxItems}` : ` of ${minItems} to ${maxItems}`
}

function objectCheck(rule: ObjectRule, strict: boolean): Check {
  const required = new Set(rule.required)
  const fields = Object.entries(rule.fields).map(([name, field]) => ({
    name,
    check: compileRule(field, strict),
    missing: required.has(name) ? { argument: name, rule: 'present' } : null,
  }))
  const names: ReadonlySet<string> = new Set(Object.keys(rule.fields))
  return (value) => {
    if (!isRecord(value)) return { argument: '', rule: 'an object' }
    for (const { name, check, missing } of fields) {
      const field = value[name]
      if (field === undefined) {
        if (missing) return missing
        continue
      }
      // What a prototype lends would reach the provider unseen by this check's caller.
      if (!Object.hasOwn(value, name)) return { argument: name, rule: 'a property of the input itself' }
      const fault = check(field)
      if (fault) return within(name, fault)
    }
    return strict ? unknownField(value, names) : null
  }
}

function unknownField(value: Record<string, unknown>, names: ReadonlySet<string>): Fault | null {
  const unknown = Object.keys(value).find((key) => !names.has(key))
  if (unknown === undefined) return null
  const known =
    names.size === 0 ? 'absent: there are no arguments' : `absent: the arguments are ${[...names].join(', ')}`
  return { argument: /^[\w-]{1,64}$/.test(unknown) ? unknown : '(unknown field)', rule: known }
}

function oneOfCheck(rule: OneOfRule, strict: boolean): Check {
  const cases = new Map(Object.entries(rule.cases).map(([word, one]) => [word, compileRule(one, strict)]))
  const fault: Fault = { argument: rule.by, rule: `one of ${[...cases.keys()].join(', ')}` }
  return (value) => {
    if (!isRecord(value)) return { argument: '', rule: 'an object' }
    const word = Object.hasOwn(value, rule.by) ? value[rule.by] : undefined
    const check = typeof word === 'string' ? cases.get(word) : undefined
    return check ? check(value) : fault
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function within(place: string, fault: Fault): Fault {
  const joint = fault.argument === '' || fault.argument.startsWith('[') ? '' : '.'
  return { argument: `${place}${joint}${fault.argument}`, rule: fault.rule }
}
