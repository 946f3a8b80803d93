import type { DocumentFault } from '../../../../test/beds/api-document.ts'

/** Where Bitbucket's OpenAPI document is wrong or silent; each with what is right. */
export const knownFaults: readonly DocumentFault[] = [
  {
    routes: /./,
    violation: /unevaluated|additional properties \((page|pagelen|fields|ctx)\)/,
    because:
      'All lists take `page` and `pagelen`, all answers `fields`: https://developer.atlassian.com/cloud/bitbucket/rest/intro/#pagination',
  },
  {
    routes: /^GET .*\/commits$/,
    violation: /additional properties \((include|exclude|path)\)/,
    because: 'Written in the text of the endpoint alone: GET …/commits?include=foo&exclude=master, and `path`.',
  },
  {
    routes: /^GET .*\/permissions\/repositories/,
    violation: /additional properties \(q\)/,
    because: 'The endpoint’s text has filters by user and permission.',
  },
  {
    routes: /^POST .*\/(refs\/branches|src|hooks)$|^PUT .*\/(hooks\/\{uid\}|statuses\/build\/\{key\})$/,
    violation: /^body: none is documented$/,
    because: 'The body is described in the text of the endpoint.',
  },
  {
    routes: /\/statuses\/build/,
    violation: /must have required property 'type'/,
    because: 'The examples of the endpoint have no `type`: it is for answers.',
  },
  {
    routes: /^POST .*\/(forks|refs\/tags|annotations)$|^PUT .*\/reports\/\{reportId\}$/,
    violation: /must have required property 'type'/,
    because: 'The same: the examples of these endpoints have no `type`.',
  },
  {
    routes: /^GET .*\/src\/\{commit\}\//,
    violation: /answer 200: value must NOT have additional properties \((type|path|attributes|commit|size)\)/,
    because: 'With `format=meta` the answer is the entry itself; the document has the listing alone.',
  },
  {
    routes: /^GET .*\/(src|diffstat)\//,
    violation: /\/attributes must be (string|equal to one of the allowed values)/,
    because: 'The text of the endpoint has a list: "attributes": [].',
  },
  {
    routes: /^GET \/user\/emails$/,
    violation: /answer 200: not documented/,
    because: 'Documented with an answer of the kind `default` alone, an error; the text says what it returns.',
  },
  {
    routes: /^GET .*\/pullrequests$|^GET .*\/pullrequests\/\{pull_request_id\}\/comments$/,
    violation: /additional properties \((q|sort)\)/,
    because: 'Written in the text of both endpoints alone: they support filtering and sorting.',
  },
  {
    routes: /^(POST|PUT) .*\/pullrequests(\/\{pull_request_id\}(\/comments(\/\{comment_id\})?)?)?$/,
    violation:
      /^(\/requestBody|answer 201: )?(\/(reviewers\/\d+|source\/repository|parent))? must have required property 'type'$/,
    because: 'The examples of these endpoints have no `type`: reviewers are `{"uuid": …}`, a parent is `{"id": …}`.',
  },
  {
    routes: /^(GET|POST) .*\/pullrequests\/\{pull_request_id\}\/comments$/,
    violation: /^answer 20[01]: (\/values\/\d+)?\/parent must have required property 'type'$/,
    because:
      'A parent is answered as its id and links: https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/#Comment',
  },
  {
    routes: /^GET .*\/pullrequests\/\{pull_request_id\}\/diff(stat)?$/,
    violation: /^answer 200: not documented$/,
    because: 'The document ends at the redirect; the tests of the host follow it, others are given where it leads.',
  },
]
