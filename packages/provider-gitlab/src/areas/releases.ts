import { ProjectReleases, Projects } from '@gitbeaker/rest'
import { given, type AreaMethods } from '@scm-host/core/provider'
import { paged, type Bound } from '../client.ts'
import { refused } from '../input.ts'
import { mapRelease, releaseTag } from '../map/release.ts'

interface Kind {
  readonly draft?: boolean | undefined
  readonly prerelease?: boolean | undefined
}

/** To publish what was meant as a draft would be worse than a refusal. @throws ScmError `invalid_argument` */
function checkKind({ draft = false, prerelease = false }: Kind): void {
  if (draft) throw refused('draft', 'absent or false', 'GitLab has no draft releases.')
  if (prerelease) throw refused('prerelease', 'absent or false', 'GitLab has no pre-releases.')
}

/** @throws ScmError `invalid_argument` */
function tagOf(release: string): string {
  const tag = releaseTag(release)
  if (tag === null) throw refused('release', 'an id that this provider gave out')
  return tag
}

/** GitLab makes no tag without a ref, and ignores the ref of a tag that is there already. */
async function defaultBranch(client: Bound): Promise<string | undefined> {
  const { default_branch: branch } = await client.of(Projects).show(client.project)
  return branch || undefined
}

/** Releases, each found by its tag. https://docs.gitlab.com/api/releases/ */
export function releases(client: Bound): AreaMethods<'releases'> {
  const { project } = client
  async function get(tag: string) {
    const raw = await client.of(ProjectReleases).show(project, tag)
    return { data: mapRelease(raw), raw }
  }
  return {
    async list(_input, call) {
      const page = await client.page(ProjectReleases, call, (all, at) => all.all(project, at))
      return paged(page, mapRelease)
    },
    get: ({ release }) => get(tagOf(release)),
    getByTag: ({ tag }) => get(tag),
    async create({ tag, ref, name, body, ...kind }) {
      checkKind(kind)
      const at = ref ?? (await defaultBranch(client))
      const fields = given({ ref: at, name, description: body })
      const raw = await client.of(ProjectReleases).create(project, { tagName: tag, ...fields })
      return { data: mapRelease(raw), raw }
    },
    async update({ release, name, body, ...kind }) {
      checkKind(kind)
      const change = given({ name, description: body })
      if (Object.keys(change).length === 0) return get(tagOf(release))
      const raw = await client.of(ProjectReleases).edit(project, tagOf(release), change)
      return { data: mapRelease(raw), raw }
    },
    async delete({ release }) {
      await client.of(ProjectReleases).remove(project, tagOf(release))
      return { data: null }
    },
  }
}
