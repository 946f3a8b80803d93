import { paginate, ScmError, type Grants, type OperationId, type SourceCodeManager } from '@scm-host/core'
import { expect } from 'vitest'

/** What the scenario did, and which of its operations the provider does not have. */
export interface Played {
  readonly done: readonly string[]
  readonly absent: readonly OperationId[]
}

/** The pull request the steps are about. `sha` is its head. */
interface Stage {
  readonly scm: SourceCodeManager
  readonly branch: string
  readonly pullRequest: string
  readonly sha: string
  readonly file: string
}

const needed = ['repository.get', 'branches.get', 'branches.create', 'commits.create', 'pullRequests.create'] as const

const steps: Readonly<Record<string, { readonly needs: readonly OperationId[]; run(stage: Stage): Promise<void> }>> = {
  'inline comment, reply, resolved thread': {
    needs: ['reviews.createLineComment', 'reviews.replyToComment', 'reviews.listThreads', 'reviews.resolveThread'],
    run: discuss,
  },
  check: { needs: ['checks.create', 'checks.update', 'checks.listForRef'], run: check },
  statuses: { needs: ['statuses.create', 'statuses.getCombined'], run: statuses },
  'conversation by pages': { needs: ['pullRequests.createComment', 'pullRequests.listComments'], run: converse },
  reactions: { needs: ['pullRequests.addReaction', 'pullRequests.listReactions'], run: react },
  labels: { needs: ['labels.create', 'pullRequests.addLabels', 'pullRequests.removeLabels'], run: label },
  review: { needs: ['reviews.create', 'reviews.list'], run: review },
  'unchanged pull request': { needs: ['pullRequests.get'], run: readAgain },
  merge: { needs: ['pullRequests.merge', 'pullRequests.get'], run: merge },
  release: { needs: ['releases.create', 'releases.getByTag'], run: release },
}

/**
 * Branch, commit, pull request, what is said and reported about it, merge and release, by the contract alone: it runs
 * unchanged on every provider. The repository must have a commit on its default branch; `name` keeps runs apart.
 */
export async function neutralScenario(scm: SourceCodeManager, name: string): Promise<Played> {
  const can = new Set(scm.operations)
  const wanted = [...needed, ...Object.values(steps).flatMap((step) => step.needs)]
  const absent = wanted.filter((id) => !can.has(id))
  if (!scm.can('repository.get', 'branches.get', 'branches.create', 'commits.create', 'pullRequests.create')) {
    return { done: [], absent }
  }
  const stage = await open(scm, name)
  const done = ['pull request']
  for (const [title, step] of Object.entries(steps)) {
    if (!step.needs.every((id) => can.has(id))) continue
    await step.run(stage)
    done.push(title)
  }
  return { done, absent }
}

type Opening = SourceCodeManager & Grants<(typeof needed)[number]>

async function open(scm: Opening, name: string): Promise<Stage> {
  const { defaultBranch } = (await scm.repository.get()).data
  const base = defaultBranch ?? 'main'
  const parent = (await scm.branches.get({ branch: base })).data.sha
  const branch = `${name}/topic`
  expect((await scm.branches.create({ branch, sha: parent })).data).toMatchObject({
    branch,
    sha: parent,
    isDefault: false,
  })
  await expectCode(scm.branches.create({ branch, sha: parent }), 'conflict', 'validation_failed')
  const file = `notes/${name}.txt`
  const changes = [{ action: 'write', path: file, content: 'One\nTwo\n' }] as const
  const commit = { branch, parent, message: 'Add notes\n\nWith a body.', changes }
  const { sha, message, parents } = (await scm.commits.create(commit)).data
  expect({ message, parents }).toEqual({ message: commit.message, parents: [parent] })
  await expectCode(scm.commits.create(commit), 'conflict')
  const opened = await scm.pullRequests.create({ title: `Notes of ${name}`, body: 'Please look.', head: branch, base })
  expect(opened.data).toMatchObject({ state: 'open', isDraft: false, head: { ref: branch, sha }, base: { ref: base } })
  return { scm, branch, pullRequest: opened.data.pullRequest, sha, file }
}

async function discuss({ scm, pullRequest, sha, file }: Stage): Promise<void> {
  const has = scm.can(
    'reviews.createLineComment',
    'reviews.replyToComment',
    'reviews.listThreads',
    'reviews.resolveThread',
  )
  if (!has) return
  const at = { pullRequest, sha, path: file, body: 'Why two?' }
  const said = (await scm.reviews.createLineComment({ ...at, line: 2 })).data
  expect(said).toMatchObject({ path: file, line: 2, side: 'head', body: 'Why two?', inReplyTo: null })
  await expectCode(scm.reviews.createLineComment({ ...at, line: 999 }), 'validation_failed')
  const reply = { pullRequest, comment: said.id, body: 'Because.' }
  expect((await scm.reviews.replyToComment(reply)).data).toMatchObject({ inReplyTo: said.id, body: 'Because.' })
  const [thread] = (await scm.reviews.listThreads({ pullRequest })).data
  expect(thread).toMatchObject({ path: file, line: 2, isResolved: false })
  expect(thread?.comments.map((comment) => comment.body)).toEqual(['Why two?', 'Because.'])
  const resolved = await scm.reviews.resolveThread({ pullRequest, thread: thread?.thread ?? '' })
  expect(resolved.data.isResolved).toBe(true)
  expect((await scm.reviews.listThreads({ pullRequest })).data.map((one) => one.isResolved)).toEqual([true])
}

async function check({ scm, sha }: Stage): Promise<void> {
  if (!scm.can('checks.create', 'checks.update', 'checks.listForRef')) return
  const started = (await scm.checks.create({ name: 'lint', sha, status: 'running' })).data
  expect(started).toMatchObject({ name: 'lint', sha, status: 'running', conclusion: null })
  const output = { title: 'Clean', summary: 'No faults.' }
  await scm.checks.update({ check: started.check, status: 'completed', conclusion: 'success', output })
  const [found] = (await scm.checks.listForRef({ ref: sha })).data
  expect(found).toMatchObject({ check: started.check, status: 'completed', conclusion: 'success', title: 'Clean' })
}

async function statuses({ scm, sha }: Stage): Promise<void> {
  if (!scm.can('statuses.create', 'statuses.getCombined')) return
  await scm.statuses.create({ sha, state: 'failure', context: 'build' })
  expect((await scm.statuses.getCombined({ ref: sha })).data.state).toBe('failure')
  await scm.statuses.create({ sha, state: 'success', context: 'build' })
  const { data } = await scm.statuses.getCombined({ ref: sha })
  expect(data).toMatchObject({ sha, state: 'success' })
  // Where checks are statuses, theirs is among them.
  const built = data.statuses.filter(({ context }) => context === 'build')
  expect(built).toMatchObject([{ context: 'build', state: 'success' }])
}

async function converse({ scm, pullRequest }: Stage): Promise<void> {
  if (!scm.can('pullRequests.createComment', 'pullRequests.listComments')) return
  for (const body of ['First', 'Second', 'Third']) await scm.pullRequests.createComment({ pullRequest, body })
  const bodies: (string | null)[] = []
  for await (const comment of paginate(scm.pullRequests.listComments, { pullRequest }, { perPage: 2 }))
    bodies.push(comment.body)
  expect(bodies).toEqual(['First', 'Second', 'Third'])
}

async function react({ scm, pullRequest }: Stage): Promise<void> {
  if (!scm.can('pullRequests.addReaction', 'pullRequests.listReactions')) return
  const once = (await scm.pullRequests.addReaction({ pullRequest, reaction: 'eyes' })).data
  const twice = (await scm.pullRequests.addReaction({ pullRequest, reaction: 'eyes' })).data
  expect(twice).toEqual(once)
  expect((await scm.pullRequests.listReactions({ pullRequest })).data).toEqual([once])
}

async function label({ scm, pullRequest, branch }: Stage): Promise<void> {
  if (!scm.can('labels.create', 'pullRequests.addLabels', 'pullRequests.removeLabels')) return
  const name = `seen ${branch}`
  expect((await scm.labels.create({ label: name, color: '00ff00' })).data).toMatchObject({ name, color: '00ff00' })
  await expectCode(scm.labels.create({ label: name }), 'conflict')
  expect((await scm.pullRequests.addLabels({ pullRequest, labels: [name] })).data).toEqual([name])
  expect((await scm.pullRequests.removeLabels({ pullRequest, labels: [name, 'never there'] })).data).toEqual([])
}

async function review({ scm, pullRequest, sha }: Stage): Promise<void> {
  if (!scm.can('reviews.create', 'reviews.list')) return
  const made = (await scm.reviews.create({ pullRequest, sha, event: 'comment', body: 'Looked at it.' })).data
  expect(made).toMatchObject({ state: 'commented', body: 'Looked at it.', sha })
  const [found] = (await scm.reviews.list({ pullRequest })).data
  // Some vendors keep one review a person, without its words.
  expect(found).toMatchObject({ state: 'commented', author: made.author })
  if (found?.id === made.id) expect(found).toMatchObject({ body: 'Looked at it.', sha })
}

async function readAgain({ scm, pullRequest }: Stage): Promise<void> {
  if (!scm.can('pullRequests.get')) return
  const { meta } = await scm.pullRequests.get({ pullRequest })
  if (meta.etag === undefined) return
  await expectCode(scm.pullRequests.get({ pullRequest }, { ifNoneMatch: meta.etag }), 'not_modified')
}

async function merge({ scm, pullRequest, sha }: Stage): Promise<void> {
  if (!scm.can('pullRequests.merge', 'pullRequests.get')) return
  await expectCode(scm.pullRequests.merge({ pullRequest, method: 'merge', sha: '0'.repeat(40) }), 'conflict')
  await scm.pullRequests.merge({ pullRequest, method: 'merge', sha })
  const { data } = await scm.pullRequests.get({ pullRequest })
  expect(data).toMatchObject({ state: 'merged', head: { sha } })
  expect(data.mergeCommitSha).not.toBeNull()
}

async function release({ scm, branch }: Stage): Promise<void> {
  if (!scm.can('releases.create', 'releases.getByTag')) return
  const tag = `${branch}/v1`
  const made = (await scm.releases.create({ tag, name: 'One', body: 'Notes' })).data
  expect(made).toMatchObject({ tag, name: 'One', isDraft: false, isPrerelease: false })
  expect((await scm.releases.getByTag({ tag })).data).toEqual(made)
}

async function expectCode(run: Promise<unknown>, ...codes: readonly string[]): Promise<void> {
  const error = await run.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(codes).toContain(ScmError.is(error) ? error.code : error)
}
