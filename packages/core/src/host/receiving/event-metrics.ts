import { metrics } from '@opentelemetry/api'
import type { ListenerOutcome } from '../../bus/bus.ts'
import type { ReceiveObserver, Quarantined } from './receive.ts'

const mostQuarantined = 1000

/** Counters and histograms of events, named as `docs/events.md` lists them, and the deliveries kept aside. */
export function createEventMetrics() {
  const meter = metrics.getMeter('@scm-host/core')
  const produced = meter.createCounter('scm.event_stream.produced')
  const ignored = meter.createCounter('scm.event_stream.ignored')
  const failed = meter.createCounter('scm.event_stream.failed')
  const succeededListener = meter.createCounter('scm.listener.success')
  const failedListener = meter.createCounter('scm.listener.failed')
  const queueTime = meter.createHistogram('scm.listener.queue_time', { unit: 'ms' })
  const taskTime = meter.createHistogram('scm.listener.task_time', { unit: 'ms' })
  const realTime = meter.createHistogram('scm.listener.real_time', { unit: 'ms' })
  const quarantine: Quarantined[] = []
  const observer: ReceiveObserver = {
    produced: (provider, kind) => produced.add(1, { provider, kind }),
    ignored: (provider) => ignored.add(1, { provider }),
    failed: (provider, reason) => failed.add(1, { provider, reason }),
    quarantined(entry) {
      quarantine.push(entry)
      if (quarantine.length > mostQuarantined) quarantine.shift()
    },
  }
  return {
    observer,
    quarantine: quarantine as readonly Quarantined[],
    listenerEnded({ listener, event, reason, startedAt, endedAt }: ListenerOutcome): void {
      if (reason !== null) return failedListener.add(1, { listener, reason })
      const received = performance.now() - (Date.now() - Date.parse(event.receivedAt))
      succeededListener.add(1, { listener })
      queueTime.record(Math.max(0, startedAt - received), { listener })
      taskTime.record(endedAt - startedAt, { listener })
      realTime.record(Math.max(0, endedAt - received), { listener })
    },
  }
}
