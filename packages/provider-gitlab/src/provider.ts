import { defineProvider, type RepositoryRef } from '@scm-host/core/provider'
import { connectionAreas, repositoryAreas } from './areas.ts'
import { auth } from './auth.ts'
import { bind, createClient, type Client } from './client.ts'
import { vendorError } from './errors.ts'
import { extraPaths } from './paths.ts'
import { baseUrls, settingsSchema } from './settings.ts'
import { webhooks } from './webhooks.ts'

/** GitLab.com, GitLab Dedicated and self-managed GitLab. */
export const gitlab = defineProvider({
  id: 'gitlab',
  title: 'GitLab',
  icon: new URL('./icon.svg', import.meta.url),
  contract: '^1.0.0',
  settings: settingsSchema,
  baseUrls,
  repositoryPaths,
  extraPaths,
  auth,
  /**
   * `runners_token` registers runners, `import_url` may hold a credential, a service desk address lets anybody file
   * issues; the others are answers of endpoints no operation uses, and stay out if one ever does.
   */
  secretFields: [
    'runners_token',
    'import_url',
    'service_desk_address',
    'token',
    'signing_token',
    'private_token',
    'feed_token',
    'incoming_email_token',
    'static_object_token',
    'secret',
  ],
  vendorError,
  webhooks,
  connect(context) {
    const client: Client = createClient(context)
    return {
      repository: (ref) => repositoryAreas(bind(client, ref)),
      connection: connectionAreas(client),
    }
  },
})

/** By id, which `Link` headers always have, and by full path. */
function repositoryPaths({ fullName, externalId }: RepositoryRef): readonly [string, ...string[]] {
  return [`/projects/${encodeURIComponent(externalId)}`, `/projects/${encodeURIComponent(fullName)}`]
}
