import { ScmError, type AreaMethods } from '@scm-host/core/provider'
import { encodePath, pageOf, paged, read, repositoryPath, valuesOf, type Bound } from '../client.ts'
import { given } from '../given.ts'
import { mapCommit, mapDiffstat, type VendorCommit, type VendorDiffstat } from '../map/commit.ts'
import { mapPullRequest, type VendorPullRequest } from '../map/pull-request.ts'
import { nextCursor, type VendorPage } from '../page.ts'
import { conversation } from '../parts/conversation.ts'
import { checkHead, pullRequestOf } from '../parts/pull-request.ts'
import { pullRequestFilter } from '../parts/pull-request-filter.ts'
import { reviewersOf } from '../parts/reviewers.ts'
import { restUrl } from '../settings.ts'

/** https://support.atlassian.com/bitbucket-cloud/docs/merge-a-pull-request/ */
const strategies = { merge: 'merge_commit', squash: 'squash', rebase: 'rebase_fast_forward' } as const

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/ */
export function pullRequests(client: Bound): AreaMethods<'pullRequests'> {
  const { api, at } = client
  const update = async (pullRequest: string, body: object) => {
    const request = api.pullrequests.update({ ...at, pull_request_id: pullRequest, _body: body })
    const { data: raw } = await read<VendorPullRequest>(request)
    return { data: mapPullRequest(raw), raw }
  }
  return {
    ...conversation(client),
    async get({ pullRequest }) {
      const raw = await pullRequestOf(client, pullRequest)
      return { data: mapPullRequest(raw), raw }
    },
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
      const { data: raw } = await read<VendorPullRequest>(api.pullrequests.create({ ...at, _body }))
      return { data: mapPullRequest(raw), raw }
    },
    async update({ pullRequest, title, body, state, base, draft }) {
      const fields = given({
        title,
        description: body,
        draft,
        destination: base === undefined ? undefined : { branch: { name: base } },
      })
      const hasFields = Object.keys(fields).length > 0
      if (state === undefined && hasFields) return update(pullRequest, fields)
      const before = await pullRequestOf(client, pullRequest)
      checkReopen(before, state)
      if (hasFields) await update(pullRequest, fields)
      if (state === 'closed' && before.state === 'OPEN') {
        await read(api.pullrequests.decline({ ...at, pull_request_id: pullRequest }))
      }
      const raw = await pullRequestOf(client, pullRequest)
      return { data: mapPullRequest(raw), raw }
    },
    async merge({ pullRequest, method, sha, message }) {
      if (sha !== undefined) checkHead(await pullRequestOf(client, pullRequest), sha)
      const _body = { type: 'pullrequest', merge_strategy: strategies[method], ...given({ message }) }
      const { data: raw } = await read<VendorPullRequest>(
        api.pullrequests.merge({ ...at, pull_request_id: pullRequest, _body }),
      )
      return { data: { isMerged: raw.state === 'MERGED', sha: raw.merge_commit?.hash ?? null }, raw }
    },
    async listFiles({ pullRequest }, call) {
      const { data: raw } = await read<VendorPage<VendorDiffstat>>(
        api.pullrequests.getDiffStat({ ...at, pull_request_id: pullRequest, ...pageOf(call) }),
      )
      return { data: valuesOf(raw).map((row) => mapDiffstat(row, noPatches)), nextCursor: nextCursor(raw), raw }
    },
    async listCommits({ pullRequest }, call) {
      const { data } = await read<VendorPage<VendorCommit>>(
        api.pullrequests.listCommits({ ...at, pull_request_id: pullRequest, ...pageOf(call) }),
      )
      return paged(data, mapCommit)
    },
    /** By the host's own fetch: the client reads a body by its content type, and a diff has several. */
    async getDiff({ pullRequest }) {
      const url = `${restUrl(client.settings)}${repositoryPath(client)}/pullrequests/${encodePath(pullRequest)}/diff`
      const raw = await (await client.fetch(url, { headers: { accept: 'text/plain' } })).text()
      return { data: raw, raw }
    },
    async requestReviewers({ pullRequest, reviewers }) {
      const asked = await reviewersOf(client, pullRequest)
      const added = reviewers.filter((one) => !asked.includes(one))
      return update(pullRequest, { reviewers: [...asked, ...added].map(reviewer) })
    },
    async removeReviewers({ pullRequest, reviewers }) {
      const asked = await reviewersOf(client, pullRequest)
      return update(pullRequest, { reviewers: asked.filter((one) => !reviewers.includes(one)).map(reviewer) })
    },
  }
}

/** The diffstat has counts and no hunks; `getDiff` has them. */
const noPatches: ReadonlyMap<string, string> = new Map()

/** Users are named by UUID in braces or by Atlassian account id. */
function reviewer(user: string): { readonly uuid: string } | { readonly account_id: string } {
  return user.startsWith('{') ? { uuid: user } : { account_id: user }
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
