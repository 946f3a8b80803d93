import { describe, expect, it } from 'vitest'
import { contract as data, entities } from '../../src/contract.ts'
import { contract } from '../../src/contract/contract.ts'
import { operationTable } from '../../src/contract/generated/operations.ts'
import type { Operation } from '../../src/contract/operation.ts'
import type { OperationRow } from '../../src/contract/operation-row.ts'
import { capabilityRows } from './capability-rows.ts'

const operations = Object.entries(contract).flatMap(([area, rows]) =>
  Object.entries(rows as Record<string, Operation>).map(([name, operation]) => ({
    id: `${area}.${name}`,
    area,
    name,
    operation,
  })),
)
const ids = operations.map(({ id }) => id)

describe('the contract', () => {
  it('has the 138 operations of 20 areas, no more and no fewer', () => {
    expect(ids.toSorted()).toEqual(capabilityRows.map(({ id }) => id).toSorted())
    expect(ids).toHaveLength(138)
    expect(Object.keys(contract)).toHaveLength(20)
  })

  it.each([
    ['github', 138],
    ['gitlab', 133],
    ['bitbucket', 88],
  ] as const)('lets %s have %i of them', (provider, count) => {
    expect(capabilityRows.filter((row) => row[provider] !== '-')).toHaveLength(count)
  })

  it('shows on a connection what exists without a repository', () => {
    const scoped = operations.filter(({ operation }) => operation.scope === 'connection').map(({ id }) => id)
    const either = operations.filter(({ operation }) => operation.scope === 'either').map(({ id }) => id)
    expect(either).toEqual(['installation.get', 'installation.getRateLimit'])
    expect(scoped.filter((id) => !/^(users|organizations)\./.test(id))).toEqual([
      'installation.listRepositories',
      'installation.searchRepositories',
    ])
    expect(scoped).toHaveLength(9)
  })

  it('calls a read safe and never a write', () => {
    for (const { id, operation } of operations) {
      expect(operation.idempotency === 'safe', id).toBe(operation.effect === 'read')
      if (operation.paged) expect(operation.effect, id).toBe('read')
    }
  })

  it('names reads and writes by their verb', () => {
    const reads = /^(get|list|search|exists|compare|download|file$|commit$|pullRequest$|issue$|parse$)/
    for (const { id, name, operation } of operations) expect(reads.test(name), id).toBe(operation.effect === 'read')
    for (const { id, name, operation } of operations) {
      if (/^search|^list(?!Languages)/.test(name)) expect(operation.paged, id).toBe(true)
      else expect(operation.paged, id).toBe(false)
    }
  })

  it('says what each operation does in one sentence or two', () => {
    for (const { id, operation } of operations) expect(operation.summary, id).toMatch(/^[A-Z].{6,140}\.$/)
  })

  it('gives every string argument a format', () => {
    const bare = Object.entries(operationTable as Record<string, OperationRow>).filter(([, row]) =>
      JSON.stringify(row.input).includes('"kind":"string"}'),
    )
    expect(bare).toEqual([])
  })

  it('is the same table at run time and as data', () => {
    expect(Object.keys(operationTable)).toEqual(ids)
    expect(data).toBe(contract)
    for (const { id, area, name, operation } of operations) {
      const row = (operationTable as Record<string, OperationRow>)[id]
      const { effect, idempotency, scope, paged } = operation
      expect(row).toMatchObject({ area, name, effect, idempotency, scope, paged })
    }
  })

  it('has a field null and never absent in what comes out', () => {
    for (const [name, schema] of Object.entries(entities)) {
      const { properties = {}, required = [] } = schema as { properties?: object; required?: string[] }
      expect(required.toSorted(), name).toEqual(Object.keys(properties).toSorted())
    }
  })
})
