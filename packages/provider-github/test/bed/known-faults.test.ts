import { expect, it } from 'vitest'
import { checkAnswer } from './check-answer.ts'
import { documentedExample } from './github-document.ts'
import { isKnownFault, knownFaults } from './known-faults.ts'

it.each(knownFaults)("the document's own example of $seen has the known fault", ({ seen: [route, status] }) => {
  const found = checkAnswer(route, { status, body: documentedExample(route, status) })
  expect(found).not.toEqual([])
  expect(found.filter((violation) => !isKnownFault(route, violation))).toEqual([])
})
