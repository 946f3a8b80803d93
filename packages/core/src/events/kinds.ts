import { Type, type TObject } from 'typebox'
import { Id, nullable, Num, oneOf, Sha, StatusState, Url } from '../contract/formats.ts'
import {
  Comment,
  deploymentStates,
  Issue,
  PullRequest,
  Release,
  Review,
  ReviewComment,
  ReviewThread,
} from '../contract/objects/index.ts'
import { checkFields, pipelineFields, suiteFields } from './check-kinds.ts'
import { pushFields, refFields } from './push-kinds.ts'
import { installationFields, repositoryFields, smallFields } from './repository-kinds.ts'

/** One kind of event: its actions (null: the vendor's own words) and its subject. */
export interface KindRow {
  readonly actions: readonly string[] | null
  readonly subject: TObject
}

const changes = Type.Array(Type.String(), {
  description: 'Names of the fields that changed; empty when the vendor does not tell.',
})
const onPullRequest = { pullRequest: Num }
const issueActions = [
  'opened',
  'closed',
  'reopened',
  'edited',
  'labeled',
  'unlabeled',
  'assigned',
  'unassigned',
  'milestoned',
  'demilestoned',
  'locked',
  'unlocked',
] as const
const pullRequestActions = [
  ...issueActions,
  'synchronize',
  'ready_for_review',
  'converted_to_draft',
  'review_requested',
  'review_request_removed',
  'auto_merge_enabled',
  'auto_merge_disabled',
  'enqueued',
  'dequeued',
] as const
const CommentSubject = Type.Object({
  on: oneOf(
    ['issue', 'pull_request', 'commit'],
    'What the comment belongs to; that field is set, the other two are null.',
  ),
  issue: nullable(Num),
  pullRequest: nullable(Num),
  sha: nullable(Sha),
  comment: Comment,
})

/** Every neutral kind. Each action list ends with `other`: a vendor action we do not know, its name in `rawAction`. */
export const eventKinds = {
  push: { actions: ['pushed', 'force_pushed', 'other'], subject: Type.Object(pushFields) },
  branch: { actions: ['created', 'deleted', 'other'], subject: Type.Object(refFields) },
  tag: { actions: ['created', 'deleted', 'other'], subject: Type.Object(refFields) },
  pull_request: {
    actions: [...pullRequestActions, 'other'],
    subject: Type.Object({ ...PullRequest.properties, changes }),
  },
  review: {
    actions: ['submitted', 'edited', 'dismissed', 'other'],
    subject: Type.Object({ ...onPullRequest, review: Review }),
  },
  comment: { actions: ['created', 'edited', 'deleted', 'pinned', 'unpinned', 'other'], subject: CommentSubject },
  review_comment: {
    actions: ['created', 'edited', 'deleted', 'other'],
    subject: Type.Object({ ...onPullRequest, comment: ReviewComment }),
  },
  review_thread: {
    actions: ['resolved', 'unresolved', 'other'],
    subject: Type.Object({ ...onPullRequest, thread: ReviewThread }),
  },
  issue: {
    actions: [...issueActions, 'transferred', 'deleted', 'pinned', 'unpinned', 'other'],
    subject: Type.Object({ ...Issue.properties, changes }),
  },
  check_run: {
    actions: ['created', 'completed', 'rerequested', 'requested_action', 'other'],
    subject: Type.Object(checkFields),
  },
  check_suite: { actions: ['requested', 'completed', 'rerequested', 'other'], subject: Type.Object(suiteFields) },
  status: {
    actions: ['updated', 'other'],
    subject: Type.Object({
      sha: Sha,
      context: Type.String(),
      state: StatusState,
      targetUrl: nullable(Url),
      description: nullable(Type.String()),
    }),
  },
  pipeline: { actions: ['requested', 'in_progress', 'completed', 'other'], subject: Type.Object(pipelineFields) },
  deployment: {
    actions: ['created', 'status_updated', 'other'],
    subject: Type.Object({
      deployment: Id,
      environment: Type.String(),
      ref: nullable(Type.String()),
      sha: nullable(Sha),
      state: nullable(oneOf(deploymentStates)),
    }),
  },
  release: {
    actions: ['published', 'created', 'edited', 'deleted', 'prereleased', 'released', 'unpublished', 'other'],
    subject: Type.Object({ ...Release.properties }),
  },
  repository: {
    actions: [
      'created',
      'deleted',
      'renamed',
      'transferred',
      'archived',
      'unarchived',
      'publicized',
      'privatized',
      'edited',
      'other',
    ],
    subject: Type.Object(repositoryFields),
  },
  installation: {
    actions: [
      'created',
      'deleted',
      'suspended',
      'unsuspended',
      'permissions_accepted',
      'repositories_added',
      'repositories_removed',
      'other',
    ],
    subject: Type.Object(installationFields),
  },
  member: { actions: null, subject: Type.Object(smallFields.member) },
  fork: { actions: null, subject: Type.Object(smallFields.fork) },
  star: { actions: null, subject: Type.Object(smallFields.star) },
  label: { actions: null, subject: Type.Object(smallFields.label) },
  milestone: { actions: null, subject: Type.Object(smallFields.milestone) },
  merge_group: { actions: null, subject: Type.Object(smallFields.merge_group) },
  reaction: { actions: null, subject: Type.Object(smallFields.reaction) },
} as const satisfies Readonly<Record<string, KindRow>>
