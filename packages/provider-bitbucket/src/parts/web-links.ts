import { encodePath, type Bound } from '../client.ts'
import { webUrl } from '../settings.ts'

/** The page of the bound repository. */
export function repositoryUrl({ settings, at }: Pick<Bound, 'settings' | 'at'>): string {
  return `${webUrl(settings)}/${encodePath(`${at.workspace}/${at.repo_slug}`)}`
}

/** Clone addresses; SSH as the user `git`. */
export function cloneUrls(client: Pick<Bound, 'settings' | 'at'>): {
  readonly httpsUrl: string
  readonly sshUrl: string
} {
  const { hostname } = new URL(webUrl(client.settings))
  const { workspace, repo_slug: slug } = client.at
  return { httpsUrl: `${repositoryUrl(client)}.git`, sshUrl: `git@${hostname}:${workspace}/${slug}.git` }
}
