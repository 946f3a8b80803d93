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
    routes: /^GET .*\/blame$/,
    violation: /^\/query must have required property 'range\[(start|end)\]'$/,
    because:
      'https://docs.gitlab.com/api/repository_files/#get-file-blame-from-repository : both are for a range alone',
  },
  {
    routes: /^GET \/projects$/,
    violation: /^\/query must NOT have additional properties \(pagination\)$/,
    because: 'https://docs.gitlab.com/api/rest/#keyset-based-pagination : asked for by `pagination=keyset`',
  },
  {
    // What GitLab's code does not give a type the document calls a string.
    routes: / \/(projects|groups)/,
    violation: /^answer \d+: .*\/(id|access_level|notification_level|repository_size) must be string$/,
    because: 'https://docs.gitlab.com/api/groups/, /project_members/, /projects/ : numbers',
  },
  {
    // The same, and lists of people as one.
    routes: /\/merge_requests/,
    violation:
      /^answer \d+: .*\/(source_project_id|target_project_id|labels|draft|assignees|reviewers) must be (string|object)$/,
    because: 'https://docs.gitlab.com/api/merge_requests/ : numbers, lists, a boolean',
  },
  {
    routes: /^GET \/projects\/\{id\}\/(issues|merge_requests)$/,
    violation: /^answer 200: value must be object$/,
    because: 'https://docs.gitlab.com/api/issues/, /merge_requests/ : lists',
  },
  {
    routes: /^GET .*\/merge_requests\/\{merge_request_iid\}\/(diffs|commits|reviewers)$/,
    violation: /^answer 200: value must be object$/,
    because: 'https://docs.gitlab.com/api/merge_requests/ : lists',
  },
  {
    // The same for what is within an issue or a merge request.
    routes: /\/(issues|merge_requests)/,
    violation:
      /^answer \d+: .*\/(iid|project_id|assignees|user_notes_count|approved_by|rebase_in_progress) must be (string|object)$/,
    because: 'https://docs.gitlab.com/api/issues/, /merge_request_approvals/ : numbers and lists',
  },
  {
    routes: /\/(issues|merge_requests)/,
    violation: /^\/requestBody\/(labels|add_labels|remove_labels) must be array$|^\/query\/labels must be array$/,
    because: 'https://docs.gitlab.com/api/issues/#update-an-issue : names with commas between them',
  },
  {
    routes: /\/merge_requests\/\{merge_request_iid\}\/(merge|rebase)$/,
    violation: /^answer (202|406): not documented$/,
    because: 'https://docs.gitlab.com/api/merge_requests/#rebase-a-merge-request : 202; #merge-a-merge-request : 406',
  },
  {
    routes: /\/merge_requests\/\{merge_request_iid\}\/versions/,
    violation: /^answer 200: .*\/(merge_request_id|diffs) must be (string|object)$/,
    because: 'https://docs.gitlab.com/api/merge_requests/#get-merge-request-diff-versions : a number and a list',
  },
  {
    routes: /^POST \/projects\/\{id\}\/statuses\/\{sha\}$/,
    violation: /^answer 201: not documented$/,
    because: 'https://docs.gitlab.com/api/rest/troubleshooting/#status-codes : what was created answers 201',
  },
  {
    routes: /^DELETE \/projects\/\{id\}\/releases\/\{tag_name\}$/,
    violation: /^answer 200: not documented$/,
    because: 'https://docs.gitlab.com/api/releases/#delete-a-release : answers what it deleted',
  },
  {
    routes: /^(POST|PUT) \/projects\/\{id\}\/hooks/,
    violation: /^body signing_token: unknown$/,
    because: 'https://docs.gitlab.com/api/project_webhooks/ : since GitLab 19.0',
  },
  {
    // gitbeaker sends an empty object.
    routes: /\/(unapprove|discussions\/\{discussion_id\})$/,
    violation: /^body: none is documented$/,
    because: 'https://docs.gitlab.com/api/merge_request_approvals/, /discussions/ : no attributes in the body',
  },
]
