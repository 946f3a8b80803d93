import type { SourceCodeManager } from '@scm-host/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmulateBed, type EmulateBed } from './bed/emulate-bed.ts'
import { hosted, type Hosted } from './bed/hosted.ts'

/** Every operation there: GitHub has them all, so the tests need no guards. */
type Whole = { readonly [A in keyof SourceCodeManager]-?: Required<SourceCodeManager[A]> }

let bed: EmulateBed
let user: Hosted
let app: Hosted
let scm: Whole
beforeAll(async () => {
  bed = await startEmulateBed()
  const { url, userToken, repository } = bed
  const { appId, installationId, privateKey } = bed.app
  user = await hosted({ url, repository, auth: { kind: 'token', secret: { token: userToken } } })
  const auth = { kind: 'minted', secret: { privateKey } }
  app = await hosted({ url, repository, auth, settings: { appId, installationId } })
  scm = user.scm as unknown as Whole
})
afterAll(async () => {
  await user.close()
  await app.close()
  await bed.close()
})

async function head(): Promise<string> {
  return (await scm.branches.get({ branch: 'main' })).data.sha
}

describe('round trips through emulate', () => {
  it('issues, their comments and labels', async () => {
    const made = (await scm.issues.create({ title: 'Broken', body: 'It is.' })).data
    expect(made).toMatchObject({ title: 'Broken', body: 'It is.', state: 'open', author: { username: 'octocat' } })
    const issue = made.issue
    await scm.issues.update({ issue, title: 'Mended', state: 'closed' })
    expect((await scm.issues.get({ issue })).data).toMatchObject({ title: 'Mended', state: 'closed', body: 'It is.' })
    expect((await scm.issues.list({ state: 'closed' })).data.map((one) => one.issue)).toContain(issue)
    const comment = (await scm.issues.createComment({ issue, body: 'Seen.' })).data
    await scm.issues.updateComment({ issue, comment: comment.id, body: 'Seen twice.' })
    expect((await scm.issues.listComments({ issue })).data).toMatchObject([{ id: comment.id, body: 'Seen twice.' }])
    await scm.issues.deleteComment({ issue, comment: comment.id })
    expect((await scm.issues.listComments({ issue })).data).toEqual([])
    expect((await scm.issues.addLabels({ issue, labels: ['bug'] })).data).toContain('bug')
    expect((await scm.issues.removeLabels({ issue, labels: ['bug'] })).data).not.toContain('bug')
  })

  it('labels and milestones', async () => {
    await scm.labels.create({ label: 'a/b', color: '00ff00', description: 'Green' })
    await scm.labels.update({ label: 'a/b', name: 'green', color: '00aa00' })
    const labels = (await scm.labels.list({}, { perPage: 100 })).data
    expect(labels.find((label) => label.name === 'green')).toMatchObject({ color: '00aa00' })
    await scm.labels.delete({ label: 'green' })
    expect((await scm.labels.list({}, { perPage: 100 })).data.map((label) => label.name)).not.toContain('green')
    const { milestone } = (await scm.milestones.create({ title: 'One', description: 'First' })).data
    await scm.milestones.update({ milestone, state: 'closed' })
    expect((await scm.milestones.get({ milestone })).data).toMatchObject({ title: 'One', state: 'closed' })
    expect((await scm.milestones.list()).data).toEqual([])
    expect((await scm.milestones.list({ state: 'all' })).data).toHaveLength(1)
    await scm.milestones.delete({ milestone })
    await expect(scm.milestones.get({ milestone })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('branches, trees, commits and contents', async () => {
    const parent = await head()
    const branch = 'work/one'
    await scm.branches.create({ branch, sha: parent })
    const changes = [{ action: 'write', path: 'src/a.txt', content: 'Hej å\n' }] as const
    const { sha } = (await scm.commits.create({ branch, parent, message: 'Add a', changes })).data
    expect((await scm.branches.get({ branch })).data).toMatchObject({ branch, sha, isDefault: false })
    expect((await scm.git.getRef({ ref: `heads/${branch}` })).data.sha).toBe(sha)
    const { treeSha, parents } = (await scm.git.getCommit({ sha })).data
    expect(parents).toEqual([parent])
    const { entries } = (await scm.git.getTree({ sha: treeSha, recursive: true })).data
    expect(entries.map((entry) => entry.path)).toContain('src/a.txt')
    expect((await scm.files.get({ path: 'src/a.txt', ref: branch })).data).toMatchObject({
      content: 'Hej å\n',
      encoding: 'utf-8',
    })
    await expect(scm.files.get({ path: 'src/a.txt', ref: 'main' })).rejects.toMatchObject({ code: 'not_found' })
    expect((await scm.commits.list({ ref: branch })).data[0]).toMatchObject({ sha, message: 'Add a' })
    await scm.branches.delete({ branch })
    await expect(scm.branches.get({ branch })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('a pull request to its merge', async () => {
    const parent = await head()
    await scm.branches.create({ branch: 'topic', sha: parent })
    const changes = [{ action: 'write', path: 'b.txt', content: 'b\n' }] as const
    const { sha } = (await scm.commits.create({ branch: 'topic', parent, message: 'Add b', changes })).data
    const opened = await scm.pullRequests.create({ title: 'B', body: 'Add b', head: 'topic', base: 'main' })
    expect(opened.data).toMatchObject({ state: 'open', head: { ref: 'topic', sha }, base: { ref: 'main' } })
    const { pullRequest } = opened.data
    await scm.pullRequests.merge({ pullRequest, method: 'merge' })
    expect((await scm.pullRequests.get({ pullRequest })).data.state).toBe('merged')
    expect((await scm.pullRequests.list({ state: 'merged' })).data.map((one) => one.pullRequest)).toEqual([pullRequest])
    expect(await head()).not.toBe(parent)
    expect((await scm.files.exists({ path: 'b.txt' })).data.exists).toBe(true)
  })

  it('checks by an App, with a token minted for the repository', async () => {
    const checks = (app.scm as unknown as Whole).checks
    const sha = await head()
    const { check } = (await checks.create({ name: 'lint', sha, status: 'running' })).data
    const output = { title: 'Clean', summary: 'Nothing.' }
    await checks.update({ check, status: 'completed', conclusion: 'success', output })
    expect((await checks.get({ check })).data).toMatchObject({
      status: 'completed',
      conclusion: 'success',
      title: 'Clean',
    })
    expect((await checks.listForRef({ ref: sha })).data.map((one) => one.check)).toContain(check)
  })

  it('releases', async () => {
    const { release } = (await scm.releases.create({ tag: 'v1', ref: 'main', name: 'One', draft: true })).data
    await scm.releases.update({ release, body: 'Notes', draft: false, prerelease: true })
    expect((await scm.releases.get({ release })).data).toMatchObject({ tag: 'v1', body: 'Notes', isPrerelease: true })
    expect((await scm.releases.getByTag({ tag: 'v1' })).data.release).toBe(release)
    await scm.releases.delete({ release })
    await expect(scm.releases.get({ release })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('webhooks, whose secret never comes back', async () => {
    const secret = 'round-trip-0123456789abcdefghij'
    const url = 'https://scm.example.com/hooks/1'
    const made = await scm.hooks.create({ url, secret, events: ['issue', 'push'] })
    const { hook } = made.data
    await scm.hooks.update({ hook, active: false, events: ['issue'] })
    const read = await scm.hooks.get({ hook })
    expect(read.data).toMatchObject({ hook, url, events: ['issue'], isActive: false })
    expect((await scm.hooks.list()).data.map((one) => one.hook)).toContain(hook)
    expect(JSON.stringify([made, read])).not.toContain(secret)
    await scm.hooks.delete({ hook })
    expect((await scm.hooks.list()).data).toEqual([])
  })
})
