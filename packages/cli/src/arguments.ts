import { contract } from '@scm-host/core/contract'
import { UsageError } from './command.ts'

interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
}

/** The words `name=value` of a command line as the input of an operation. Values are read by the contract's types. */
export function inputOf(id: string, words: readonly string[]): Readonly<Record<string, unknown>> {
  const [area = '', name = ''] = id.split('.')
  const operation = Object.hasOwn(contract, area) ? contract[area]?.[name] : undefined
  const properties = (operation?.input as Schema | undefined)?.properties ?? {}
  return Object.fromEntries(
    words.map((word) => {
      const equals = word.indexOf('=')
      if (equals < 1) throw new UsageError(`An argument must look like name=value, not "${word}".`)
      const [key, value] = [word.slice(0, equals), word.slice(equals + 1)]
      const schema = Object.hasOwn(properties, key) ? properties[key] : undefined
      if (schema === undefined) throw new UsageError(`${id} has no argument "${key}". ${known(properties)}`)
      return [key, valueOf(key, value, schema)]
    }),
  )
}

function known(properties: Readonly<Record<string, Schema>>): string {
  const names = Object.keys(properties)
  return names.length === 0 ? 'It takes none.' : `It takes: ${names.join(', ')}.`
}

function valueOf(key: string, value: string, schema: Schema): unknown {
  const type = schema.type ?? schema.anyOf?.[0]?.type
  if (type === 'boolean') {
    if (value === 'true' || value === 'false') return value === 'true'
    throw new UsageError(`${key} must be true or false.`)
  }
  if (type === 'integer' || type === 'number') {
    const number = Number(value)
    if (value.trim() !== '' && Number.isFinite(number)) return number
    throw new UsageError(`${key} must be a number.`)
  }
  if (type === 'array' && schema.items?.type === 'string' && !value.startsWith('[')) return value === '' ? [] : value.split(',')
  if (type === 'array' || type === 'object') return json(key, value)
  return value
}

function json(key: string, value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    throw new UsageError(`${key} must be JSON.`)
  }
}
