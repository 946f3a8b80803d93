import type { Static, TBoolean, TObject, TOptional, TString } from 'typebox'

type SettingsSchema = TObject<{
  /** Root of the REST API. GHES: `https://HOST/api/v3`. */
  baseUrl: TOptional<TString>
  /** App id or client id; needed for the auth kind `minted`. */
  appId: TOptional<TString>
  /** The app's installation this connection stands for; needed for `minted`. */
  installationId: TOptional<TString>
  /** Tokens for writing code may also change `.github/workflows`, where the app has that permission. */
  workflows: TOptional<TBoolean>
}>

/**
 * Settings of a GitHub connection: nothing secret. Written as data, because loading the schema library only to write
 * four fields down would cost every start more than the whole provider.
 */
export const settingsSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    baseUrl: {
      type: 'string',
      format: 'url',
      default: 'https://api.github.com',
      description: 'Root of the REST API. GitHub Enterprise Server: https://HOST/api/v3.',
    },
    appId: { type: 'string', pattern: '^[A-Za-z0-9.]+$', description: 'App id or client id; for auth kind `minted`.' },
    installationId: {
      type: 'string',
      pattern: '^[1-9][0-9]*$',
      description: 'Installation of the app this connection stands for; for auth kind `minted`.',
    },
    workflows: {
      type: 'boolean',
      description: 'Tokens for writing code may also change .github/workflows, where the app has that permission.',
    },
  },
} as unknown as SettingsSchema

export type GitHubSettings = Static<SettingsSchema>

const publicApi = 'https://api.github.com'

/** REST base without a trailing slash. */
export function restUrl(settings: GitHubSettings): string {
  return (settings.baseUrl ?? publicApi).replace(/\/+$/, '')
}

/** GHES answers GraphQL beside REST, at `/api/graphql`; github.com below the same host. */
export function graphqlUrl(settings: GitHubSettings): string {
  const rest = restUrl(settings)
  return rest.endsWith('/api/v3') ? `${rest.slice(0, -'/v3'.length)}/graphql` : `${rest}/graphql`
}

/**
 * Where people look: the web front of the API's host. GHE.com has `api.` before the name, as github.com has.
 * @see https://docs.github.com/en/enterprise-cloud@latest/admin/data-residency/network-details-for-ghecom
 */
export function webUrl(settings: GitHubSettings): string {
  const rest = restUrl(settings)
  if (rest === publicApi) return 'https://github.com'
  const tenant = /^https:\/\/api\.([a-z0-9-]+\.ghe\.com)$/i.exec(rest)?.[1]
  return tenant === undefined ? rest.replace(/\/api\/v3$/, '') : `https://${tenant}`
}

/** Everything the egress guard lets this connection's calls reach; GraphQL of GHES lies beside the REST root. */
export function baseUrls(settings: GitHubSettings): readonly [string, ...string[]] {
  const rest = restUrl(settings)
  const graphql = graphqlUrl(settings)
  return graphql === `${rest}/graphql` ? [rest] : [rest, graphql.slice(0, -'/graphql'.length)]
}

/**
 * Where archive redirects lead: `codeload.` of the web host, or on GHES without subdomain isolation the host itself.
 * @see https://docs.github.com/en/rest/repos/contents#download-a-repository-archive-tar
 */
export function downloadOrigins(settings: GitHubSettings): readonly string[] {
  const web = new URL(webUrl(settings))
  const codeload = `${web.protocol}//codeload.${web.host}`
  return restUrl(settings) === publicApi ? [codeload] : [codeload, web.origin]
}
