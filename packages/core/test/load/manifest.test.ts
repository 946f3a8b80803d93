import { describe, expect, it } from 'vitest'
import { ScmError } from '../../src/errors/scm-error.ts'
import { isProviderName, readManifest } from '../../src/load/manifest.ts'

const good = {
  id: 'acme',
  contract: '^1.0.0',
  operations: ['issues.get'],
  events: ['pull_request'],
  icon: './dist/icon.svg',
}

function memberOf(scmProvider: unknown): string | null {
  try {
    readManifest({ scmProvider }, { package: 'scm-provider-acme', version: '1.0.0' })
    return null
  } catch (error) {
    if (!ScmError.is(error, 'provider_invalid')) throw error
    return error.detail.member
  }
}

describe('readManifest', () => {
  it('reads a good one', () => {
    expect(readManifest({ name: 'x', scmProvider: good }, { package: 'x' })).toEqual(good)
    expect(memberOf({ ...good, operations: [], events: [] })).toBeNull()
  })

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'scmProvider'],
    ['null', null, 'scmProvider'],
    ['a list', [], 'scmProvider'],
    ['a further field', { ...good, main: 'x' }, 'scmProvider.main'],
    ['no id', { ...good, id: undefined }, 'scmProvider.id'],
    ['an id in capitals', { ...good, id: 'Acme' }, 'scmProvider.id'],
    ['an id with a path', { ...good, id: 'a/../b' }, 'scmProvider.id'],
    ['a number for a range', { ...good, contract: 1 }, 'scmProvider.contract'],
    ['a word for operations', { ...good, operations: 'all' }, 'scmProvider.operations'],
    ['an operation without area', { ...good, operations: ['get'] }, 'scmProvider.operations'],
    ['an operation twice', { ...good, operations: ['a.b', 'a.b'] }, 'scmProvider.operations'],
    ['no events', { ...good, events: undefined }, 'scmProvider.events'],
    ['an absolute icon', { ...good, icon: '/etc/passwd' }, 'scmProvider.icon'],
    ['an icon above', { ...good, icon: '../icon.svg' }, 'scmProvider.icon'],
    ['an icon further above', { ...good, icon: './dist/../../icon.svg' }, 'scmProvider.icon'],
    ['an icon elsewhere', { ...good, icon: 'https://x/icon.svg' }, 'scmProvider.icon'],
  ])('refuses %s', (_what, manifest, member) => expect(memberOf(manifest)).toBe(member))

  it('reads own fields only', () => {
    expect(() => readManifest(Object.create({ scmProvider: good }), { package: 'x' })).toThrow('scmProvider')
  })
})

describe('isProviderName', () => {
  it.each(['scm-provider-acme', '@acme/scm-provider-two', 'scm-provider-a.b_c'])('accepts %s', (name) =>
    expect(isProviderName(name)).toBe(true),
  )
  it.each([
    'scm-provider-',
    'my-scm-provider-x',
    '@a/my-scm-provider-x',
    '../scm-provider-x',
    'scm-provider-x/y',
    'SCM-provider-x',
  ])('refuses %s', (name) => expect(isProviderName(name)).toBe(false))
})
