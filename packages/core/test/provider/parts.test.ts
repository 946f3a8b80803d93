import { expect, it } from 'vitest'
import { given, lazily, type ConnectionMethods } from '../../src/provider.ts'

it('what was not given is left out; null, false and nothing at all were given', () => {
  const sent = given({ title: 'x', body: undefined, milestone: null, draft: false, text: '' })
  expect(Object.entries(sent)).toEqual([
    ['title', 'x'],
    ['milestone', null],
    ['draft', false],
    ['text', ''],
  ])
})

it('areas are built when first read, once; one without a builder is absent', () => {
  const built: string[] = []
  const areas = lazily<ConnectionMethods>({
    users: () => {
      built.push('users')
      return { getCurrent: () => Promise.reject(new Error('unused')) }
    },
    organizations: () => {
      built.push('organizations')
      return {}
    },
  })
  expect([Object.keys(areas), 'installation' in areas, built]).toEqual([['users', 'organizations'], false, []])
  const { users } = areas
  expect([areas.users === users, typeof users?.getCurrent, built]).toEqual([true, 'function', ['users']])
})
