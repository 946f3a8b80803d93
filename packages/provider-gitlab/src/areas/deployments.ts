import { Branches, Commits, Deployments, Tags } from '@gitbeaker/rest'
import { given, ScmError, type AreaMethods } from '@scm-host/core/provider'
import { paged, path, type Bound } from '../client.ts'
import { numeric, refused } from '../input.ts'
import { mapDeployment, mapDeploymentStatus, vendorDeploymentStates, type VendorDeployment } from '../map/deployment.ts'

/**
 * Deployments. GitLab keeps one state, and neither descriptions nor links: what is given of them is not kept.
 * https://docs.gitlab.com/api/deployments/
 */
export function deployments(client: Bound): AreaMethods<'deployments'> {
  const { project } = client
  return {
    /** GitLab has no filter by ref: others are left out of the page, which may come out short. */
    async list({ environment, ref }, call) {
      const filter = { orderBy: 'id', sort: 'desc', ...given({ environment }) } as const
      const page = await client.page<Deployments, VendorDeployment>(Deployments, call, (all, at) =>
        all.all(project, { ...filter, ...at }),
      )
      const items = page.items.filter((one) => ref === undefined || one.ref === ref || one.sha === ref)
      return { ...paged({ ...page, items }, mapDeployment), raw: page.items }
    },
    async create({ ref, environment }) {
      const { sha, isTag } = await resolve(client, ref)
      const status = { status: vendorDeploymentStates.in_progress } as const
      const raw = await client.of(Deployments).create(project, environment, sha, ref, isTag, status)
      return { data: mapDeployment(raw), raw }
    },
    async createStatus({ deployment, state }) {
      if (state === 'inactive') throw refused('state', 'any state but inactive', 'GitLab has no inactive deployments.')
      const raw = await setState(client, numeric(deployment, 'deployment'), vendorDeploymentStates[state])
      return { data: mapDeploymentStatus(raw), raw }
    },
  }
}

/** GitLab wants the commit of a ref, and to be told a tag from a branch. */
async function resolve(client: Bound, ref: string): Promise<{ readonly sha: string; readonly isTag: boolean }> {
  const { project } = client
  const branch = await orNull(client.of(Branches).show(project, ref))
  if (branch !== null) return { sha: branch.commit.id, isTag: false }
  const tag = await orNull(client.of(Tags).show(project, ref))
  if (tag !== null) return { sha: tag.commit.id, isTag: true }
  return { sha: (await client.of(Commits).show(project, ref)).id, isTag: false }
}

async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found
  } catch (error) {
    if (ScmError.is(error, 'not_found')) return null
    throw error
  }
}

/** GitLab refuses the state a deployment is in already; it is then read and answered. */
async function setState(client: Bound, id: number, status: string): Promise<VendorDeployment> {
  const at = path`projects/${client.project}/deployments/${id}`
  try {
    return (await client.request('PUT', at, { body: { status } })).body as VendorDeployment
  } catch (error) {
    if (!ScmError.is(error, 'validation_failed') && !ScmError.is(error, 'conflict')) throw error
    const present = (await client.request('GET', at)).body as VendorDeployment
    if (present.status === status) return present
    throw error
  }
}
