import type { OperationId, RepositoryRef } from '@scm-host/core/provider'

/** What lies outside of a repository's own paths, by operation. Templates are below `/2.0`. */
export const extraPaths: Partial<Record<OperationId, readonly string[]>> = {
  'installation.get': ['/user', '/workspaces/{workspace}', '/user/workspaces/{workspace}/permissions/repositories'],
  'installation.listRepositories': ['/repositories/{workspace}', '/user/workspaces'],
  'installation.searchRepositories': ['/repositories/{workspace}', '/user/workspaces'],
  'installation.getRateLimit': ['/user', '/workspaces/{workspace}'],
  'reviews.dismiss': ['/user'],
  'users.getCurrent': ['/user'],
  'users.get': ['/users/{user}'],
  'users.listEmails': ['/user/emails'],
  'organizations.get': ['/workspaces/{workspace}'],
  'organizations.list': ['/user/workspaces', '/workspaces/{workspace}'],
  'organizations.listMembers': ['/workspaces/{workspace}/members'],
  'organizations.listTeams': ['/workspaces/{workspace}/projects'],
}

/**
 * A repository by name and by its UUID, where the workspace's place may be empty braces; and its archives, which the web
 * front serves.
 * @see https://developer.atlassian.com/cloud/bitbucket/rest/intro/#repository-object-and-uuid
 */
export function repositoryPaths({ fullName, externalId }: RepositoryRef): readonly [string, ...string[]] {
  const [workspace = '', slug = ''] = fullName.split('/').map(encodeURIComponent)
  const id = encodeURIComponent(externalId)
  return [
    `/repositories/${workspace}/${slug}`,
    `/repositories/${workspace}/${id}`,
    `/repositories/%7B%7D/${id}`,
    `/workspaces/${workspace}/permissions/repositories/${slug}`,
    `/${workspace}/${slug}/get`,
  ]
}

/**
 * Which of Bitbucket's limits a request counts against.
 * @see https://support.atlassian.com/bitbucket-cloud/docs/api-request-limits/
 */
export function quotaResource(_method: string, path: string): string {
  if (path.includes('/get/') && !path.startsWith('/repositories/')) return 'archive'
  if (/^\/repositories\/[^/]+\/[^/]+\/hooks(\/|$)/.test(path)) return 'webhooks'
  return 'api'
}
