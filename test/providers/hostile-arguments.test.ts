import { ScmError, type OperationId } from '@scm-host/core/provider'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operationTable } from '../../packages/core/src/contract/generated/operations.ts'
import { specOf } from '../../packages/core/src/provider/define-provider.ts'
import { placesOf, right, urlTricks, valueOf } from '../../packages/core/test/contract/argument-places.ts'
import { hostFor, recorder, vendors, type Called, type Recorder, type Seen, type Vendor } from './bed.ts'

/** Whether a request belongs to the repository, or is one of the few that an operation may make beside it. */
function isInside({ prefixes, provider, root }: Vendor, id: OperationId, { url }: Seen): boolean {
  const path = url.split('?')[0] ?? ''
  if (/[\\#\s]/.test(url) || hasDots(path)) return false
  if (prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`))) return true
  const templates = specOf(provider).extraPaths?.[id] ?? []
  return templates.some((template) => fits(path, `${root}${template}`))
}

/** A server that decodes before it looks sees the same path. */
function hasDots(path: string): boolean {
  return decodeURIComponent(path)
    .split('/')
    .some((segment) => segment === '.' || segment === '..')
}

function fits(path: string, template: string): boolean {
  const [segments, wanted] = [path.split('/'), template.split('/')]
  const same = (want: string, index: number) =>
    want.startsWith('{') ? segments[index] !== '' : want === segments[index]
  return segments.length === wanted.length && wanted.every(same)
}

describe.each(vendors)('hostile arguments at $name', (vendor) => {
  let server: Recorder
  let called: Called
  beforeAll(async () => {
    server = await recorder()
    called = await hostFor(vendor, server.url)
  })
  afterAll(async () => {
    await called.host.close()
    await server.close()
  })

  it('T25, T41: the 14 strings in every string argument of every operation: no request outside the repository', async () => {
    const outside: string[] = []
    let calls = 0
    for (const id of called.operations) {
      for (const { argument, input } of placesOf(operationTable[id].input)) {
        for (const trick of urlTricks) {
          calls += 1
          const before = server.seen.length
          const error = await called.call(id, input(trick))
          const strayed = server.seen.slice(before).filter((request) => !isInside(vendor, id, request))
          outside.push(...strayed.map(({ url }) => `${id} ${argument} ${JSON.stringify(trick)}: ${url}`))
          // `internal` is the path guard: nothing was sent, but the provider had made a wrong URL.
          if (ScmError.is(error, 'internal')) {
            outside.push(`${id} ${argument} ${JSON.stringify(trick)}: ${error.message}`)
          }
        }
      }
    }
    expect(outside).toEqual([])
    expect(calls).toBeGreaterThan(14 * called.operations.length)
    expect(server.seen.length).toBeGreaterThan(100)
  }, 120_000)

  it.each<[OperationId, string, string]>([
    ['pullRequests.get', 'pullRequest', '1/../../2'],
    ['files.get', 'path', '../../../user'],
    ['files.get', 'path', 'a\r\nb'],
    ['files.get', 'ref', 'x?token=1'],
    ['branches.get', 'branch', '..'],
    ['branches.get', 'branch', 'a\0b'],
    ['commits.get', 'sha', '..%2f'],
    ['pullRequests.getComment', 'comment', '1/../2'],
  ])('T42: %s refuses %s %j before any request', async (id, argument, value) => {
    const before = server.seen.length
    const error = await called.call(id, { ...(valueOf(operationTable[id].input) as object), [argument]: value })
    expect(error).toMatchObject({ code: 'invalid_argument', detail: { argument } })
    expect(server.seen.length).toBe(before)
  })

  it('T43: a condition with a line break is refused, and no header is added', async () => {
    const before = server.seen.length
    const error = await called.call('repository.get', {}, { ifNoneMatch: 'x\r\nX-Evil: y' })
    expect(error).toMatchObject({ code: 'invalid_argument' })
    expect(server.seen.length).toBe(before)
  })

  it('T43: a repository in other letters is asked for, encoded', async () => {
    const named = { ...vendor, repository: { ...vendor.repository, fullName: 'группа/проект' } }
    const other = await hostFor(named, server.url)
    const before = server.seen.length
    expect(await other.call('branches.get', { branch: right.ref })).toMatchObject({ code: 'not_found' })
    await other.host.close()
    const [first] = server.seen.slice(before)
    const isByName = decodeURIComponent(first?.url ?? '').includes('группа/проект')
    expect(isByName || first?.url.includes(vendor.repository.externalId)).toBe(true)
    expect(first?.url).toMatch(/^[\x21-\x7e]+$/)
  })
})
