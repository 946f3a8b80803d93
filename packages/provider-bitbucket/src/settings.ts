import type { Static, TObject, TOptional, TString } from 'typebox'

type SettingsSchema = TObject<{
  /** Root of the API, without `/2.0`. */
  baseUrl: TOptional<TString>
  /** The workspace this connection stands for: its slug or `{uuid}`. */
  workspace: TOptional<TString>
}>

/** Settings of a Bitbucket Cloud connection: nothing secret. Written as data, so that a start needs no schema library. */
export const settingsSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    baseUrl: {
      type: 'string',
      format: 'url',
      default: 'https://api.bitbucket.org',
      description: 'Root of the REST API, without /2.0. Bitbucket Data Center has another API and is not meant.',
    },
    workspace: {
      type: 'string',
      pattern: '^(\\{[0-9a-fA-F-]{36}\\}|[A-Za-z0-9_.-]{1,128})$',
      description:
        'The workspace this connection stands for: slug or {uuid}. Needed by access tokens of a repository, project or workspace, which belong to no user.',
    },
  },
} as unknown as SettingsSchema

export type BitbucketSettings = Static<SettingsSchema>

const publicApi = 'https://api.bitbucket.org'
const publicWeb = 'https://bitbucket.org'

/** REST base: `https://api.bitbucket.org/2.0`. */
export function restUrl(settings: BitbucketSettings): string {
  return `${rootOf(settings)}/2.0`
}

/** Where people look, git clones from and OAuth lives. Another API root (a gateway, a test) is its own web front. */
export function webUrl(settings: BitbucketSettings): string {
  const root = rootOf(settings)
  return root === publicApi ? publicWeb : root
}

/** The API, and the web front: archives are served there, with the same credential. */
export function baseUrls(settings: BitbucketSettings): readonly [string, ...string[]] {
  return [restUrl(settings), webUrl(settings)]
}

/**
 * Where files in LFS storage lie.
 * @see https://developer.atlassian.com/cloud/bitbucket/rest/api-group-source/#api-repositories-workspace-repo-slug-src-commit-path-get
 */
export function downloadOrigins(settings: BitbucketSettings): readonly string[] {
  return rootOf(settings) === publicApi ? ['https://api.media.atlassian.com'] : []
}

function rootOf(settings: BitbucketSettings): string {
  return (settings.baseUrl ?? publicApi).replace(/\/+$/, '')
}
