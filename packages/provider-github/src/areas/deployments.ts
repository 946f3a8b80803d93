import { given, ScmError, type AreaMethods } from '@scm-host/core/provider'
import { paged, pageOf, type Bound } from '../client.ts'
import { numeric } from '../input.ts'
import { mapDeployment, mapDeploymentStatus, vendorDeploymentStates } from '../map/deployment.ts'

/** Deployments. */
export function deployments(client: Bound): AreaMethods<'deployments'> {
  const { repos } = client.octokit.rest
  return {
    async list({ environment, ref }, call) {
      const response = await repos.listDeployments({ ...client.at, ...given({ environment, ref }), ...pageOf(call) })
      return paged(response, response.data, mapDeployment)
    },
    /** Records and does nothing else: no merge of the default branch, no wait for statuses. */
    async create({ ref, environment, description }) {
      const { data } = await repos.createDeployment({
        ...client.at,
        ref,
        environment,
        auto_merge: false,
        required_contexts: [],
        ...given({ description }),
      })
      if ('id' in data) return { data: mapDeployment(data), raw: data }
      // 202: GitHub merged the default branch instead, https://docs.github.com/en/rest/deployments/deployments
      throw new ScmError('conflict', 'GitHub made no deployment: the ref had to be merged first. Deploy again.', {
        status: 202,
      })
    },
    async createStatus({ deployment, state, description, targetUrl }) {
      const { data } = await repos.createDeploymentStatus({
        ...client.at,
        deployment_id: numeric(deployment, 'deployment'),
        state: vendorDeploymentStates[state],
        ...given({ description, log_url: targetUrl }),
      })
      return { data: mapDeploymentStatus(deployment, data), raw: data }
    },
  }
}
