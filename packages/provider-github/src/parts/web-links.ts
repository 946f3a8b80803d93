import type { Bound } from '../client.ts'
import { webUrl } from '../settings.ts'

/** A path with every segment percent-encoded; slashes stay. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

/** The page of the bound repository. */
export function repositoryUrl({ settings, at }: Pick<Bound, 'settings' | 'at'>): string {
  return `${webUrl(settings)}/${encodeURIComponent(at.owner)}/${encodeURIComponent(at.repo)}`
}

/** Clone addresses; SSH at the web host, as the user `git`. */
export function cloneUrls(client: Pick<Bound, 'settings' | 'at'>): {
  readonly httpsUrl: string
  readonly sshUrl: string
} {
  const { hostname } = new URL(webUrl(client.settings))
  const { owner, repo } = client.at
  return { httpsUrl: `${repositoryUrl(client)}.git`, sshUrl: `git@${hostname}:${owner}/${repo}.git` }
}
