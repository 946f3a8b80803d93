import { addAbortSignal } from 'node:stream'
import { parseDelivery, ScmError } from '@scm-host/core'
import { flag, jsonOption, required, UsageError, type Args, type Command, type Io } from '../command.ts'
import { installedProvider } from '../load-provider.ts'
import { plain, printJson } from '../plain.ts'

const largestBody = 25 * 1024 * 1024

/** `scm-host parse`: what a provider makes of a webhook body. No signature is asked for: nothing is published. */
export const parse: Command = {
  name: 'parse',
  summary: 'Print the neutral events a webhook body stands for.',
  usage: "scm-host parse --provider <id> --header 'Name: value' [--json] < body.json",
  options: {
    provider: { type: 'string', value: '<id>', summary: 'installed provider that reads the body' },
    header: {
      type: 'string',
      multiple: true,
      value: "'Name: value'",
      summary: 'header of the delivery; repeat for more',
    },
    json: jsonOption,
  },
  words: 0,
  notes: [
    'Signatures are not checked, and nothing is published. The body is read from standard input, at most 25 MiB.',
  ],
  examples: ["scm-host parse --provider github --header 'X-GitHub-Event: pull_request' --json < pull_request.json"],
  async run(args, io) {
    const id = required(args, 'provider', 'the id of an installed provider, such as github')
    const headers = headersOf(args)
    const provider = await installedProvider(io, id)
    const events = parseDelivery(provider, { headers, body: await readAll(io) })
    for (const event of events) {
      if (flag(args, 'json')) printJson(io, event)
      else io.out(`${plain(`${event.kind} ${event.action} ${event.repository?.fullName ?? ''}`).trimEnd()}\n`)
    }
    return 0
  },
}

function headersOf({ values }: Args): readonly (readonly [string, string])[] {
  const lines = Array.isArray(values['header']) ? values['header'].map(String) : []
  return lines.map((line) => {
    const colon = line.indexOf(':')
    if (colon < 1) throw new UsageError(`--header must look like 'Name: value', not '${line}'.`)
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const
  })
}

async function readAll(io: Io): Promise<Uint8Array> {
  if (io.stdin.isTTY === true) io.err('Reading the body from the terminal; Ctrl-D ends it.\n')
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of addAbortSignal(io.signal, io.stdin)) {
    const bytes = Buffer.from(chunk as Uint8Array)
    size += bytes.length
    if (size > largestBody) {
      const message = 'The body is larger than 25 MiB, the most that is taken from a vendor.'
      throw new ScmError('payload_too_large', message, { limitBytes: largestBody })
    }
    chunks.push(bytes)
  }
  if (size === 0) throw new UsageError('There is no body on standard input. Give it one: … < body.json')
  return Buffer.concat(chunks)
}
