import { flag, jsonOption, printJson, type Command } from '../command.ts'

/** `scm-host contract`: the table of operations as data. */
export const contract: Command = {
  name: 'contract',
  summary: 'Print the contract: every operation, its input and its output.',
  usage: 'scm-host contract [area | area.operation] [--json]',
  options: { json: jsonOption },
  examples: ['scm-host contract', 'scm-host contract issues', 'scm-host contract issues.create --json'],
  async run(args, io) {
    const { contract: table, entities, CONTRACT } = await import('@scm-host/core/contract')
    const [only] = args.positionals
    const operations = Object.entries(table)
      .flatMap(([area, rows]) => Object.entries(rows).map(([name, row]) => ({ id: `${area}.${name}`, area, ...row })))
      .filter(({ id, area }) => only === undefined || id === only || area === only)
    if (operations.length === 0) {
      io.err(`The contract has no area or operation "${only}". Areas: ${Object.keys(table).join(', ')}\n`)
      return 1
    }
    if (flag(args, 'json')) {
      printJson(io, { contract: CONTRACT, operations, ...(only === undefined ? { objects: entities } : {}) })
      return 0
    }
    const width = Math.max(...operations.map(({ id }) => id.length))
    io.out(`Contract ${CONTRACT}, ${operations.length} operations\n\n`)
    for (const { id, effect, summary } of operations) io.out(`${id.padEnd(width)}  ${effect.padEnd(5)}  ${summary}\n`)
    return 0
  },
}
