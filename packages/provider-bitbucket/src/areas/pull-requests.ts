import { given, ScmError, type AreaMethods } from '@scm-host/core/provider'
import { encodePath, pageOf, paged, read, repositoryPath, type Bound } from '../client.ts'
import { mapCommit, type VendorCommit } from '../map/commit.ts'
import { mapPullRequest, type VendorPullRequest } from '../map/pull-request.ts'
import type { VendorPage } from '../page.ts'
import { conversation } from '../parts/conversation.ts'
import { checkHead, pullRequestOf, withHead } from '../parts/pull-request.ts'
import { listPullRequestFiles } from '../parts/pull-request-files.ts'
import { pullRequestFilter } from '../parts/pull-request-filter.ts'
import { kept, reviewer, reviewerIds } from '../parts/reviewers.ts'
import { restUrl } from '../settings.ts'

/** https://support.atlassian.com/bitbucket-cloud/docs/merge-a-pull-request/ */
const strategies = { merge: 'merge_commit', squash: 'squash', rebase: 'rebase_fast_forward' } as const

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/ */
export function pullRequests(client: Bound): AreaMethods<'pullRequests'> {
  const { api, at } = client
  const told = async (raw: VendorPullRequest, after: 'read' | 'write' = 'write') => ({
    data: mapPullRequest(await withHead(client, raw, after)),
    raw,
  })
  /** Bitbucket takes a pull request whole: what a change leaves out is refused (the title) or dropped (reviewers). */
  const update = async (before: VendorPullRequest, fields: object) => {
    const _body = { ...kept(before), ...fields }
    const request = api.pullrequests.update({ ...at, pull_request_id: String(before.id), _body })
    return (await read<VendorPullRequest>(request)).data
  }
  return {
    ...conversation(client),
    get: async ({ pullRequest }) => told(await pullRequestOf(client, pullRequest), 'read'),
    async list(input, call) {
      const { data } = await read<VendorPage<VendorPullRequest>>(
        api.pullrequests.list({ ...at, ...pullRequestFilter(input), ...pageOf(call, 50) }),
      )
      return paged(data, mapPullRequest)
    },
    async create({ title, body, head, base, draft, reviewers }) {
      const _body = {
        title,
        source: sourceOf(head, at.repo_slug),
        destination: { branch: { name: base } },
        ...given({ description: body, draft, reviewers: reviewers?.map(reviewer) }),
      }
      return told((await read<VendorPullRequest>(api.pullrequests.create({ ...at, _body }))).data)
    },
    async update({ pullRequest, title, body, state, base, draft }) {
      const fields = given({
        title,
        description: body,
        draft,
        destination: base === undefined ? undefined : { branch: { name: base } },
      })
      const before = await pullRequestOf(client, pullRequest)
      checkReopen(before, state)
      const changed = Object.keys(fields).length === 0 ? before : await update(before, fields)
      if (state !== 'closed' || before.state !== 'OPEN') return told(changed)
      const ended = api.pullrequests.decline({ ...at, pull_request_id: pullRequest })
      return told((await read<VendorPullRequest>(ended)).data)
    },
    async merge({ pullRequest, method, sha, message }) {
      if (sha !== undefined) checkHead(await pullRequestOf(client, pullRequest), sha)
      const _body = { type: 'pullrequest', merge_strategy: strategies[method], ...given({ message }) }
      const { data: raw } = await read<VendorPullRequest>(
        api.pullrequests.merge({ ...at, pull_request_id: pullRequest, _body }),
      )
      return { data: { isMerged: raw.state === 'MERGED', sha: raw.merge_commit?.hash ?? null }, raw }
    },
    listFiles: ({ pullRequest }, call) => listPullRequestFiles(client, pullRequest, call),
    async listCommits({ pullRequest }, call) {
      const { data } = await read<VendorPage<VendorCommit>>(
        api.pullrequests.listCommits({ ...at, pull_request_id: pullRequest, ...pageOf(call) }),
      )
      return paged(data, mapCommit)
    },
    /**
     * By the host's own fetch, which follows Bitbucket's redirect to the repository's diff: the client reads a body by its
     * content type, and a diff has several.
     */
    async getDiff({ pullRequest }) {
      const url = `${restUrl(client.settings)}${repositoryPath(client)}/pullrequests/${encodePath(pullRequest)}/diff`
      const raw = await (await client.fetch(url, { headers: { accept: 'text/plain' } })).text()
      return { data: raw, raw }
    },
    async requestReviewers({ pullRequest, reviewers }) {
      const before = await pullRequestOf(client, pullRequest)
      const asked = reviewerIds(before)
      const added = reviewers.filter((one) => !asked.includes(one))
      return told(await update(before, { reviewers: [...asked, ...added].map(reviewer) }))
    },
    async removeReviewers({ pullRequest, reviewers }) {
      const before = await pullRequestOf(client, pullRequest)
      const left = reviewerIds(before).filter((one) => !reviewers.includes(one))
      return told(await update(before, { reviewers: left.map(reviewer) }))
    },
  }
}

/** `workspace:branch` is a branch of the fork of the same name there. */
function sourceOf(head: string, slug: string): object {
  const colon = head.indexOf(':')
  if (colon < 0) return { branch: { name: head } }
  return { branch: { name: head.slice(colon + 1) }, repository: { full_name: `${head.slice(0, colon)}/${slug}` } }
}

/** A declined pull request stays declined: https://support.atlassian.com/bitbucket-cloud/docs/decline-a-pull-request/ */
function checkReopen({ id, state }: VendorPullRequest, wanted: 'open' | 'closed' | undefined): void {
  if (wanted !== 'open' || state === 'OPEN') return
  const message = `Bitbucket cannot reopen pull request ${id}; open a new one from the same branch.`
  throw new ScmError('validation_failed', message, { provider: 'bitbucket', fields: ['state: cannot be reopened'] })
}
