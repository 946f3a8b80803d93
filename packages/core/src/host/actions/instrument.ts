import { context, metrics, SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api'
import type { ScmError } from '../../errors/scm-error.ts'

const scope = '@scm-host/core'

/** What is counted and traced. Made once a host, after the application has set its OpenTelemetry providers. */
export function createInstruments() {
  const meter = metrics.getMeter(scope)
  const tracer = trace.getTracer(scope)
  const succeeded = meter.createCounter('scm.actions.success', { description: 'Actions that answered' })
  const failed = meter.createCounter('scm.actions.failed', { description: 'Actions that failed, by error code' })
  return {
    /** Opens the span of an action and runs it inside. */
    start(name: string, attributes: Attributes): Span {
      return tracer.startSpan(name, { attributes })
    },
    /** Runs inside the span where somebody records it, so that requests become its children. */
    within<T>(span: Span, run: () => T): T {
      return span.isRecording() ? context.with(trace.setSpan(context.active(), span), run) : run()
    },
    succeed(span: Span, attributes: Attributes): void {
      succeeded.add(1, attributes)
      span.end()
    },
    /** Only the code and our own message reach a span; vendor bodies and causes do not. */
    fail(span: Span, attributes: Attributes, error: ScmError): void {
      failed.add(1, { ...attributes, code: error.code })
      if (span.isRecording()) span.setStatus({ code: SpanStatusCode.ERROR, message: error.code })
      span.end()
    },
  }
}

export type Instruments = ReturnType<typeof createInstruments>
