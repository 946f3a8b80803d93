import type { DocumentFault } from '../../../../test/beds/api-document.ts'

/** Where GitLab's OpenAPI document is wrong; its documentation is right. */
export const knownFaults: readonly DocumentFault[] = [
  {
    routes: /\{branch\}$/,
    violation: /^\/path\/branch must be integer$/,
    because: 'https://docs.gitlab.com/api/branches/#get-single-repository-branch : the branch is a name',
  },
  {
    routes: /^\w+ \/projects\/\{id\}/,
    violation: /^\/path\/id must be integer$/,
    because: 'https://docs.gitlab.com/api/rest/#namespaced-paths : `:id` may be a path',
  },
  {
    routes: /^POST \/projects\/\{id\}\/repository\/commits$/,
    violation: /^\/requestBody\/actions\/\d+ must have required property '(previous_path|content|execute_filemode)'$/,
    because: 'https://docs.gitlab.com/api/commits/#create-a-commit-with-multiple-files-and-actions : not required',
  },
  {
    routes: /^POST \/projects\/\{id\}\/repository\/commits$/,
    violation: /^answer 201: not documented$/,
    because: 'https://docs.gitlab.com/api/rest/troubleshooting/#status-codes : what was created answers 201',
  },
  {
    routes: /^GET \/projects\/\{id\}\/repository\/tree$/,
    violation: /^answer 200: value must be object$/,
    because: 'https://docs.gitlab.com/api/repositories/#list-repository-tree : a list',
  },
  {
    routes: / \/(projects|groups)\/\{id\}\/members/,
    violation: /\/access_level must be string$/,
    because: 'https://docs.gitlab.com/api/project_members/ : access levels are numbers',
  },
]
