import type { AuthMethod } from '@scm-host/core/provider'
import { webUrl, type BitbucketSettings } from './settings.ts'

const bearer = { name: 'authorization', scheme: 'bearer' } as const
const basic = { name: 'authorization', scheme: 'basic' } as const

/**
 * How a connection authenticates. An API token goes with its owner's Atlassian mail address as `username`; an access token
 * of a repository, project or workspace stands for itself. Without a refresh token an OAuth consumer gets its tokens by
 * its own key and secret; refresh tokens may be used again. App passwords ended in 2026.
 * @see https://support.atlassian.com/bitbucket-cloud/docs/using-api-tokens/
 * @see https://support.atlassian.com/bitbucket-cloud/docs/using-access-tokens/
 * @see https://developer.atlassian.com/cloud/bitbucket/oauth-2/
 */
export const auth: readonly AuthMethod<BitbucketSettings>[] = [
  { kind: 'token', title: 'API token of a user (username: the mail address)', header: basic, username: true },
  { kind: 'token', title: 'Access token of a repository, project or workspace', header: bearer },
  {
    kind: 'oauth2',
    title: 'OAuth consumer',
    header: bearer,
    endpoints: (settings) => ({
      authorize: `${webUrl(settings)}/site/oauth2/authorize`,
      token: `${webUrl(settings)}/site/oauth2/access_token`,
    }),
    scopes: ['account', 'email', 'repository:write', 'pullrequest:write', 'webhook'],
    pkce: false,
    refresh: 'reusable',
    clientCredentials: true,
    clientAuthentication: 'header',
  },
  { kind: 'none', title: 'Nothing: public repositories, 60 requests an hour', header: bearer },
]
