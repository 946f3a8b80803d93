import { metrics, trace } from '@opentelemetry/api'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { issueBody, signed, startWorld } from './world.ts'

const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
const reader = new PeriodicExportingMetricReader({ exporter: metricExporter, exportIntervalMillis: 3_600_000 })
const spanExporter = new InMemorySpanExporter()
let world: Awaited<ReturnType<typeof startWorld>>

beforeAll(async () => {
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }))
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spanExporter)] }))
  world = await startWorld({ quotas: { reserve: { emerge: 100 }, unit: 'per_mille' } })
})
afterAll(async () => {
  await world.close()
  await reader.shutdown()
  metrics.disable()
  trace.disable()
})

async function points(name: string): Promise<readonly unknown[]> {
  await reader.forceFlush()
  const all =
    metricExporter
      .getMetrics()
      .at(-1)
      ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? []
  const found = all.find(({ descriptor }) => descriptor.name === name)
  return (found?.dataPoints ?? []).map(({ attributes, value }) => ({
    ...attributes,
    value: typeof value === 'number' ? value : value.count,
  }))
}

it('counts actions by provider, referrer, operation and code, and traces each', async () => {
  const scm = await world.host.scm({ organization: 'a', repository: 'one', referrer: 'emerge' })
  await scm.issues.create?.({ title: 'x' })
  await scm.issues.get?.({ issue: '9' }).catch(() => undefined)
  const stranger = await world.host.scm({ organization: 'a', repository: 'one', referrer: 'random-7f3a' })
  await stranger.issues.list?.()
  expect(await points('scm.actions.success')).toEqual([
    { provider: 'fake', referrer: 'emerge', operation: 'issues.create', value: 1 },
    { provider: 'fake', referrer: 'shared', operation: 'issues.list', value: 1 },
  ])
  expect(await points('scm.actions.failed')).toEqual([
    { provider: 'fake', referrer: 'emerge', operation: 'issues.get', code: 'not_found', value: 1 },
  ])
  expect(spanExporter.getFinishedSpans().map(({ name, status }) => [name, status.code])).toEqual([
    ['scm issues.create', 0],
    ['scm issues.get', 2],
    ['scm issues.list', 0],
  ])
})

it('counts events and listeners, the failing ones by reason', async () => {
  const { host } = world
  host.on('issue', 'good', () => undefined)
  host.on('issue', 'bad', () => {
    throw new Error('no')
  })
  host.on('issue', 'slow', () => new Promise(() => undefined), { deadlineMs: 20 })
  await host.receive(signed(issueBody))
  await host.receive(signed(issueBody))
  await host.receive(signed({ repository: 'o/one', x: 1 }, { event: 'strange', delivery: 'd2' }))
  await host.receive(signed(issueBody, { key: 'wrong', delivery: 'd3' }))
  await host.idle()
  expect(await points('scm.event_stream.produced')).toEqual([
    { provider: 'fake', kind: 'issue', value: 1 },
    { provider: 'fake', kind: 'fake.strange', value: 1 },
  ])
  expect(await points('scm.listener.success')).toEqual([{ listener: 'good', value: 1 }])
  expect(await points('scm.listener.failed')).toEqual(
    expect.arrayContaining([
      { listener: 'bad', reason: 'threw', value: 1 },
      { listener: 'slow', reason: 'timeout', value: 1 },
    ]),
  )
  for (const name of ['queue_time', 'task_time', 'real_time']) {
    expect(await points(`scm.listener.${name}`)).toEqual([{ listener: 'good', value: 1 }])
  }
  expect(await points('scm.event_stream.failed')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ reason: 'duplicate', value: 1 }),
      expect.objectContaining({ reason: 'signature', value: 1 }),
    ]),
  )
})
