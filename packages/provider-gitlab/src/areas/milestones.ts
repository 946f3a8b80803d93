import { ProjectMilestones } from '@gitbeaker/rest'
import { given, type AreaMethods } from '@scm-host/core/provider'
import { paged, type Bound } from '../client.ts'
import { numeric } from '../input.ts'
import { dayOf, mapMilestone } from '../map/milestone.ts'

const idOf = (milestone: string) => numeric(milestone, 'milestone')

/** Milestones of the project by their id; GitLab keeps the day of `dueAt`. https://docs.gitlab.com/api/milestones/ */
export function milestones(client: Bound): AreaMethods<'milestones'> {
  const { project } = client
  return {
    async list({ state = 'open' }, call) {
      const filter = state === 'all' ? {} : { state: state === 'open' ? 'active' : 'closed' }
      const page = await client.page(ProjectMilestones, call, (all, at) => all.all(project, { ...filter, ...at }))
      return paged(page, mapMilestone)
    },
    async get({ milestone }) {
      const raw = await client.of(ProjectMilestones).show(project, idOf(milestone))
      return { data: mapMilestone(raw), raw }
    },
    /** One that is closed from the start takes a second request. */
    async create({ title, description, state, dueAt }) {
      const fields = given({ description, dueDate: dueAt && dayOf(dueAt) })
      const made = await client.of(ProjectMilestones).create(project, title, fields)
      if (state !== 'closed') return { data: mapMilestone(made), raw: made }
      const raw = await client.of(ProjectMilestones).edit(project, made.id, { stateEvent: 'close' })
      return { data: mapMilestone(raw), raw }
    },
    async update({ milestone, title, description, state, dueAt }) {
      const change = given({
        title,
        description,
        dueDate: dueAt && dayOf(dueAt),
        stateEvent: state && (state === 'closed' ? ('close' as const) : ('activate' as const)),
      })
      const isChange = Object.keys(change).length > 0
      const all = client.of(ProjectMilestones)
      const raw = isChange ? await all.edit(project, idOf(milestone), change) : await all.show(project, idOf(milestone))
      return { data: mapMilestone(raw), raw }
    },
    async delete({ milestone }) {
      await client.of(ProjectMilestones).remove(project, idOf(milestone))
      return { data: null }
    },
  }
}
