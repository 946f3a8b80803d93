import type { Static } from 'typebox'
import { describe, expectTypeOf, it } from 'vitest'
import type { AnyEvent, EventKinds, ParsedEvent, ScmEvent } from '../../src/events/envelope.ts'
import type { eventKinds } from '../../src/events/kinds.ts'
import type { Same } from '../contract/same.ts'

type Table = typeof eventKinds
/** Kinds whose generated interface differs from its schema; never when all agree. */
type WrongSubject = {
  [K in keyof Table]: Same<EventKinds[K]['subject'], Static<Table[K]['subject']>> extends true ? never : K
}[keyof Table]
type ActionsOf<R> = R extends { readonly actions: readonly (infer A)[] } ? A : string
type WrongActions = {
  [K in keyof Table]: Same<EventKinds[K]['actions'], ActionsOf<Table[K]>> extends true ? never : K
}[keyof Table]

describe('generated interfaces', () => {
  it('are those of the schemas', () => {
    expectTypeOf<keyof EventKinds>().toEqualTypeOf<keyof Table>()
    expectTypeOf<WrongSubject>().toBeNever()
    expectTypeOf<WrongActions>().toBeNever()
  })
})

describe('events', () => {
  it('narrow by kind', () => {
    const handle = (event: ScmEvent<'issue' | 'push'>) => {
      if (event.kind === 'push') expectTypeOf(event.subject.after).toEqualTypeOf<string | null>()
      else expectTypeOf(event.subject.title).toEqualTypeOf<string>()
      // @ts-expect-error a push has no title
      return event.subject.title
    }
    expectTypeOf(handle).toBeFunction()
  })
  it('are any event, whatever the kind', () => {
    expectTypeOf<ScmEvent<'star'>>().toExtend<AnyEvent>()
    expectTypeOf<ScmEvent>().toExtend<AnyEvent>()
  })
  it('have no subject where they are the vendor’s own', () => {
    const base = { provider: 'acme', occurredAt: null, sender: null, repository: null } as const
    const own: ParsedEvent = { ...base, kind: 'acme.deploy', action: 'deploy', subject: null }
    // @ts-expect-error a neutral kind needs its subject
    const empty: ParsedEvent = { ...base, kind: 'issue', action: 'opened', subject: null }
    // @ts-expect-error not a kind
    const unknown: ParsedEvent = { ...base, kind: 'isue', action: 'opened', subject: null }
    // @ts-expect-error not one of its actions
    const merged: ParsedEvent['action'] & ScmEvent<'pull_request'>['action'] = 'merged'
    expectTypeOf([own, empty, unknown, merged]).not.toBeAny()
  })
  it('cannot be stamped by a parser', () => {
    expectTypeOf<keyof ParsedEvent & ('id' | 'origin' | 'target')>().toBeNever()
  })
})
