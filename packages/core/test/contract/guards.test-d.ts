import { describe, expectTypeOf, it } from 'vitest'
import type { Author, Comment, Issue } from '../../src/contract/generated/types.ts'
import type { Grants, OperationId } from '../../src/contract/guards.ts'
import { paginate } from '../../src/contract/paginate.ts'
import type { Page, Result } from '../../src/contract/result.ts'
import type { ConnectionHandle, SourceCodeManager } from '../../src/contract/source-code-manager.ts'

declare const scm: SourceCodeManager
declare const connection: ConnectionHandle
declare function titleOf(source: SourceCodeManager & Grants<'issues.get'>): Promise<string>

/* oxlint-disable typescript/no-floating-promises -- types only: nothing here runs */
describe('a guard grants what it checked', () => {
  it('in a chain of if and else', () => async () => {
    if (scm.can('issues.addReaction')) await scm.issues.addReaction({ issue: '1', reaction: 'eyes' })
    else if (scm.can('issues.createComment')) await scm.issues.createComment({ issue: '1', body: 'Seen.' })
    else expectTypeOf(scm).toEqualTypeOf<SourceCodeManager>()
  })

  it('several at once, spread from a constant, across await and in nested guards', () => async () => {
    const Both = ['issues.get', 'issues.list'] as const
    if (!scm.can(...Both)) return
    const result = await scm.issues.get({ issue: '1' })
    expectTypeOf(result).toEqualTypeOf<Result<Issue>>()
    for await (const issue of paginate(scm.issues.list, { state: 'open' })) expectTypeOf(issue).toEqualTypeOf<Issue>()
    await titleOf(scm)
    if (scm.can('issues.create')) await scm.issues.get({ issue: (await scm.issues.create({ title: 't' })).data.issue })
  })

  it('by early return, by &&, by ternary, by a constant, in a closure', () => async (given: SourceCodeManager) => {
    if (!given.can('issues.get')) return
    const later = () => given.issues.get({ issue: '1' })
    expectTypeOf(later).returns.resolves.toEqualTypeOf<Result<Issue>>()
    const page = scm.can('issues.list') && (await scm.issues.list())
    expectTypeOf(page).toEqualTypeOf<false | Page<Issue>>()
    expectTypeOf(
      scm.can('issues.get') ? await scm.issues.get({ issue: '1' }) : null,
    ).toEqualTypeOf<Result<Issue> | null>()
    const yes = scm.can('issues.getComment')
    if (yes) expectTypeOf((await scm.issues.getComment({ issue: '1', comment: '2' })).data).toEqualTypeOf<Comment>()
    switch (true) {
      case scm.can('issues.get'):
        await scm.issues.get({ issue: '1' })
        break
      default:
    }
    for (const one of [scm].filter((each) => each.can('issues.get'))) await one.issues.get({ issue: '1' })
  })

  it('options are the second argument, and lists need no input', () => async () => {
    if (scm.can('issues.list', 'issues.get')) {
      await scm.issues.list({}, { perPage: 5, cursor: 'c' })
      await scm.issues.get({ issue: '1' }, { ifNoneMatch: 'e', signal: AbortSignal.timeout(1) })
    }
    expectTypeOf(await scm.issues.list?.()).toEqualTypeOf<Page<Issue> | undefined>()
    await scm.issues.createComment?.({ issue: '1', body: '' })
  })

  it('on a connection handle, what a connection has', () => async () => {
    if (connection.can('organizations.listMembers')) {
      const { data } = await connection.organizations.listMembers({ organization: 'o' })
      expectTypeOf(data).toEqualTypeOf<readonly Author[]>()
    }
    await connection.installation.get?.()
  })
})

describe('what must not compile', () => {
  it('an unguarded call', () => () => {
    // @ts-expect-error the operation may be absent
    scm.issues.createComment({ issue: '1', body: '' })
    // @ts-expect-error only what was asked is granted
    if (scm.can('issues.get')) scm.issues.list()
    // @ts-expect-error the other branch grants nothing
    void (scm.can('issues.get') ? null : scm.issues.get({ issue: '1' }))
  })

  it('after the join of an if', () => () => {
    if (scm.can('issues.get')) titleOf(scm)
    // @ts-expect-error the check is behind us
    titleOf(scm)
  })

  it('a handle that was not narrowed, where one is demanded', () => () => {
    // @ts-expect-error not checked at all
    titleOf(scm)
    // @ts-expect-error another operation was checked
    if (scm.can('issues.list')) titleOf(scm)
  })

  it('a misspelt id', () => () => {
    // @ts-expect-error no such operation
    if (scm.can('issues.gett')) void 0
    // @ts-expect-error no such area
    if (scm.can('issue.get')) void 0
  })

  it('a computed id, a ternary and an array answer, and grant nothing', () =>
    (wide: OperationId, coin: boolean, many: OperationId[]) => {
      expectTypeOf(scm.can(wide)).toEqualTypeOf<boolean>()
      if (scm.can(wide)) {
        // @ts-expect-error it may have been any id
        scm.issues.get({ issue: '1' })
      }
      if (scm.can(coin ? 'issues.get' : 'issues.list')) {
        // @ts-expect-error it may have been the other
        scm.issues.get({ issue: '1' })
      }
      const some: ('issues.get' | 'issues.list')[] = []
      if (scm.can(...some)) {
        // @ts-expect-error the array may be empty
        scm.issues.get({ issue: '1' })
      } else {
        expectTypeOf(scm).toEqualTypeOf<SourceCodeManager>()
      }
      expectTypeOf(scm.can(...many)).toEqualTypeOf<boolean>()
      if (scm.can('issues.get', wide)) {
        // @ts-expect-error a mix proves nothing
        scm.issues.get({ issue: '1' })
      }
    })

  it('a connection’s operation on a repository handle, and the reverse', () => () => {
    // @ts-expect-error a repository-bound caller must not list its siblings
    void scm.installation.listRepositories
    // @ts-expect-error nor look at accounts
    void scm.users
    // @ts-expect-error a connection has no issues
    void connection.issues
  })

  it('wrong input', () => () => {
    if (!scm.can('issues.get', 'issues.list', 'issues.addReaction')) return
    // @ts-expect-error no such argument
    scm.issues.get({ id: 1 })
    // @ts-expect-error a number is a decimal string
    scm.issues.get({ issue: 1 })
    // @ts-expect-error input is required
    scm.issues.get()
    // @ts-expect-error no such state
    scm.issues.list({ state: 'merged' })
    // @ts-expect-error a single object has no pages
    scm.issues.get({ issue: '1' }, { cursor: 'c' })
    // @ts-expect-error not one of the reactions
    scm.issues.addReaction({ issue: '1', reaction: 'tada' })
    // @ts-expect-error input belongs to the list
    paginate(scm.issues.list, { state: 'merged' })
  })

  it('a closure over a variable that is assigned again', () => () => {
    let moving = scm
    if (moving.can('issues.get')) {
      const later = () => {
        // @ts-expect-error by then it may be another handle
        moving.issues.get({ issue: '1' })
      }
      void later
    }
    moving = scm
  })
})
