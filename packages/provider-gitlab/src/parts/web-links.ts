import type { Bound } from '../client.ts'
import { webUrl } from '../settings.ts'

/** A path with every segment percent-encoded; slashes stay. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

/** The page of the bound project. */
export function projectUrl({ settings, repository }: Pick<Bound, 'settings' | 'repository'>): string {
  return `${webUrl(settings)}/${encodePath(repository.fullName)}`
}

/** Clone addresses: HTTPS where the API is; SSH at the web host, as the user `git`. */
export function cloneUrls(client: Pick<Bound, 'settings' | 'repository'>): {
  readonly httpsUrl: string
  readonly sshUrl: string
} {
  const { hostname } = new URL(webUrl(client.settings))
  return { httpsUrl: `${projectUrl(client)}.git`, sshUrl: `git@${hostname}:${client.repository.fullName}.git` }
}
