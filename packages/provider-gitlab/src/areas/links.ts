import type { AreaMethods } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { parseFileLink } from '../parts/parse-link.ts'
import { encodePath, projectUrl } from '../parts/web-links.ts'

/** Pages that GitLab shows rendered; a line of them can be pointed at only in the plain view. */
const rendered = /\.(md|markdown|mdown|mkd|mkdn|rst|adoc|ad|asciidoc|org|textile|rdoc|wiki|creole|mediawiki|ipynb)$/i

/** Computed, never asked of GitLab. */
export function links(client: Bound): AreaMethods<'links'> {
  const home = projectUrl(client)
  const link = (path: string) => ({ data: { url: `${home}/-/${path}`, isVerified: false } })
  return {
    file: async ({ path, ref, startLine, endLine }) => {
      const lines = anchor(startLine, endLine)
      const plain = lines !== '' && rendered.test(path) ? '?plain=1' : ''
      return link(`blob/${encodePath(ref)}/${encodePath(path)}${plain}${lines}`)
    },
    commit: async ({ sha }) => link(`commit/${sha}`),
    pullRequest: async ({ pullRequest }) => link(`merge_requests/${pullRequest}`),
    issue: async ({ issue }) => link(`issues/${issue}`),
    compare: async ({ base, head }) => link(`compare/${encodePath(base)}...${encodePath(head)}`),
    parse: async ({ url }) => ({ data: parseFileLink(url, home, client.repository.defaultBranch) }),
  }
}

function anchor(startLine: number | undefined, endLine: number | undefined): string {
  const first = startLine ?? endLine
  if (first === undefined) return ''
  const [start, end] = [Math.min(first, endLine ?? first), Math.max(first, endLine ?? first)]
  return start === end ? `#L${start}` : `#L${start}-${end}`
}
