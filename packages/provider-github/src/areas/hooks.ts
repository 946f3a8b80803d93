import { given, type AreaMethods } from '@scm-host/core/provider'
import { paged, pageOf, type Bound } from '../client.ts'
import { vendorEvents } from '../parts/hook-events.ts'
import { numeric } from '../input.ts'
import { mapHook, withoutSecret, type VendorHook } from '../map/hook.ts'

function answer(hook: VendorHook) {
  return { data: mapHook(hook), raw: withoutSecret(hook) }
}

/** Webhooks of the repository: JSON, over verified TLS. */
export function hooks(client: Bound): AreaMethods<'hooks'> {
  const { repos } = client.octokit.rest
  const at = (hook: string) => ({ ...client.at, hook_id: numeric(hook, 'hook') })
  return {
    async list(_input, call) {
      const response = await repos.listWebhooks({ ...client.at, ...pageOf(call) })
      return paged(response, response.data, mapHook, response.data.map(withoutSecret))
    },
    async get({ hook }) {
      return answer((await repos.getWebhook(at(hook))).data)
    },
    async create({ url, secret, events, active }) {
      const { data } = await repos.createWebhook({
        ...client.at,
        name: 'web',
        active: active ?? true,
        events: vendorEvents(events),
        config: { url, content_type: 'json', secret, insecure_ssl: '0' },
      })
      return answer(data)
    },
    /**
     * URL and secret have an endpoint of their own: the hook's own endpoint replaces the whole configuration, and so
     * would drop a secret that is not sent again (https://docs.github.com/en/rest/repos/webhooks).
     */
    async update({ hook, url, secret, events, active }) {
      if (url !== undefined || secret !== undefined) {
        // As `data`: Octokit takes a parameter named `url` for the address of the request itself.
        await client.octokit.request('PATCH /repos/{owner}/{repo}/hooks/{hook_id}/config', {
          ...at(hook),
          data: given({ url, secret }),
        })
      }
      if (events === undefined && active === undefined) return answer((await repos.getWebhook(at(hook))).data)
      const change = given({ events: events && vendorEvents(events), active })
      return answer((await repos.updateWebhook({ ...at(hook), ...change })).data)
    },
    async delete({ hook }) {
      await repos.deleteWebhook(at(hook))
      return { data: null }
    },
  }
}
