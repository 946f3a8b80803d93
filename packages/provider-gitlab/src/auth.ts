import type { AuthMethod } from '@scm-host/core/provider'
import { webUrl, type GitLabSettings } from './settings.ts'

/**
 * How a connection authenticates. A token is a personal, project or group access token alike. An OAuth access token ends
 * after two hours, and refreshing ends the refresh token as well.
 * @see https://docs.gitlab.com/api/rest/authentication/
 * @see https://docs.gitlab.com/api/oauth2/
 */
export const auth: readonly AuthMethod<GitLabSettings>[] = [
  { kind: 'token', title: 'Personal, project or group access token', header: { name: 'private-token', scheme: 'raw' } },
  {
    kind: 'oauth2',
    title: 'GitLab user, through OAuth',
    header: { name: 'authorization', scheme: 'bearer' },
    endpoints: (settings) => ({
      authorize: `${webUrl(settings)}/oauth/authorize`,
      token: `${webUrl(settings)}/oauth/token`,
      revoke: `${webUrl(settings)}/oauth/revoke`,
    }),
    scopes: ['api'],
    pkce: true,
    refresh: 'single_use',
  },
  { kind: 'none', title: 'Nothing: public projects', header: { name: 'private-token', scheme: 'raw' } },
]
