import { ProjectLabels } from '@gitbeaker/rest'
import { given, ScmError, type AreaMethods } from '@scm-host/core/provider'
import { paged, path, type Bound } from '../client.ts'
import { mapLabel, type VendorLabel } from '../map/milestone.ts'

/** GitLab wants a colour; this one is grey. */
const grey = 'ededed'

/** Labels of the project, and in the list those of the groups above it. https://docs.gitlab.com/api/labels/ */
export function labels(client: Bound): AreaMethods<'labels'> {
  const { project } = client
  return {
    async list(_input, call) {
      const page = await client.page(ProjectLabels, call, (all, at) => all.all(project, at))
      return paged(page, mapLabel)
    },
    async create({ label, color = grey, description }) {
      const raw = await client.of(ProjectLabels).create(project, label, `#${color}`, given({ description }))
      return { data: mapLabel(raw), raw }
    },
    /** Not by gitbeaker, which refuses to change the description alone. */
    async update({ label, name, color, description }) {
      const id = await labelId(client, label)
      const body = given({ new_name: name, color: color && `#${color}`, description })
      const isChange = Object.keys(body).length > 0
      const at = path`projects/${project}/labels/${id}`
      const answer = isChange ? await client.request('PUT', at, { body }) : await client.request('GET', at)
      const raw = answer.body as VendorLabel
      return { data: mapLabel(raw), raw }
    },
    async delete({ label }) {
      await client.of(ProjectLabels).remove(project, await labelId(client, label))
      return { data: null }
    },
  }
}

/** GitLab finds a label by its name or its id, the id first: a name that is a number is looked up. */
async function labelId(client: Bound, label: string): Promise<string | number> {
  if (!/^[0-9]+$/.test(label)) return label
  let cursor: string | null = null
  do {
    const asked: { cursor: string | null; perPage: number } = { cursor, perPage: 100 }
    const page = await client.page(ProjectLabels, asked, (all, at) => all.all(client.project, { search: label, ...at }))
    const found = page.items.find((one) => one.name === label)
    if (found !== undefined) return found.id
    cursor = page.nextCursor
  } while (cursor !== null)
  throw new ScmError('not_found', `There is no label ${label}.`, { provider: 'gitlab' })
}
