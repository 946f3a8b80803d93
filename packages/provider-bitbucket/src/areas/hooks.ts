import { given, type AreaMethods, type Hook } from '@scm-host/core/provider'
import { pageOf, paged, read, type Bound } from '../client.ts'
import { timeOf } from '../map/time.ts'
import type { VendorPage } from '../page.ts'
import { neutralKinds, vendorEvents } from '../parts/hook-events.ts'

/** The fields of Bitbucket's webhooks this provider reads; the secret is never shown. */
interface VendorHook {
  readonly uuid: string
  readonly url?: string
  readonly description?: string
  readonly active?: boolean
  readonly events?: readonly string[]
  readonly created_at?: string
}

const description = 'scm-host'

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-webhooks/ */
export function hooks(client: Bound): AreaMethods<'hooks'> {
  const { repositories } = client.api
  const at = (uid: string) => ({ ...client.at, uid })
  return {
    async list(_input, call) {
      const { data: raw } = await read<VendorPage<VendorHook>>(
        repositories.listWebhooks({ ...client.at, ...pageOf(call) }),
      )
      return paged(raw, mapHook)
    },
    async get({ hook }) {
      return answer((await read<VendorHook>(repositories.getWebhook(at(hook)))).data)
    },
    async create({ url, secret, events, active = true }) {
      const _body = { description, url, active, secret, events: vendorEvents(events) }
      return answer((await read<VendorHook>(repositories.createWebhook({ ...client.at, _body }))).data)
    },
    /** What a PUT leaves out is lost but for the secret: the rest is read and sent again. */
    async update({ hook, url, secret, events, active }) {
      const { data: before } = await read<VendorHook>(repositories.getWebhook(at(hook)))
      const _body = {
        description: before.description ?? description,
        url: url ?? before.url,
        active: active ?? before.active ?? true,
        events: events === undefined ? before.events : vendorEvents(events),
        ...given({ secret }),
      }
      return answer((await read<VendorHook>(repositories.updateWebhook({ ...at(hook), _body }))).data)
    },
    async delete({ hook }) {
      await repositories.deleteWebhook(at(hook))
      return { data: null }
    },
  }
}

function answer(raw: VendorHook): { readonly data: Hook; readonly raw: unknown } {
  return { data: mapHook(raw), raw }
}

function mapHook(hook: VendorHook): Hook {
  return {
    hook: hook.uuid,
    url: hook.url ?? '',
    events: neutralKinds(hook.events ?? []),
    isActive: hook.active ?? false,
    createdAt: timeOf(hook.created_at),
  }
}
