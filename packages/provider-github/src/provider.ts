import { defineProvider, type RepositoryRef } from '@scm-host/core/provider'
import { auth } from './auth.ts'
import { bind, createClient, type Client } from './client.ts'
import { connectionAreas, repositoryAreas } from './areas.ts'
import { vendorError } from './errors.ts'
import { extraPaths, quotaResource } from './paths.ts'
import { baseUrls, downloadOrigins, settingsSchema } from './settings.ts'
import { webhooks } from './webhooks.ts'

/** GitHub.com, GHE.com and GitHub Enterprise Server. */
export const github = defineProvider({
  id: 'github',
  title: 'GitHub',
  icon: new URL('./icon.svg', import.meta.url),
  contract: '^1.0.0',
  settings: settingsSchema,
  baseUrls,
  repositoryPaths,
  extraPaths,
  downloadOrigins,
  auth,
  /**
   * `temp_clone_token` clones; `download_url` of a private file holds a token; the others are answers of endpoints no
   * operation uses, and stay out if one ever does.
   */
  secretFields: ['temp_clone_token', 'download_url', 'token', 'secret', 'webhook_secret', 'client_secret', 'pem'],
  vendorError,
  quotaResource,
  connect(context) {
    const client: Client = createClient(context)
    return {
      repository: (ref) => repositoryAreas(bind(client, ref)),
      connection: connectionAreas(client),
    }
  },
  webhooks,
})

/** By name, and by the id a renamed repository's redirects and `Link` headers lead to. */
function repositoryPaths({ fullName, externalId }: RepositoryRef): readonly [string, ...string[]] {
  const named = fullName.split('/').map(encodeURIComponent).join('/')
  return [`/repos/${named}`, `/repositories/${encodeURIComponent(externalId)}`]
}
