import { describe, expectTypeOf, it } from 'vitest'
import type { ErrorCode } from '../../src/errors/codes.ts'
import { ScmError } from '../../src/errors/scm-error.ts'

describe('ScmError', () => {
  it('types its detail by its code', () => (caught: unknown) => {
    if (ScmError.is(caught, 'rate_limited')) {
      expectTypeOf(caught.detail.retryAfterMs).toEqualTypeOf<number>()
      expectTypeOf(caught.detail.by).toEqualTypeOf<'host' | 'vendor'>()
    }
    if (ScmError.is(caught)) expectTypeOf(caught.code).toEqualTypeOf<ErrorCode>()
    if (ScmError.is(caught, 'not_found')) {
      // @ts-expect-error another code's detail
      void caught.detail.retryAfterMs
    }
    // @ts-expect-error no such code
    ScmError.is(caught, 'notfound')
    // @ts-expect-error the detail is incomplete
    void new ScmError('rate_limited', 'x', { retryAfterMs: 1 })
    // @ts-expect-error the detail belongs to another code
    void new ScmError('timeout', 'x', { retryAfterMs: 1, by: 'host' })
  })
})
