import type { AreaMethods } from '@scm-host/core/provider'
import { encodePath, type Bound } from '../client.ts'
import { parseFileLink } from '../parts/parse-link.ts'
import { repositoryUrl } from '../parts/web-links.ts'

/** Computed, never asked of Bitbucket. There are no issues, and so no links to them. */
export function links(client: Bound): AreaMethods<'links'> {
  const home = repositoryUrl(client)
  const link = (path: string) => ({ data: { url: `${home}/${path}`, isVerified: false } })
  const ref = encodeURIComponent
  return {
    /** The ref is one segment, whatever slashes it has: only so ref and path can be told apart again. */
    file: async ({ path, ref: at, startLine, endLine }) =>
      link(`src/${ref(at)}/${encodePath(path)}${anchor(startLine, endLine)}`),
    commit: async ({ sha }) => link(`commits/${sha}`),
    pullRequest: async ({ pullRequest }) => link(`pull-requests/${pullRequest}`),
    /** Bitbucket names the newer first. */
    compare: async ({ base, head }) => link(`branches/compare/${ref(head)}..${ref(base)}`),
    parse: async ({ url }) => ({ data: parseFileLink(url, home, client.repository.defaultBranch) }),
  }
}

function anchor(startLine: number | undefined, endLine: number | undefined): string {
  const first = startLine ?? endLine
  if (first === undefined) return ''
  const [start, end] = [Math.min(first, endLine ?? first), Math.max(first, endLine ?? first)]
  return start === end ? `#lines-${start}` : `#lines-${start}:${end}`
}
