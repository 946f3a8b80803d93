import type { OperationId } from '@scm-host/core/provider'

/** What lies outside of a project's own paths, by operation. Templates are below the API's root. */
export const extraPaths: Partial<Record<OperationId, readonly string[]>> = {
  'repository.getPermission': ['/users', '/users/{user}'],
  'installation.get': ['/user', '/personal_access_tokens/self'],
  'installation.listRepositories': ['/projects'],
  'installation.searchRepositories': ['/projects'],
  'installation.getRateLimit': ['/projects'],
  'commits.list': ['/users', '/users/{user}'],
  'issues.create': ['/users', '/users/{user}'],
  'issues.update': ['/users', '/users/{user}'],
  'issues.addReaction': ['/user'],
  'issues.addCommentReaction': ['/user'],
  // A merge request from a fork is opened at the fork.
  'pullRequests.create': ['/users', '/users/{user}', '/projects/{fork}/merge_requests'],
  'pullRequests.requestReviewers': ['/users', '/users/{user}'],
  'pullRequests.removeReviewers': ['/users', '/users/{user}'],
  'pullRequests.addReaction': ['/user'],
  'pullRequests.addCommentReaction': ['/user'],
  'reviews.create': ['/user'],
  'reviews.dismiss': ['/user'],
  'users.getCurrent': ['/user'],
  'users.get': ['/users', '/users/{user}'],
  'users.listEmails': ['/user', '/user/emails'],
  'organizations.get': ['/groups/{organization}'],
  'organizations.list': ['/groups'],
  'organizations.listMembers': ['/groups/{organization}/members/all'],
  'organizations.listTeams': ['/groups/{organization}/subgroups'],
}
