import { ScmError } from '../../errors/scm-error.ts'
import { leadsOn, parseLinks } from '../../provider/links.ts'
import type { RunningCall } from '../call.ts'
import { judge, type Territory } from '../guard.ts'

/**
 * Refuses an answer whose next page is not where this call may go. Nobody follows the link, only its page number is
 * used; one that leads elsewhere means that the answer is not what it seems.
 * @throws ScmError `pagination_refused`
 */
export function checkLinks(headers: Headers, asked: string, territory: Territory, call: RunningCall): void {
  const header = headers.get('link')
  if (header === null) return
  for (const link of parseLinks(header)) {
    if (!leadsOn(link)) continue
    const { target } = link
    const absolute = URL.canParse(target) ? target : (URL.parse(target, asked)?.href ?? target)
    const verdict = judge(absolute, territory, call)
    if ('reason' in verdict) throw refused(`the link to the next page is refused: ${verdict.reason}`)
    if (verdict.url.href === asked) throw refused('the next page is the page itself')
  }
}

function refused(reason: string): ScmError<'pagination_refused'> {
  return new ScmError('pagination_refused', `The vendor’s answer cannot be paged: ${reason}.`, { reason })
}
