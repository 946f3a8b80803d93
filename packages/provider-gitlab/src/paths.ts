import type { OperationId } from '@scm-host/core/provider'

/** What lies outside of a project's own paths, by operation. Templates are below the API's root. */
export const extraPaths: Partial<Record<OperationId, readonly string[]>> = {
  'repository.getPermission': ['/users', '/users/{user}'],
  'installation.get': ['/user', '/personal_access_tokens/self'],
  'installation.listRepositories': ['/projects'],
  'installation.searchRepositories': ['/projects'],
  'installation.getRateLimit': ['/projects'],
  'commits.list': ['/users', '/users/{user}'],
  'users.getCurrent': ['/user'],
  'users.get': ['/users', '/users/{user}'],
  'users.listEmails': ['/user', '/user/emails'],
  'organizations.get': ['/groups/{organization}'],
  'organizations.list': ['/groups'],
  'organizations.listMembers': ['/groups/{organization}/members/all'],
  'organizations.listTeams': ['/groups/{organization}/subgroups'],
}
