import { ProjectHooks } from '@gitbeaker/rest'
import { given, ScmError, type AreaMethods } from '@scm-host/core/provider'
import { path, type Bound } from '../client.ts'
import { numeric, refused } from '../input.ts'
import { eventFlags, mapHook, secretField, type VendorHook } from '../parts/hook-events.ts'

const answer = (raw: VendorHook) => ({ data: mapHook(raw), raw })
const idOf = (hook: string) => numeric(hook, 'hook')

/**
 * Webhooks of the project, over verified TLS. A secret of the form `whsec_…` (32 bytes in base64) becomes a signing token,
 * which GitLab has since 19.0; any other is sent along as the plain token.
 * https://docs.gitlab.com/api/project_webhooks/
 */
export function hooks(client: Bound): AreaMethods<'hooks'> {
  const { project } = client
  return {
    async list(_input, call) {
      const page = await client.page<ProjectHooks, VendorHook>(ProjectHooks, call, async (all, at) =>
        asHooks(await all.all(project, at)),
      )
      return { data: page.items.map(mapHook), nextCursor: page.nextCursor, raw: page.items }
    },
    async get({ hook }) {
      return answer(asHook(await client.of(ProjectHooks).show(project, idOf(hook))))
    },
    /** A hook that took no signing token would send unsigned: it is taken away again. */
    async create({ url, secret, events, active }) {
      checkActive(active)
      const body = { url, enable_ssl_verification: true, ...secretField(secret), ...eventFlags(events) }
      const made = asHook((await client.request('POST', path`projects/${project}/hooks`, { body })).body)
      if (!isUnsigned(secret, made)) return answer(made)
      await client.of(ProjectHooks).remove(project, made.id)
      throw unsigned()
    },
    async update({ hook, url, secret, events, active }) {
      checkActive(active)
      const id = idOf(hook)
      const flags = events === undefined ? {} : eventFlags(events)
      const change = { ...given({ url }), ...(secret === undefined ? {} : secretField(secret)), ...flags }
      if (Object.keys(change).length === 0) return answer(asHook(await client.of(ProjectHooks).show(project, id)))
      const body = { ...change, enable_ssl_verification: true }
      const changed = asHook((await client.request('PUT', path`projects/${project}/hooks/${id}`, { body })).body)
      if (secret !== undefined && isUnsigned(secret, changed)) throw unsigned()
      return answer(changed)
    },
    async delete({ hook }) {
      await client.of(ProjectHooks).remove(project, idOf(hook))
      return { data: null }
    },
  }
}

function checkActive(active: boolean | undefined): void {
  if (active === false)
    throw refused('active', 'absent or true', 'GitLab cannot keep a webhook that is off: delete it.')
}

function isUnsigned(secret: string, hook: VendorHook): boolean {
  return 'signing_token' in secretField(secret) && hook.signing_token_present !== true
}

/** Older versions leave the token out without a word. */
function unsigned(): ScmError<'validation_failed'> {
  const fields = ['secret: this GitLab has no signing tokens; they came with 19.0']
  const message = 'GitLab took no signing token. Give a secret that does not begin with whsec_.'
  return new ScmError('validation_failed', message, { provider: 'gitlab', fields })
}

function asHook(hook: unknown): VendorHook {
  return hook as VendorHook
}

function asHooks(hooks: unknown): readonly VendorHook[] {
  return hooks as readonly VendorHook[]
}
