import { given, type AreaMethods } from '@scm-host/core/provider'
import { paged, pageOf, type Bound } from '../client.ts'
import { numeric, utcSeconds } from '../input.ts'
import { mapMilestone } from '../map/milestone.ts'

/** Milestones by their number. GitHub keeps the day of `dueAt` and sets the time itself. */
export function milestones(client: Bound): AreaMethods<'milestones'> {
  const { issues } = client.octokit.rest
  const at = (milestone: string) => ({ ...client.at, milestone_number: numeric(milestone, 'milestone') })
  return {
    async list({ state }, call) {
      const response = await issues.listMilestones({ ...client.at, ...given({ state }), ...pageOf(call) })
      return paged(response, response.data, mapMilestone)
    },
    async get({ milestone }) {
      const { data } = await issues.getMilestone(at(milestone))
      return { data: mapMilestone(data), raw: data }
    },
    async create({ title, description, state, dueAt }) {
      const fields = given({ description, state, due_on: dueAt && utcSeconds(dueAt) })
      const { data } = await issues.createMilestone({ ...client.at, title, ...fields })
      return { data: mapMilestone(data), raw: data }
    },
    async update({ milestone, title, description, state, dueAt }) {
      const change = given({ title, description, state, due_on: dueAt && utcSeconds(dueAt) })
      const { data } = await issues.updateMilestone({ ...at(milestone), ...change })
      return { data: mapMilestone(data), raw: data }
    },
    async delete({ milestone }) {
      await issues.deleteMilestone(at(milestone))
      return { data: null }
    },
  }
}
