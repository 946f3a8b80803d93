import { expect, it } from 'vitest'
import { eventsOfKinds, kindsOfEvents, understoodEvents, type HookEvents } from '../../src/provider.ts'

const table: HookEvents = {
  vendor: 'Acme',
  prefix: 'acme.',
  kinds: { push: ['pushed'], branch: ['pushed', 'made'], issue: ['issue'] },
}

it('kinds become events, each once; a name of the vendor stays one', () => {
  expect(eventsOfKinds(table, ['push', 'branch', 'acme.odd'])).toEqual(['pushed', 'made', 'odd'])
  expect([eventsOfKinds(table, undefined), eventsOfKinds(table, [])]).toEqual([['pushed', 'made', 'issue'], []])
  expect(understoodEvents(table)).toEqual(['pushed', 'made', 'issue'])
})

it.each(['star', 'constructor', '__proto__', ''])('a kind without events is refused: %j', (kind) => {
  const rule = 'one of push, branch, issue, or acme.<event>'
  expect(() => eventsOfKinds(table, [kind])).toThrow(
    expect.objectContaining({
      code: 'invalid_argument',
      detail: expect.objectContaining({ argument: 'events', rule }),
    }),
  )
})

it('events become kinds, each once; one without a kind has the name of the vendor before it', () => {
  expect(kindsOfEvents(table, ['pushed', 'made', 'odd'])).toEqual(['push', 'branch', 'acme.odd'])
})
