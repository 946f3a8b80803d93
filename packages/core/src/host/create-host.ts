import { createBus, type Bus } from '../bus/bus.ts'
import { checkerFor } from '../contract/check-arguments.ts'
import { checkOptions } from '../contract/check-options.ts'
import { outputCheckFor } from '../contract/check-output.ts'
import { operationTable } from '../contract/generated/operations.ts'
import type { OperationId } from '../contract/guards.ts'
import type { ConnectionHandle, SourceCodeManager } from '../contract/source-code-manager.ts'
import { createEgress } from '../egress/egress.ts'
import { createTransport } from '../egress/transport.ts'
import { ScmError } from '../errors/scm-error.ts'
import type { AnyEvent, EventKind, ScmEvent } from '../events/envelope.ts'
import { memoryDeduper } from '../ingress/dedupe.ts'
import { createRegistry } from '../load/registry.ts'
import { visible } from '../policy/access.ts'
import { memoryQuota } from '../policy/quota-memory.ts'
import { knownReferrer } from '../policy/referrer.ts'
import { specOf } from '../provider/define-provider.ts'
import type { ActionHost, ActionOwner } from './action.ts'
import { createConnector, type Connection } from './connect.ts'
import type { ConnectionRecord, RepositoryRecord } from './directory.ts'
import { createEventMetrics } from './event-metrics.ts'
import { createHandle } from './handle.ts'
import { createInstruments } from './instrument.ts'
import { listenerContext } from './listener-context.ts'
import { once } from './once.ts'
import { createReceiver } from './receive.ts'
import { createReporter } from './report.ts'
import type { AfterAction, BeforeAction, Host, HostOptions, Listener } from './types.ts'
import { webhookHandler } from './webhook-handler.ts'

const defaultTimeoutMs = 30_000
const defaultListenerMs = 10_000
/** So many events wait until the vendors have their answers; past that, answers wait for listeners. */
const mostWaiting = 16

/**
 * A host over providers and a directory. Set OpenTelemetry's global providers before, if you use them.
 * @throws ScmError `provider_invalid`, `provider_duplicate`, `contract_mismatch`, `config_invalid`
 */
export function createHost(options: HostOptions): Host {
  const registry = createRegistry(options.providers)
  const report = createReporter(options.onError)
  const eventMetrics = createEventMetrics()
  const bus: Bus<BeforeAction, AfterAction> = createBus(
    (outcome) => {
      eventMetrics.listenerEnded(outcome)
      if (outcome.error !== null)
        report(outcome.error, { provider: outcome.event.provider, listener: outcome.listener })
    },
    (error) => report(error, { provider: 'host' }),
  )
  const transport =
    options.transport ?? createTransport(options.network === undefined ? {} : { network: options.network })
  const egress = createEgress({ transport, quota: memoryQuota(options.quotas) })
  const { directory } = options
  const now = () => new Date()
  const connector = createConnector({ registry, egress, directory, log: options.log ?? (() => undefined), now })
  const actions = actionHost(options, bus, report)
  const reserved = new Set(Object.keys(options.quotas?.reserve ?? {}))
  const running = new Set<Promise<void>>()

  const allowed = async (organizationId: string, record: ConnectionRecord): Promise<Connection> => {
    const isAllowed = (await options.allowProvider?.({ organizationId, provider: record.provider })) ?? true
    if (isAllowed) return connector.get(record)
    const message = `Provider ${record.provider} is not enabled for this organization.`
    throw new ScmError('feature_disabled', message, { provider: record.provider })
  }
  const usable = async (
    what: 'repository' | 'connection',
    organization: string,
    id: string,
  ): Promise<ConnectionRecord> =>
    visible(what, organization, await directory.connection(organization, id), ({ state }) => state === 'active')

  const scm: Host['scm'] = async ({ organization, repository: at, referrer }) => {
    const found = await directory.repository(organization, at)
    const repository = visible('repository', organization, found, ({ status }) => status === 'active')
    const connection = await allowed(organization, await usable('repository', organization, repository.connectionId))
    return repositoryHandle(connection, repository, knownReferrer(referrer, reserved), actions)
  }
  const publish = (event: AnyEvent): void => {
    const turn = running.size < mostWaiting ? nextTurn() : Promise.resolve()
    const done = turn.then(() => bus.publish(event)).finally(() => running.delete(done))
    running.add(done)
  }
  const receive = createReceiver({
    directory,
    webhooks: new Map(registry.ids.map((id) => [id, specOf(registry.get(id)).webhooks])),
    deduper: memoryDeduper(),
    observe: eventMetrics.observer,
    publish,
    now,
  })
  const idle = async (): Promise<void> => {
    while (running.size > 0) await Promise.all(running)
  }

  return Object.freeze<Host>({
    scm,
    async connection({ organization, connection: id, referrer }) {
      const connection = await allowed(organization, await usable('connection', organization, id))
      return connectionHandle(connection, knownReferrer(referrer, reserved), actions)
    },
    on<const K extends EventKind>(
      kind: K | readonly K[],
      name: string,
      listener: Listener<K>,
      on: { deadlineMs?: number } = {},
    ) {
      const kinds: readonly string[] = typeof kind === 'string' ? [kind] : kind
      return bus.on(kinds, { name, deadlineMs: on.deadlineMs ?? defaultListenerMs }, (event, run) =>
        listener(event as ScmEvent<K>, listenerContext(scm, event, name, run)),
      )
    },
    onAny: (name, listener) =>
      bus.onAny({ name, deadlineMs: defaultListenerMs }, (event, run) =>
        listener(event, listenerContext(scm, event, name, run)),
      ),
    beforeAction: bus.beforeAction,
    afterAction: bus.afterAction,
    receive,
    handleWebhook: webhookHandler(receive),
    quarantine: () => [...eventMetrics.quarantine],
    idle,
    close: once(async () => {
      await idle()
      await bus.close()
      await connector.close()
      await egress.close()
    }),
  })
}

function actionHost(
  options: HostOptions,
  bus: Bus<BeforeAction, AfterAction>,
  report: ReturnType<typeof createReporter>,
): ActionHost {
  return {
    instruments: createInstruments(),
    timeoutMs: options.timeoutMs ?? defaultTimeoutMs,
    bus: {
      get beforeAction() {
        return bus.callBefore
      },
      get afterAction() {
        return bus.callAfter
      },
    },
    checkInput: remember((id) => checkerFor(operationTable[id])),
    checkOptions,
    checkOutput: remember(outputCheckFor),
    report,
  }
}

const strictly = remember((id) => checkerFor(operationTable[id], { strict: true }))

/** Listeners start after the vendor has its answer. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** One value an operation, made when it is first needed. */
function remember<T>(make: (id: OperationId) => T): (id: OperationId) => T {
  const known = new Map<OperationId, T>()
  return (id) => {
    let value = known.get(id)
    if (value === undefined) {
      value = make(id)
      known.set(id, value)
    }
    return value
  }
}

function repositoryHandle(
  connection: Connection,
  record: RepositoryRecord,
  referrer: string,
  host: ActionHost,
): SourceCodeManager {
  const bound = connection.bind(record)
  const owner: ActionOwner = { ...ownerOf(connection, referrer), repositoryId: record.id, repository: bound.repository }
  const { id, fullName, externalId } = record
  return createHandle<SourceCodeManager>(
    { scope: 'repository', methods: bound.methods, owner, host, checkStrictly: strictly },
    { repositoryRecord: Object.freeze({ id, fullName, externalId }) },
  )
}

function connectionHandle(connection: Connection, referrer: string, host: ActionHost): ConnectionHandle {
  return createHandle<ConnectionHandle>(
    {
      scope: 'connection',
      methods: connection.connected.connection,
      owner: ownerOf(connection, referrer),
      host,
      checkStrictly: strictly,
    },
    { connectionId: connection.record.id },
  )
}

function ownerOf({ record, spec }: Connection, referrer: string): ActionOwner {
  return {
    provider: spec.id,
    secretFields: spec.secretFields ?? [],
    organizationId: record.organizationId,
    connectionId: record.id,
    repositoryId: null,
    repository: null,
    referrer,
  }
}
