import type { Static, TObject, TOptional, TString } from 'typebox'

type SettingsSchema = TObject<{
  /** Root of the instance: any host, port and sub-path. */
  baseUrl: TOptional<TString>
}>

/**
 * Settings of a GitLab connection: nothing secret. Written as data, because loading the schema library only to write one
 * field down would cost every start more than the whole provider.
 */
export const settingsSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    baseUrl: {
      type: 'string',
      format: 'url',
      default: 'https://gitlab.com',
      description: 'Root of the instance, with its port and sub-path if it has them; not the root of its API.',
    },
  },
} as unknown as SettingsSchema

export type GitLabSettings = Static<SettingsSchema>

/** Where people look: the instance's root without a trailing slash. */
export function webUrl(settings: GitLabSettings): string {
  return (settings.baseUrl ?? 'https://gitlab.com').replace(/\/+$/, '')
}

/**
 * Root of the REST API.
 * @see https://docs.gitlab.com/api/rest/
 */
export function restUrl(settings: GitLabSettings): string {
  return `${webUrl(settings)}/api/v4`
}

/** Everything the egress guard lets this connection's calls reach. */
export function baseUrls(settings: GitLabSettings): readonly [string, ...string[]] {
  return [restUrl(settings)]
}
