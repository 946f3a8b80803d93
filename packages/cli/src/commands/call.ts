import { ScmError, type OperationId, type Page, type Result } from '@scm-host/core'
import { inputOf, type Schema } from '../arguments.ts'
import { flag, jsonOption, required, text, UsageError, type Args, type Command, type Io } from '../command.ts'
import { installedProvider } from '../load-provider.ts'
import { json, printJson } from '../plain.ts'
import { slow } from '../slow.ts'
import { authOf, baseUrlOf, openSession, tokenName, type Session } from './call-target.ts'
import { unknownOperation } from './contract.ts'

/** `scm-host call`: one operation, from the command line, through the whole host. */
export const call: Command = {
  name: 'call',
  summary: 'Call one operation of an installed provider.',
  usage: 'scm-host call <area.operation> [name=value …] --provider <id> [--repo owner/name] [options]',
  options: {
    provider: { type: 'string', value: '<id>', summary: 'installed provider, such as github' },
    repo: { type: 'string', value: '<owner/name>', summary: 'repository; left out for operations of a connection' },
    'base-url': {
      type: 'string',
      value: '<url>',
      summary: "API of a self-hosted instance (default: the vendor's own)",
    },
    'token-env': {
      type: 'string',
      value: '<name>',
      summary: 'variable that holds the token (default <PROVIDER>_TOKEN, without --base-url only)',
    },
    cursor: { type: 'string', value: '<cursor>', summary: 'nextCursor of the page before' },
    'per-page': { type: 'string', value: '<n>', summary: 'items a page, 1 to 100 (default 30)' },
    all: { type: 'boolean', summary: 'follow the pages of a list to the end' },
    json: jsonOption,
  },
  words: Number.MAX_SAFE_INTEGER,
  notes: [
    'Lists are written with commas (labels=bug,ui), other structures as JSON. `scm-host contract <area.operation>` tells\nthe arguments. Without a token the call goes out without one. With --json each page is one line: { data, meta }.',
  ],
  examples: [
    'scm-host call issues.get issue=1 --provider github --repo octocat/hello-world',
    'scm-host call issues.list state=closed --provider github --repo octocat/hello-world --all --json',
    'scm-host call issues.create title=Hello labels=bug,ui --provider github --repo me/mine --token-env MY_TOKEN',
    'scm-host call repository.downloadArchive ref=main format=tarball --provider github --repo octocat/hello-world > source.tar.gz',
  ],
  async run(args, io) {
    const [id, ...words] = args.positionals
    if (id === undefined) throw new UsageError('Say which operation to call, such as issues.list.')
    const operation = await operationOf(id)
    checkOptions(id, operation, args, io)
    const input = inputOf(id, operation.input as Schema, words)
    const options = perPage(args)
    const providerId = required(args, 'provider', 'the id of an installed provider, such as github')
    const baseUrl = baseUrlOf(args)
    const provider = await installedProvider(io, providerId)
    const auth = authOf(args, io, provider)
    const session = openSession(provider, { baseUrl, auth, fullName: text(args, 'repo') })
    try {
      await callPages(session, { id: id as OperationId, input, options, provider: provider.id }, args, io)
      return 0
    } catch (error) {
      if (auth.kind === 'none' && mayNeedToken(error) && !flag(args, 'json')) {
        const hint = text(args, 'base-url') === undefined ? `Set ${tokenName(args, provider.id)}, or name` : 'Name'
        io.err(`No token was sent. ${hint} the variable that holds one: --token-env <name>\n`)
      }
      throw error
    } finally {
      await session.host.close()
    }
  },
}

type Operation = Awaited<ReturnType<typeof operationOf>>

async function operationOf(id: string) {
  const { contract } = await import('@scm-host/core/contract')
  const [area = '', name = ''] = id.split('.')
  const rows = Object.hasOwn(contract, area) ? contract[area] : undefined
  const operation = rows !== undefined && Object.hasOwn(rows, name) ? rows[name] : undefined
  if (operation === undefined || id !== `${area}.${name}`) throw new UsageError(unknownOperation(contract, id))
  return operation
}

function checkOptions(id: string, { scope, paged, output }: Operation, args: Args, io: Io): void {
  const repository = text(args, 'repo')
  if (repository === undefined && scope === 'repository') {
    throw new UsageError(`${id} is about one repository: add --repo owner/name.`)
  }
  if (repository !== undefined && scope === 'connection') {
    throw new UsageError(`${id} is about the whole connection: leave out --repo.`)
  }
  if (repository !== undefined && !/^[^\s/]+(?:\/[^\s/]+)+$/.test(repository)) {
    throw new UsageError('--repo must look like owner/name.')
  }
  const ofPages = ['all', 'cursor', 'per-page'].find((name) => args.values[name] !== undefined)
  if (ofPages !== undefined && !paged) throw new UsageError(`${id} does not answer pages: leave out --${ofPages}.`)
  if (!('x-stream' in output)) return
  if (flag(args, 'json')) throw new UsageError(`${id} answers bytes: leave out --json.`)
  if (io.isTerminal) throw new UsageError(`${id} answers bytes: send them to a file with > file.`)
}

interface Wanted {
  readonly id: OperationId
  readonly input: Readonly<Record<string, unknown>>
  readonly options: { readonly perPage?: number }
  readonly provider: string
}

async function callPages(session: Session, wanted: Wanted, args: Args, io: Io): Promise<void> {
  let cursor = text(args, 'cursor')
  for (let page = 1; ; page++) {
    const waiting = `Waiting for ${wanted.provider}${page === 1 ? '' : `, page ${page}`}`
    const result = await slow(io, waiting, callOnce(session, wanted, cursor, io.signal))
    await print(result, args, io)
    const next = 'nextCursor' in result.meta ? result.meta.nextCursor : null
    if (!flag(args, 'all') || next === null) return
    cursor = next
  }
}

/** Pages are read by `read` operations only, so a page that was refused may be asked for again. */
async function callOnce(
  session: Session,
  { id, input, options }: Wanted,
  cursor: string | undefined,
  signal: AbortSignal,
) {
  const at = { signal, ...(cursor === undefined ? {} : { cursor }), ...options }
  try {
    return await (await session.handle()).call(id, input, at)
  } catch (error) {
    if (!ScmError.is(error, 'pagination_refused') || !(await session.learnId(signal))) throw error
    return (await session.handle()).call(id, input, at)
  }
}

function mayNeedToken(error: unknown): boolean {
  const codes: readonly string[] = ['unauthorized', 'credentials_revoked', 'forbidden', 'not_found', 'rate_limited']
  return ScmError.is(error) && codes.includes(error.code)
}

function perPage(args: Args): { perPage?: number } {
  const value = text(args, 'per-page')
  if (value === undefined) return {}
  if (/^(?:100|[1-9][0-9]?)$/.test(value)) return { perPage: Number(value) }
  throw new UsageError('--per-page must be a number from 1 to 100.')
}

async function print({ data, meta }: Result<unknown> | Page<unknown>, args: Args, io: Io): Promise<void> {
  if (data instanceof ReadableStream) {
    for await (const chunk of data as ReadableStream<Uint8Array>) await io.write(chunk)
  } else if (flag(args, 'json')) printJson(io, { data, meta })
  else io.out(`${json(data, 2)}\n`)
}
