import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBus, type ListenerOutcome } from '../../src/bus/bus.ts'
import { ScmError } from '../../src/errors/scm-error.ts'
import type { AnyEvent } from '../../src/events/envelope.ts'

const event = (kind: string) => ({ kind }) as unknown as AnyEvent
const options = (name: string, deadlineMs = 1000) => ({ name, deadlineMs })

function bed() {
  const outcomes: ListenerOutcome[] = []
  const errors: ScmError[] = []
  const bus = createBus<string, string>(
    (outcome) => void outcomes.push(outcome),
    (error) => void errors.push(error),
  )
  return { bus, outcomes, errors, told: () => outcomes.map(({ listener, reason }) => [listener, reason]) }
}

describe('listeners', () => {
  it('run for their kinds, those of any kind for all', async () => {
    const { bus } = bed()
    const seen: string[] = []
    bus.on(['issue', 'push', 'issue'], options('two'), ({ kind }) => void seen.push(`two ${kind}`))
    bus.onAny(options('any'), ({ kind }) => void seen.push(`any ${kind}`))
    for (const kind of ['issue', 'push', 'star', '__proto__']) await bus.publish(event(kind))
    expect(seen.toSorted()).toEqual(['any __proto__', 'any issue', 'any push', 'any star', 'two issue', 'two push'])
  })
  it('T67: one that throws, rejects or fails oddly changes nothing for the others', async () => {
    const { bus, told, outcomes } = bed()
    bus.on(['issue'], options('throws'), () => {
      throw new Error('sync')
    })
    bus.on(['issue'], options('rejects'), async () => {
      await Promise.resolve()
      throw null as unknown as Error
    })
    bus.on(['issue'], options('works'), async () => Promise.resolve())
    await bus.publish(event('issue'))
    expect(told().toSorted(([a], [b]) => String(a).localeCompare(String(b)))).toEqual([
      ['rejects', 'threw'],
      ['throws', 'threw'],
      ['works', null],
    ])
    const thrown = outcomes.find(({ listener }) => listener === 'throws')?.error
    expect(thrown).toMatchObject({ code: 'internal', message: 'Listener "throws" failed.', cause: new Error('sync') })
  })
  it('keep the very error an action gave them', async () => {
    const { bus, outcomes } = bed()
    const given = new ScmError('not_found', 'No such issue.', {})
    bus.onAny(options('l'), () => Promise.reject(given))
    await bus.publish(event('issue'))
    expect(outcomes[0]?.error).toBe(given)
  })
  it('run side by side', async () => {
    const { bus } = bed()
    const steps: string[] = []
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    bus.onAny(options('waits'), async () => {
      steps.push('waits')
      await gate
      steps.push('waited')
    })
    bus.onAny(options('opens'), () => {
      steps.push('opens')
      release()
    })
    await bus.publish(event('issue'))
    expect(steps).toEqual(['waits', 'opens', 'waited'])
  })
  it('T66: have names of their own', () => {
    const { bus } = bed()
    bus.on(['issue'], options('handle'), () => undefined)
    const duplicate = expect.objectContaining({
      code: 'config_invalid',
      message: expect.stringContaining('handle') as string,
    }) as Error
    expect(() => bus.on(['push'], options('handle'), () => undefined)).toThrow(duplicate)
    expect(() => bus.onAny(options('handle'), () => undefined)).toThrow(duplicate)
    expect(() => bus.onAny(options(''), () => undefined)).toThrow(
      expect.objectContaining({ code: 'config_invalid' }) as Error,
    )
  })
  it.each([0, -1, 1.5, Number.NaN, 2 ** 31])('have a deadline a clock can hold: not %d ms', (deadlineMs) => {
    expect(() => bed().bus.onAny(options('l', deadlineMs), () => undefined)).toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        detail: expect.objectContaining({ path: 'listeners.l.deadlineMs' }) as unknown,
      }) as Error,
    )
  })
  it('are gone once removed, and the name is free', async () => {
    const { bus, told } = bed()
    const stop = bus.on(['issue', 'push'], options('l'), () => undefined)
    stop()
    const again = bus.on(['issue'], options('l'), () => undefined)
    stop()
    expect(() => bus.onAny(options('l'), () => undefined)).toThrow(ScmError)
    await bus.publish(event('issue'))
    await bus.publish(event('push'))
    expect(told()).toEqual([['l', null]])
    again()
    await bus.publish(event('issue'))
    expect(told()).toHaveLength(1)
  })
  it('never make publish reject, not even when the outcome cannot be told', async () => {
    const bus = createBus(
      () => {
        throw new Error('no metrics')
      },
      () => undefined,
    )
    bus.onAny(options('l'), () => undefined)
    await expect(bus.publish(event('issue'))).resolves.toBeUndefined()
  })
})

describe('a deadline', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
  afterEach(() => void vi.useRealTimers())

  it('aborts the signal, ends the listener as timed out and ignores what it still does', async () => {
    const { bus, outcomes, told } = bed()
    const reasons: unknown[] = []
    let fail = (_error: Error) => {}
    bus.onAny(options('hangs', 50), (_event, { signal }) => {
      signal.addEventListener('abort', () => reasons.push(signal.reason))
      return new Promise((_resolve, reject) => {
        fail = reject
      })
    })
    bus.onAny(options('works', 50), async () => Promise.resolve())
    const published = bus.publish(event('issue'))
    await vi.advanceTimersByTimeAsync(49)
    expect(told()).toEqual([['works', null]])
    await vi.advanceTimersByTimeAsync(1)
    await published
    expect(told()).toEqual([
      ['works', null],
      ['hangs', 'timeout'],
    ])
    expect(outcomes[1]?.error).toMatchObject({ code: 'timeout', detail: { timeoutMs: 50 } })
    expect(reasons).toEqual([outcomes[1]?.error])
    fail(new Error('too late'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(outcomes).toHaveLength(2)
  })
  it('is aborted for a listener that asks for its signal afterwards', async () => {
    const { bus } = bed()
    let late: { readonly signal: AbortSignal } | null = null
    bus.onAny(options('hangs', 50), (_event, run) => {
      late = run
      return new Promise(() => undefined)
    })
    const published = bus.publish(event('issue'))
    await vi.advanceTimersByTimeAsync(50)
    await published
    expect(late).toMatchObject({ signal: { aborted: true } })
  })
  it('leaves no clock behind', async () => {
    const { bus } = bed()
    bus.onAny(options('now'), () => undefined)
    bus.onAny(options('soon'), async () => Promise.resolve())
    await bus.publish(event('issue'))
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('taps of actions', () => {
  it('cost nothing while nobody taps', () => {
    const { bus } = bed()
    expect([bus.callBefore, bus.callAfter]).toEqual([null, null])
    const stop = [bus.beforeAction('b', () => undefined), bus.afterAction('a', () => undefined)]
    expect([bus.callBefore, bus.callAfter]).not.toContain(null)
    for (const one of [...stop, ...stop]) one()
    expect([bus.callBefore, bus.callAfter]).toEqual([null, null])
    bus.beforeAction('c', () => undefined)
    expect(bus.callBefore).not.toBeNull()
  })
  it('run one after the other before an action; a throw refuses, names the tap and ends the series', async () => {
    const { bus } = bed()
    const steps: string[] = []
    bus.beforeAction('first', async (action) => {
      await Promise.resolve()
      steps.push(`first ${action}`)
    })
    bus.beforeAction('second', () => {
      throw new Error('no')
    })
    bus.beforeAction('third', (action) => void steps.push(`third ${action}`))
    await expect(bus.callBefore?.('x')).rejects.toMatchObject({
      code: 'internal',
      message: 'The tap "second" before the action failed.',
      cause: new Error('no'),
    })
    expect(steps).toEqual(['first x'])
  })
  it('refuse with a code of their own, which names the tap too', async () => {
    const { bus } = bed()
    const refusal = new ScmError('rate_limited', 'Used up.', { retryAfterMs: 5, by: 'host' })
    bus.beforeAction('quota', () => Promise.reject(refusal))
    await expect(bus.callBefore?.('x')).rejects.toMatchObject({
      code: 'rate_limited',
      message: 'The tap "quota" before the action refused: Used up.',
      detail: { retryAfterMs: 5, by: 'host' },
      retryable: true,
      cause: refusal,
    })
  })
  it('after an action are all run; their errors are told and fail nothing', async () => {
    const { bus, errors } = bed()
    const steps: string[] = []
    bus.afterAction('broken', () => {
      throw new Error('no')
    })
    bus.afterAction('works', (action) => void steps.push(action))
    await bus.callAfter?.('x')
    expect(steps).toEqual(['x'])
    expect(errors.map(({ message }) => message)).toEqual(['The tap "broken" after the action failed.'])
  })
  it('at close likewise', async () => {
    const { bus, errors } = bed()
    const steps: string[] = []
    bus.onClose('broken', () => Promise.reject(new Error('no')))
    bus.onClose('works', () => void steps.push('closed'))
    await bus.close()
    expect(steps).toEqual(['closed'])
    expect(errors.map(({ message }) => message)).toEqual(['The tap "broken" at close failed.'])
  })
})
