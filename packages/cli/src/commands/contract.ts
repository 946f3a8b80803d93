import { argumentLines, type Schema } from '../arguments.ts'
import { flag, jsonOption, UsageError, type Command } from '../command.ts'
import { printJson } from '../plain.ts'

/** `scm-host contract`: the table of operations as data. */
export const contract: Command = {
  name: 'contract',
  summary: 'Print the contract: every operation, its input and its output.',
  usage: 'scm-host contract [area | area.operation] [--json]',
  options: { json: jsonOption },
  words: 1,
  notes: [
    'With --json, input and output of each operation are JSON schemas; a paged operation answers a list of its output.',
  ],
  examples: ['scm-host contract', 'scm-host contract issues', 'scm-host contract issues.create --json'],
  async run(args, io) {
    const { contract: table, entities, CONTRACT } = await import('@scm-host/core/contract')
    const [only] = args.positionals
    const operations = Object.entries(table)
      .flatMap(([area, rows]) => Object.entries(rows).map(([name, row]) => ({ id: `${area}.${name}`, area, ...row })))
      .filter(({ id, area }) => only === undefined || id === only || area === only)
    const [first] = operations
    if (first === undefined) throw new UsageError(unknownOperation(table, only ?? ''))
    if (flag(args, 'json')) {
      printJson(io, { contract: CONTRACT, operations, ...(only === undefined ? { objects: entities } : {}) })
      return 0
    }
    if (first.id === only) {
      const { id, effect, scope, paged, summary } = first
      io.out(`${id}: ${summary}\n\n${effect}, scope ${scope}${paged ? ', paged' : ''}\n`)
      for (const line of argumentLines(first.input as Schema)) io.out(`  ${line}\n`)
      return 0
    }
    const width = Math.max(...operations.map(({ id }) => id.length))
    io.out(`Contract ${CONTRACT}, ${operations.length} operations\n\n`)
    for (const { id, effect, summary } of operations) io.out(`${id.padEnd(width)}  ${effect.padEnd(5)}  ${summary}\n`)
    return 0
  },
}

/** What to say of an operation that is not in the contract: what there is nearby. */
export function unknownOperation(table: Readonly<Record<string, object>>, id: string): string {
  const area = id.split('.', 1)[0] ?? ''
  if (!Object.hasOwn(table, area)) {
    return `The contract has no area "${area}". Areas: ${Object.keys(table).join(', ')}.`
  }
  return `The contract has no operation "${id}". ${area} has: ${Object.keys(table[area] ?? {}).join(', ')}.`
}
