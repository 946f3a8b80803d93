import { Type, type Static } from 'typebox'

/** Settings of a GitHub connection: nothing secret. */
export const settingsSchema = Type.Object(
  {
    /** Root of the REST API. GHES: `https://HOST/api/v3`. */
    baseUrl: Type.Optional(Type.String({ format: 'url', default: 'https://api.github.com' })),
    /** App id or client id; needed for the auth kind `minted`. */
    appId: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9.]+$' })),
    /** The app's installation this connection stands for; needed for `minted`. */
    installationId: Type.Optional(Type.String({ pattern: '^[1-9][0-9]*$' })),
  },
  { additionalProperties: false },
)

export type GitHubSettings = Static<typeof settingsSchema>

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

/** Where people look: the web front of the API's host. */
export function webUrl(settings: GitHubSettings): string {
  const rest = restUrl(settings)
  return rest === publicApi ? 'https://github.com' : rest.replace(/\/api\/v3$/, '')
}
