import type { Answer, RecordedRequest } from '../bed/spec-bed.ts'
import { me, onMergeRequest } from './merge-requests.ts'
import { field, page, refusal, time, type FakeMergeRequest, type FakeState, type Handlers } from './state.ts'
import { newestVersion } from './versions.ts'

const route = '/projects/{id}/merge_requests/{merge_request_iid}'
const awardRoute = `POST ${route}/award_emoji`

/** Everybody reacts once with each emoji; again is refused, with 404. https://docs.gitlab.com/api/emoji_reactions/ */
function award(request: RecordedRequest, state: FakeState, { iid }: FakeMergeRequest): Answer {
  const name = field(request, 'name') ?? request.query['name']
  const known = state.awards.get(iid) ?? []
  if (known.some((one) => one['name'] === name)) {
    return refusal(404, '404 Award Emoji Name has already been taken Not Found')
  }
  const of = { awardable_id: 1000 + iid, awardable_type: 'MergeRequest', url: null }
  const change = { id: state.nextId(), name, user: me, created_at: time, updated_at: time, ...of }
  const made = state.example<Record<string, unknown>>(awardRoute, change, 201)
  state.awards.set(iid, [...known, made])
  return { status: 201, body: made }
}

function makeLabel(request: RecordedRequest, state: FakeState): Answer {
  const name = field(request, 'name') ?? ''
  if (state.labels.has(name)) return refusal(409, 'Label already exists')
  const description = field(request, 'description') ?? null
  const made = { id: state.nextId(), name, color: field(request, 'color'), description }
  state.labels.set(name, made)
  return { status: 201, body: made }
}

const approvals = ({ isApproved }: FakeMergeRequest) => ({
  user_has_approved: isApproved,
  user_can_approve: !isApproved,
  approved: isApproved,
  approved_by: isApproved ? [{ user: me, approved_at: time }] : [],
})

/** https://docs.gitlab.com/api/merge_request_approvals/#approve-merge-request */
function approve(request: RecordedRequest, _state: FakeState, about: FakeMergeRequest): Answer {
  if (about.isApproved) return refusal(401, '401 Unauthorized')
  const { head } = newestVersion(about)
  if ((field(request, 'sha') ?? head) !== head) return refusal(409, `SHA does not match HEAD of source branch: ${head}`)
  about.isApproved = true
  return { status: 201, body: approvals(about) }
}

/** Who asks, labels, reactions, approvals and reviewers. */
export const opinionRoutes: Handlers = {
  'GET /user': () => ({ body: me }),
  'POST /projects/{id}/labels': makeLabel,
  [awardRoute]: onMergeRequest(award),
  [`GET ${route}/award_emoji`]: onMergeRequest((request, state, { iid }) =>
    page(request, state.awards.get(iid) ?? [], state),
  ),
  [`GET ${route}/approvals`]: onMergeRequest((_request, _state, about) => ({ body: approvals(about) })),
  [`POST ${route}/approve`]: onMergeRequest(approve),
  [`GET ${route}/reviewers`]: onMergeRequest((_request, _state, { review }) => ({
    body: [{ user: me, state: review, created_at: time }],
  })),
}
