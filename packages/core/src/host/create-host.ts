import { createBus, type Bus } from '../bus/bus.ts'
import { checkerFor } from '../contract/check-arguments.ts'
import { checkOptions } from '../contract/check-options.ts'
import { outputCheckFor } from '../contract/check-output.ts'
import { operationTable } from '../contract/generated/operations.ts'
import { createEgress } from '../egress/egress.ts'
import { createTransport } from '../egress/transport.ts'
import { memoryDeduper } from '../ingress/dedupe.ts'
import { createRegistry } from '../load/registry.ts'
import { memoryQuota } from '../policy/quota-memory.ts'
import { specOf } from '../provider/define-provider.ts'
import type { ActionHost } from './actions/action.ts'
import { createConnector } from './connect.ts'
import { createDispatch } from './receiving/dispatch.ts'
import { createEventMetrics } from './receiving/event-metrics.ts'
import { createGate } from './gate.ts'
import { createInstruments } from './actions/instrument.ts'
import { once } from './once.ts'
import { perOperation } from './actions/per-operation.ts'
import { createReceiver } from './receiving/receive.ts'
import { createReporter } from './actions/report.ts'
import type { AfterAction, BeforeAction, Host, HostOptions } from './types.ts'
import { webhookHandler } from './receiving/webhook-handler.ts'

const defaultTimeoutMs = 30_000

/**
 * A host over providers and a directory. Set OpenTelemetry's global providers before, if you use them.
 * @throws ScmError `provider_invalid`, `provider_duplicate`, `contract_mismatch`, `config_invalid`
 */
export function createHost(options: HostOptions): Host {
  const { directory, network, quotas, log = () => undefined } = options
  const registry = createRegistry(options.providers)
  const report = createReporter(options.onError)
  const eventMetrics = createEventMetrics()
  const bus = busOf(report, eventMetrics)
  const transport = options.transport ?? createTransport(network === undefined ? {} : { network })
  const egress = createEgress({ transport, quota: memoryQuota(quotas) })
  const now = () => new Date()
  const connector = createConnector({ registry, egress, directory, log, now })
  const open = createGate(options, connector, actionHost(options, bus, report))
  const dispatch = createDispatch(bus, open.scm)
  const receive = createReceiver({
    directory,
    webhooks: new Map(registry.ids.map((id) => [id, specOf(registry.get(id)).webhooks])),
    deduper: memoryDeduper(),
    observe: eventMetrics.observer,
    publish: dispatch.publish,
    now,
  })
  return Object.freeze<Host>({
    ...open,
    on: dispatch.on,
    onAny: dispatch.onAny,
    beforeAction: bus.beforeAction,
    afterAction: bus.afterAction,
    receive,
    handleWebhook: webhookHandler(receive),
    quarantine: () => [...eventMetrics.quarantine],
    idle: dispatch.idle,
    close: once(async () => {
      await dispatch.idle()
      await bus.close()
      await connector.close()
      await egress.close()
    }),
  })
}

function busOf(
  report: ReturnType<typeof createReporter>,
  eventMetrics: ReturnType<typeof createEventMetrics>,
): Bus<BeforeAction, AfterAction> {
  return createBus(
    (outcome) => {
      eventMetrics.listenerEnded(outcome)
      if (outcome.error === null) return
      const { provider, target } = outcome.event
      const { organizationId, connectionId } = target
      report(outcome.error, { provider, organizationId, connectionId, listener: outcome.listener })
    },
    (error) => report(error, { provider: 'host' }),
  )
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
    checkInput: perOperation((id) => checkerFor(operationTable[id])),
    checkOptions,
    checkOutput: perOperation(outputCheckFor),
    report,
  }
}
