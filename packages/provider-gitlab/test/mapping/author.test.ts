import { describe, expect, it } from 'vitest'
import { mapAuthor, mapAuthors, mapUser } from '../../src/map/author.ts'
import { utc, utcOrNull } from '../../src/map/date.ts'

describe('a user', () => {
  it.each([
    ['project_4_bot', true],
    ['project_4_bot_0b31b4ee3b5a1bd0bc2c8dba29b54e3a', true],
    ['group_12_bot1', true],
    ['support-bot', true],
    ['gitlab-security-bot', true],
    ['GitLabDuo', true],
    ['service_account_group_9_abc', true],
    ['robot', false],
    ['zoe', false],
    ['my_project_4_bot', false],
  ])('called %s is a bot: %s', (username, isBot) => {
    expect(mapAuthor({ id: 1, username })?.isBot).toBe(isBot)
  })

  it('is what GitLab says it is, where it does', () => {
    expect(mapAuthor({ id: 1, username: 'project_4_bot', bot: false })?.isBot).toBe(false)
    expect(mapAuthor({ id: 1, username: 'zoe', bot: true })?.isBot).toBe(true)
  })

  it('is null for a deleted account', () => {
    expect(mapAuthor({ id: 9, username: 'ghost', name: 'Ghost User' })).toBeNull()
    expect(mapAuthor(null)).toBeNull()
    expect(mapAuthors([{ id: 1, username: 'zoe' }, null])).toHaveLength(1)
    expect(mapAuthors(undefined)).toEqual([])
  })

  it('has the address it shows', () => {
    expect(mapUser({ id: 1, username: 'zoe', email: '', public_email: 'z@x.example' }).email).toBe('z@x.example')
    expect(mapUser({ id: 1, username: 'zoe', public_email: '' }).email).toBeNull()
  })
})

it('tells dates in UTC', () => {
  expect(utcOrNull('2012-09-20T11:50:22+03:00')).toBe('2012-09-20T08:50:22.000Z')
  expect(utcOrNull('2026-01-02 03:04:05 UTC')).toBe('2026-01-02T03:04:05.000Z')
  expect([utcOrNull(null), utcOrNull(''), utcOrNull('soon')]).toEqual([null, null, null])
  expect(utc(null)).toBe('1970-01-01T00:00:00.000Z')
})
