import { describe, expect, it } from 'vitest'
import { CONTRACT } from '../../src/contract/version.ts'
import { ScmError } from '../../src/errors/scm-error.ts'
import { checkContract } from '../../src/load/check-contract.ts'

function outcome(range: unknown, contract: string): string {
  try {
    checkContract(range, { package: 'p' }, contract)
    return 'accepted'
  } catch (error) {
    if (ScmError.is(error, 'contract_mismatch')) return `upgrade ${error.detail.upgrade}`
    if (ScmError.is(error, 'provider_invalid')) return error.detail.member
    throw error
  }
}

describe('checkContract', () => {
  it.each(['^1.2.0', '1.x', '~1.3', '^1 || ^2', '>=1.0.0 <2'])('accepts %j for 1.3.0', (range) => {
    expect(outcome(range, '1.3.0')).toBe('accepted')
  })

  it.each(['*', '>=1', '', '   ', 'latest', 'workspace:^', 'x', '>=1 <2 || >=3', null, 1, undefined, '^1.0.0\n$(x)'])(
    'refuses %j',
    (range) => {
      expect(outcome(range, '1.3.0')).toBe('contract')
    },
  )

  it('says which side is behind', () => {
    expect(outcome('^1.3.0', '1.1.0')).toBe('upgrade host')
    expect(outcome('^1.1.0', '1.3.0')).toBe('accepted')
    expect(outcome('^2.0.0', '1.3.0')).toBe('upgrade host')
    expect(outcome('^1.0.0', '2.0.0')).toBe('upgrade provider')
    expect(outcome('^0.9.0 || ^2.0.0', '1.0.0')).toBe('upgrade provider')
  })

  it('takes a pre-release for its number', () => {
    expect(outcome('^1.0.0', '1.1.0-beta.1')).toBe('accepted')
    expect(outcome('^1.0.0', '2.0.0-beta.1')).toBe('upgrade provider')
  })

  it('judges against this host’s contract by default', () => {
    expect(() => checkContract(`^${CONTRACT}`, { package: 'p' })).not.toThrow()
  })
})
