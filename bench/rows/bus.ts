import { createHost, inMemoryDirectory } from '@scm-host/core'
import { defineProvider, type RepositoryRef } from '@scm-host/core/provider'
import { createBus } from '../../packages/core/src/bus/bus.ts'
import { createInstruments } from '../../packages/core/src/host/actions/instrument.ts'
import { compare, costAboveAtMost, told, type Work } from '../pairs.ts'
import type { Bench, Effort, Row } from '../row.ts'

const count = 50_000
const nothing = () => undefined
const answer = { data: { url: 'https://example.com/octo/hello/issues/1', isVerified: false } }
const issueLink = async () => answer

/** What an action costs beside its provider's function, with no taps and no exporter. */
export const bus: Bench = async (effort) => [
  await busAndInstruments(effort),
  await wholeAction(effort),
  await handles(effort),
]

/** Span, counter and both hooks around the function, as an action has them around it. */
function busAndInstruments(effort: Effort): Promise<Row> {
  const instruments = createInstruments()
  const hooks = createBus<object, object>(nothing, nothing)
  const attributes = { provider: 'plain', referrer: 'bench', operation: 'links.issue' }
  const around = async () => {
    const span = instruments.start('scm links.issue', attributes)
    if (hooks.callBefore !== null) await hooks.callBefore({})
    const result = await instruments.within(span, issueLink)
    instruments.succeed(span, attributes)
    if (hooks.callAfter !== null) await hooks.callAfter({})
    return result
  }
  return compare(
    { name: 'bus', count, ours: repeat(around), theirs: repeat(issueLink), judge: costAboveAtMost(2) },
    effort,
  )
}

/** The whole action: checks of input and output, deadline and call as well. */
async function wholeAction(effort: Effort): Promise<Row> {
  const host = plainHost()
  const scm = await host.scm(place)
  if (!scm.can('links.issue')) throw new Error('The provider has links.')
  const ours = repeat(() => scm.links.issue({ issue: '1' }))
  const row = await compare({ name: 'action', count: count / 5, ours, theirs: repeat(issueLink), judge: told }, effort)
  await host.close()
  return row
}

/** `host.scm()`, which is asked for once a request. */
async function handles(effort: Effort): Promise<Row> {
  const host = plainHost()
  const ours = repeat(() => host.scm(place))
  const row = await compare({ name: 'handle', count: count / 5, ours, theirs: repeat(issueLink), judge: told }, effort)
  await host.close()
  return row
}

function repeat(work: () => Promise<unknown>): Work {
  return async (amount) => {
    for (let index = 0; index < amount; index++) await work()
  }
}

const place = { organization: 'organization', repository: 'repository', referrer: 'bench' }

/** A host with a provider that computes one link and asks nobody. */
function plainHost() {
  const provider = defineProvider({
    id: 'plain',
    title: 'Plain',
    icon: new URL('../../packages/provider-github/src/icon.svg', import.meta.url),
    contract: '^1.0.0',
    settings: { type: 'object' },
    baseUrls: () => ['https://example.com'],
    repositoryPaths: ({ fullName }: RepositoryRef) => [`/${fullName}`],
    auth: [{ kind: 'none', title: 'Nothing', header: { name: 'authorization', scheme: 'bearer' } }],
    connect: () => ({ repository: () => ({ links: { issue: issueLink } }), connection: {} }),
  })
  const owner = { organizationId: 'organization', connectionId: 'connection' } as const
  const repository = { externalId: '1', fullName: 'octo/hello', defaultBranch: 'main', status: 'active' } as const
  const auth = { kind: 'none', secret: {} } as const
  const connection = {
    id: 'connection',
    organizationId: 'organization',
    provider: 'plain',
    settings: {},
    auth,
  } as const
  return createHost({
    providers: [provider],
    directory: inMemoryDirectory({
      connections: [{ ...connection, state: 'active' }],
      repositories: [{ id: 'repository', ...owner, ...repository }],
    }),
  })
}
