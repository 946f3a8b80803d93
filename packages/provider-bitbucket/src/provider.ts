import { defineProvider } from '@scm-host/core/provider'
import { connectionAreas, repositoryAreas } from './areas.ts'
import { auth } from './auth.ts'
import { bind, createClient } from './client.ts'
import { vendorError } from './errors.ts'
import { extraPaths, quotaResource, repositoryPaths } from './paths.ts'
import { rateLimitOf } from './rate-limit.ts'
import { baseUrls, downloadOrigins, settingsSchema } from './settings.ts'
import { webhooks } from './webhooks.ts'

/** Bitbucket Cloud. */
export const bitbucket = defineProvider({
  id: 'bitbucket',
  title: 'Bitbucket Cloud',
  icon: new URL('./icon.svg', import.meta.url),
  contract: '^1.0.0',
  settings: settingsSchema,
  baseUrls,
  repositoryPaths,
  extraPaths,
  downloadOrigins,
  auth,
  secretFields: ['secret', 'shared_secret', 'token', 'access_token', 'refresh_token', 'client_secret', 'private_key'],
  vendorError,
  rateLimit: (headers) => rateLimitOf(headers, new Date()),
  quotaResource,
  connect(context) {
    const client = createClient(context)
    return {
      repository: (ref) => repositoryAreas(bind(client, ref)),
      connection: connectionAreas(client),
    }
  },
  webhooks,
})
