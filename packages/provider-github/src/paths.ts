import type { OperationId } from '@scm-host/core/provider'

/** What lies outside of a repository's own paths, by operation. Templates are below a base URL. */
export const extraPaths: Partial<Record<OperationId, readonly string[]>> = {
  'installation.get': ['/user', '/installation/repositories'],
  'installation.listRepositories': ['/user/repos', '/installation/repositories'],
  'installation.searchRepositories': ['/search/repositories', '/installation/repositories'],
  'installation.getRateLimit': ['/rate_limit'],
  'tags.list': ['/graphql'],
  'files.list': ['/graphql'],
  'files.getBlame': ['/graphql'],
  'issues.search': ['/search/issues'],
  'pullRequests.update': ['/graphql'],
  'reviews.listThreads': ['/graphql'],
  'reviews.resolveThread': ['/graphql'],
  'reviews.unresolveThread': ['/graphql'],
  'reviews.minimizeComment': ['/graphql'],
  'users.getCurrent': ['/user'],
  'users.get': ['/users/{user}'],
  'users.listEmails': ['/user/emails'],
  'organizations.get': ['/orgs/{organization}', '/users/{organization}'],
  'organizations.list': ['/user/orgs', '/installation/repositories'],
  'organizations.listMembers': ['/orgs/{organization}/members'],
  'organizations.listTeams': ['/orgs/{organization}/teams'],
}

/**
 * Which of GitHub's limits a request counts against.
 * @see https://docs.github.com/en/rest/rate-limit/rate-limit
 */
export function quotaResource(_method: string, path: string): string {
  const below = path.replace(/^\/api(\/v3)?(?=\/)/, '')
  if (below === '/graphql') return 'graphql'
  if (below === '/search/code') return 'code_search'
  return below.startsWith('/search/') ? 'search' : 'core'
}
