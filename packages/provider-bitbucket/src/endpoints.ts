/** An endpoint of Bitbucket's client: path, query and body parameters by name, a JSON body as `_body`. */
export type Endpoint = (parameters: Readonly<Record<string, unknown>>) => Promise<VendorAnswer>

/** What an endpoint answers; `read` gives the body its shape. */
export interface VendorAnswer {
  readonly data: unknown
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly status: number
}

/**
 * The endpoints this provider uses, by the client's own names. The client's published types are not used: its type has an
 * index signature of `any`, by which a misspelt name compiles, and they do not pass a strict compiler.
 */
export interface Endpoints {
  readonly branching_model: Record<'get', Endpoint>
  readonly branchrestrictions: Record<'list', Endpoint>
  readonly commits: Record<
    'get' | 'getAnnotationsForReport' | 'bulkCreateOrUpdateAnnotations' | 'createOrUpdateReport' | 'getReport' | 'list',
    Endpoint
  >
  readonly commitstatuses: Record<'createBuildStatus' | 'getBuildStatus' | 'list' | 'updateBuildStatus', Endpoint>
  readonly deployments: Record<'get' | 'getEnvironment' | 'list' | 'listEnvironments', Endpoint>
  readonly pullrequests: Record<PullRequestEndpoint, Endpoint>
  readonly refs: Record<
    'createBranch' | 'createTag' | 'deleteBranch' | 'deleteTag' | 'getBranch' | 'getTag' | 'listBranches' | 'listTags',
    Endpoint
  >
  readonly repositories: Record<
    | 'createFork'
    | 'createWebhook'
    | 'deleteWebhook'
    | 'get'
    | 'getMergeBase'
    | 'getWebhook'
    | 'list'
    | 'listDefaultReviewers'
    | 'listUserPermissions'
    | 'getUserPermission'
    | 'listWebhooks'
    | 'updateWebhook',
    Endpoint
  >
  readonly users: Record<'get' | 'getAuthedUser' | 'listEmailsForAuthedUser', Endpoint>
  readonly workspaces: Record<
    'getMembersForWorkspace' | 'getProjects' | 'getWorkspace' | 'listPermissionsForRepository',
    Endpoint
  >
}

type PullRequestEndpoint =
  | 'addChangeRequest'
  | 'create'
  | 'createApproval'
  | 'createComment'
  | 'decline'
  | 'deleteApproval'
  | 'deleteComment'
  | 'get'
  | 'getComment'
  | 'getDiff'
  | 'getDiffStat'
  | 'list'
  | 'listActivities'
  | 'listComments'
  | 'listForCommit'
  | 'reopenComment'
  | 'resolveComment'
  | 'listCommits'
  | 'merge'
  | 'deleteChangeRequest'
  | 'update'
  | 'updateComment'

/** What of the client itself is used. */
export interface VendorClient extends Endpoints {
  readonly request: (options: VendorRequest) => Promise<VendorAnswer>
  readonly requestHook: { wrap(around: Around): void }
}

/** A request as the client's hooks see it. */
export interface VendorRequest {
  readonly method: string
  readonly url: string
  readonly request?: { readonly fetch?: VendorFetch }
  readonly [parameter: string]: unknown
}

export type VendorFetch = (url: string, init: RequestInit) => Promise<Response>
export type Around = (
  request: (options: VendorRequest) => Promise<VendorAnswer>,
  options: VendorRequest,
) => Promise<VendorAnswer>
