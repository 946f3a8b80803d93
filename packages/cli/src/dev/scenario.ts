import type { Host, SourceCodeManager } from '@scm-host/core'
import { paginate, ScmError } from '@scm-host/core'
import type { Say } from './say.ts'

/** Where the scenario plays. */
export interface Stage {
  readonly host: Host
  readonly scm: SourceCodeManager
  /** API of the sandbox, and the account that acts in it as a person would. */
  readonly url: string
  readonly userToken: string
  readonly fullName: string
  readonly say: Say
  readonly signal: AbortSignal
}

const waitLimitMs = 15_000

/** A person opens an issue; the webhook, the listener and its comment follow by themselves. The comment is read back. */
export async function playIssue(stage: Stage): Promise<void> {
  const { host, scm, say } = stage
  if (!scm.can('issues.listComments')) throw new ScmError('internal', 'The sandbox provider has no comments.', {})
  const issue = await whenDone(stage, 'issues.createComment', async () => {
    const opened = await asPerson(stage, `/repos/${stage.fullName}/issues`, {
      title: 'The door is stuck',
      body: 'It does not open.',
    })
    const number = String(opened['number'])
    say(`→ a person opened issue #${number} in the sandbox`, { step: 'issue_opened', issue: number })
    return number
  })
  await host.idle()
  for await (const { author, body } of paginate(scm.issues.listComments, { issue })) {
    const name = author?.username ?? 'somebody'
    say(`✓ comment read back: ${name}: ${body ?? ''}`, { step: 'comment_read_back', issue, author: name, body })
  }
}

/** A person opens a pull request; a check run appears on its head. */
export async function playPullRequest(stage: Stage): Promise<void> {
  const { host, scm, say } = stage
  if (!scm.can('branches.get', 'checks.listForRef')) return
  const base = await scm.branches.get({ branch: 'main' })
  const ref = await whenDone(stage, 'checks.create', () => openPullRequest(stage, base.data.sha))
  await host.idle()
  for (const { name, conclusion, status } of (await scm.checks.listForRef({ ref })).data) {
    say(`✓ check read back: ${name}: ${conclusion ?? status}`, { step: 'check_read_back', sha: ref, name, conclusion })
  }
}

/** Answers the head's sha. */
async function openPullRequest(stage: Stage, sha: string): Promise<string> {
  const { fullName, say } = stage
  await asPerson(stage, `/repos/${fullName}/git/refs`, { ref: 'refs/heads/oil', sha })
  const content = Buffer.from('Oil the hinges.\n').toString('base64')
  await asPerson(
    stage,
    `/repos/${fullName}/contents/hinges.md`,
    { message: 'Oil the hinges', branch: 'oil', content },
    'PUT',
  )
  const pull = await asPerson(stage, `/repos/${fullName}/pulls`, {
    title: 'Oil the hinges of the door',
    head: 'oil',
    base: 'main',
  })
  const number = String(pull['number'])
  say(`→ a person opened pull request #${number} in the sandbox`, { step: 'pull_request_opened', pullRequest: number })
  return (pull['head'] as { readonly sha: string }).sha
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

/**
 * Runs `start`, and waits until a listener has answered it with the operation.
 * @throws ScmError what the action threw, `timeout` when nothing comes, `aborted`
 */
async function whenDone<T>({ host, signal }: Stage, operation: string, start: () => Promise<T>): Promise<T> {
  const over = new AbortController()
  const done = new Promise<void>((resolve, reject) => {
    const stop = host.afterAction(`scenario ${operation}`, (action) => {
      if (action.operation !== operation) return
      if (action.error === null) resolve()
      else reject(action.error)
    })
    const late = () =>
      reject(new ScmError('timeout', `No ${operation} within ${waitLimitMs} ms.`, { timeoutMs: waitLimitMs }))
    const timer = setTimeout(late, waitLimitMs)
    const interrupted = () => reject(new ScmError('aborted', 'The scenario was interrupted.', {}))
    signal.addEventListener('abort', interrupted, { once: true, signal: over.signal })
    over.signal.addEventListener('abort', () => {
      clearTimeout(timer)
      stop()
    })
  })
  try {
    return (await Promise.all([start(), done]))[0]
  } finally {
    over.abort()
  }
}
