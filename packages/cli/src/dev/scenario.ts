import type { Host, SourceCodeManager } from '@scm-host/core'
import { paginate, ScmError } from '@scm-host/core'

/** Where the scenario plays. */
export interface Stage {
  readonly host: Host
  readonly scm: SourceCodeManager
  /** API of the sandbox, and the account that acts in it as a person would. */
  readonly url: string
  readonly userToken: string
  readonly fullName: string
  say(line: string): void
  readonly signal: AbortSignal
}

const waitLimitMs = 15_000

/** A person opens an issue; the webhook, the listener and its comment follow by themselves. The comment is read back. */
export async function playIssue(stage: Stage): Promise<void> {
  const { host, scm, say } = stage
  if (!scm.can('issues.listComments')) throw new ScmError('internal', 'The sandbox provider has no comments.', {})
  const commented = actionDone(host, 'issues.createComment', stage.signal)
  const issue = await asPerson(stage, `/repos/${stage.fullName}/issues`, { title: 'The door is stuck', body: 'It does not open.' })
  const number = String(issue['number'])
  say(`→ a person opened issue #${number} in the sandbox`)
  await commented
  await host.idle()
  for await (const comment of paginate(scm.issues.listComments, { issue: number })) {
    say(`✓ comment read back: ${comment.author?.username ?? 'somebody'}: ${comment.body ?? ''}`)
  }
}

/** A person opens a pull request; a check run appears on its head. */
export async function playPullRequest(stage: Stage): Promise<void> {
  const { host, scm, say, fullName } = stage
  if (!scm.can('branches.get', 'checks.listForRef')) return
  const base = await scm.branches.get({ branch: 'main' })
  const checked = actionDone(host, 'checks.create', stage.signal)
  await asPerson(stage, `/repos/${fullName}/git/refs`, { ref: 'refs/heads/oil', sha: base.data.sha })
  const content = Buffer.from('Oil the hinges.\n').toString('base64')
  await asPerson(stage, `/repos/${fullName}/contents/hinges.md`, { message: 'Oil the hinges', branch: 'oil', content }, 'PUT')
  const pull = await asPerson(stage, `/repos/${fullName}/pulls`, { title: 'Oil the hinges of the door', head: 'oil', base: 'main' })
  say(`→ a person opened pull request #${String(pull['number'])} in the sandbox`)
  await checked
  await host.idle()
  const { sha } = pull['head'] as { readonly sha: string }
  for (const check of (await scm.checks.listForRef({ ref: sha })).data) {
    say(`✓ check read back: ${check.name}: ${check.conclusion ?? check.status}`)
  }
}

async function asPerson(stage: Stage, path: string, body: unknown, method = 'POST'): Promise<Record<string, unknown>> {
  const response = await fetch(`${stage.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${stage.userToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: stage.signal,
  })
  if (!response.ok) throw new ScmError('internal', `The sandbox answered ${response.status} to ${method} ${path}.`, {})
  return (await response.json()) as Record<string, unknown>
}

/** Resolves when a listener's action has succeeded; rejects with what went wrong, or when nothing comes. */
function actionDone(host: Host, operation: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer)
      stop()
      settle()
    }
    const stop = host.afterAction(`scenario ${operation}`, (action) => {
      if (action.operation !== operation) return
      end(() => (action.error === null ? resolve() : reject(action.error)))
    })
    const late = () => reject(new ScmError('timeout', `No ${operation} within ${waitLimitMs} ms.`, { timeoutMs: waitLimitMs }))
    const timer = setTimeout(() => end(late), waitLimitMs)
    signal.addEventListener('abort', () => end(() => reject(signal.reason)), { once: true })
  })
}
