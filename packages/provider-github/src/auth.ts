import type { AuthMethod } from '@scm-host/core/provider'
import type { TObject, TString } from 'typebox'
import { mint } from './auth/mint.ts'
import { webUrl, type GitHubSettings } from './settings.ts'

/** `Bearer` is right for every kind of GitHub token. */
const header = { name: 'authorization', scheme: 'bearer' } as const

/** Data, for the reason `settingsSchema` is. */
const appSecret = {
  type: 'object',
  required: ['privateKey'],
  additionalProperties: false,
  properties: { privateKey: { type: 'string', description: 'The RSA key GitHub gave out for the app, in PEM form.' } },
} as unknown as TObject<{ privateKey: TString }>

/**
 * How a connection authenticates. A user's token of a GitHub App ends after eight hours, and its refresh token is good for
 * one use; tokens of OAuth apps and of apps without expiry come without one and are never refreshed.
 * @see https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 */
export const auth: readonly AuthMethod<GitHubSettings>[] = [
  { kind: 'minted', title: 'GitHub App', header, secret: appSecret, mint },
  { kind: 'token', title: 'Personal access token', header },
  {
    kind: 'oauth2',
    title: 'GitHub user, through OAuth',
    header,
    endpoints: (settings) => ({
      authorize: `${webUrl(settings)}/login/oauth/authorize`,
      token: `${webUrl(settings)}/login/oauth/access_token`,
    }),
    scopes: ['repo', 'read:org', 'user:email'],
    pkce: true,
    refresh: 'single_use',
  },
  { kind: 'none', title: 'Nothing: public repositories, few requests', header },
]
