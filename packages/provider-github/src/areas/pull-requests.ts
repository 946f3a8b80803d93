import { given, ScmError } from '@scm-host/core/provider'
import type { AreaMethods, PullRequest } from '@scm-host/core/provider'
import { paged, pageOf, type Bound } from '../client.ts'
import { conversation } from '../parts/conversation.ts'
import { switchDraft } from '../graphql/draft.ts'
import { numeric } from '../input.ts'
import { mapCommit, mapCommitFile } from '../map/commit.ts'
import { mapPullRequest, pullRequestState, type VendorPullRequest } from '../map/pull-request.ts'

type Area = AreaMethods<'pullRequests'>
type Part<K extends keyof Area> = Required<Pick<Area, K>>

const answer = (raw: VendorPullRequest): { readonly data: PullRequest; readonly raw: unknown } => ({
  data: mapPullRequest(raw),
  raw,
})
const numberOf = (pullRequest: string) => ({ pull_number: numeric(pullRequest, 'pullRequest') })

/** Pull requests of one repository. https://docs.github.com/en/rest/pulls/pulls */
export function pullRequests(client: Bound): Area {
  return {
    ...reads(client),
    ...contents(client),
    ...writes(client),
    ...reviewers(client),
    ...conversation(client, 'pullRequest'),
  }
}

/**
 * GitHub knows `closed` with or without a merge as one state, and has no filter by author: both are sorted out of the
 * page, which may come out short.
 */
function reads(client: Bound): Part<'get' | 'list'> {
  const { pulls } = client.octokit.rest
  return {
    async get({ pullRequest }) {
      return answer((await pulls.get({ ...client.at, ...numberOf(pullRequest) })).data)
    },
    async list({ state, head, base, author, sort, direction }, call) {
      const filter = given({
        state: state === 'merged' ? 'closed' : state,
        // Without an owner GitHub ignores the filter.
        head: head && `${client.at.owner}:${head}`,
        base,
        sort,
        direction,
      })
      const response = await pulls.list({ ...client.at, ...filter, ...pageOf(call) })
      const wanted = response.data.filter(
        (pull) =>
          (state === undefined || state === 'all' || pullRequestState(pull) === state) &&
          (author === undefined || pull.user?.login.toLowerCase() === author.toLowerCase()),
      )
      return paged(response, wanted, mapPullRequest, response.data)
    },
  }
}

/** GitHub lists at most 3,000 files and 250 commits of a pull request. */
function contents(client: Bound): Part<'listFiles' | 'listCommits' | 'getDiff'> {
  const { pulls } = client.octokit.rest
  return {
    async listFiles({ pullRequest }, call) {
      const response = await pulls.listFiles({ ...client.at, ...numberOf(pullRequest), ...pageOf(call) })
      return paged(response, response.data, mapCommitFile)
    },
    async listCommits({ pullRequest }, call) {
      const response = await pulls.listCommits({ ...client.at, ...numberOf(pullRequest), ...pageOf(call) })
      return paged(response, response.data, (commit) => mapCommit(commit))
    },
    async getDiff({ pullRequest }) {
      const { data } = await pulls.get({ ...client.at, ...numberOf(pullRequest), mediaType: { format: 'diff' } })
      return { data: textOf(data, pullRequest), raw: data }
    },
  }
}

/** Octokit types the JSON answer whatever the media type, and gives bytes when no charset is named. */
function textOf(diff: unknown, pullRequest: string): string {
  if (typeof diff === 'string') return diff
  if (diff instanceof ArrayBuffer) return new TextDecoder().decode(diff)
  const reason = 'a diff was asked for and something else came'
  throw new ScmError('bad_response', `The diff of pull request ${pullRequest} is not text.`, { reason })
}

function writes(client: Bound): Part<'create' | 'update' | 'merge'> {
  const { pulls } = client.octokit.rest
  return {
    /**
     * Reviewers take a second request. When GitHub refuses that one, the pull request is there all the same and is the
     * answer: its `reviewers` are those GitHub has, so a caller sees who was left out, and nobody opens it twice.
     */
    async create({ title, body, head, base, draft, reviewers: wanted }) {
      const { data: pull } = await pulls.create({ ...client.at, title, head, base, ...given({ body, draft }) })
      if (wanted === undefined || wanted.length === 0) return answer(pull)
      try {
        const at = { ...client.at, pull_number: pull.number }
        const { data } = await pulls.requestReviewers({ ...at, reviewers: wanted.slice() })
        return { data: mapPullRequest({ ...pull, requested_reviewers: data.requested_reviewers ?? [] }), raw: pull }
      } catch (error) {
        if (ScmError.is(error)) return answer(pull)
        throw error
      }
    },
    /** Draft or not is a second request, by GraphQL: REST cannot switch it. */
    async update({ pullRequest, title, body, state, base, draft }) {
      const at = { ...client.at, ...numberOf(pullRequest) }
      const fields = given({ title, body, state, base })
      const isChanged = Object.keys(fields).length > 0
      const { data: pull } = isChanged ? await pulls.update({ ...at, ...fields }) : await pulls.get(at)
      if (draft === undefined || draft === (pull.draft ?? false)) return answer(pull)
      return answer({ ...pull, ...(await switchDraft(client, pull.node_id, draft)) })
    },
    /** `message` is the text below the title GitHub makes; a rebase makes no commit of its own and ignores it. */
    async merge({ pullRequest, method, sha, message }) {
      const fields = given({ sha, commit_message: message })
      const { data: raw } = await pulls.merge({
        ...client.at,
        ...numberOf(pullRequest),
        merge_method: method,
        ...fields,
      })
      return { data: { isMerged: raw.merged, sha: raw.sha }, raw }
    },
  }
}

/** https://docs.github.com/en/rest/pulls/review-requests */
function reviewers(client: Bound): Part<'requestReviewers' | 'removeReviewers'> {
  const { pulls } = client.octokit.rest
  return {
    async requestReviewers({ pullRequest, reviewers: users }) {
      const at = { ...client.at, ...numberOf(pullRequest) }
      return answer((await pulls.requestReviewers({ ...at, reviewers: users.slice() })).data)
    },
    async removeReviewers({ pullRequest, reviewers: users }) {
      const at = { ...client.at, ...numberOf(pullRequest) }
      return answer((await pulls.removeRequestedReviewers({ ...at, reviewers: users.slice() })).data)
    },
  }
}
