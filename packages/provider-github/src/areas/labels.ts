import { given, type AreaMethods } from '@scm-host/core/provider'
import { paged, pageOf, type Bound } from '../client.ts'
import { mapLabel } from '../map/milestone.ts'

/** Labels of the repository; a name is all GitHub needs to find one. */
export function labels(client: Bound): AreaMethods<'labels'> {
  const { issues } = client.octokit.rest
  return {
    async list(_input, call) {
      const response = await issues.listLabelsForRepo({ ...client.at, ...pageOf(call) })
      return paged(response, response.data, mapLabel)
    },
    async create({ label, color, description }) {
      const { data } = await issues.createLabel({ ...client.at, name: label, ...given({ color, description }) })
      return { data: mapLabel(data), raw: data }
    },
    async update({ label, name, color, description }) {
      const change = given({ new_name: name, color, description })
      const { data } = await issues.updateLabel({ ...client.at, name: label, ...change })
      return { data: mapLabel(data), raw: data }
    },
    async delete({ label }) {
      await issues.deleteLabel({ ...client.at, name: label })
      return { data: null }
    },
  }
}
