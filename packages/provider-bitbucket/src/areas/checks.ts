import { given, ScmError, type AreaMethods, type Check } from '@scm-host/core/provider'
import { pageOf, read, valuesOf, type Bound } from '../client.ts'
import { keyOf, mapCheck, parseCheckId, type VendorStatus } from '../map/status.ts'
import { nextCursor, type VendorPage } from '../page.ts'
import { commitOf } from '../parts/commit-of.ts'
import { text } from '../parts/query.ts'
import { writeReport } from '../parts/report.ts'
import { targetUrl } from './statuses.ts'

type Conclusion = NonNullable<Check['conclusion']>

/** What Bitbucket has for a conclusion; `unknown` is none of them, and a required build must not pass by a guess. */
const vendorStates: Readonly<Record<Exclude<Conclusion, 'unknown'>, string>> = {
  success: 'SUCCESSFUL',
  neutral: 'SUCCESSFUL',
  failure: 'FAILED',
  timed_out: 'FAILED',
  action_required: 'FAILED',
  cancelled: 'STOPPED',
  skipped: 'STOPPED',
}
const results: Readonly<Record<string, 'PASSED' | 'FAILED' | 'PENDING'>> = {
  SUCCESSFUL: 'PASSED',
  FAILED: 'FAILED',
  STOPPED: 'FAILED',
}

/** Checks are build statuses; annotations go into a report of the commit. */
export function checks(client: Bound): AreaMethods<'checks'> {
  const { api, at } = client
  return {
    async get({ check }) {
      const { sha, raw } = await find(client, check)
      return { data: mapCheck(sha, raw), raw }
    },
    async listForRef({ ref, name }, call) {
      const commit = await commitOf(client, ref)
      const filter = name === undefined ? {} : { q: `name=${text(name)}` }
      const { data: raw } = await read<VendorPage<VendorStatus>>(
        api.commitstatuses.list({ ...at, commit, ...filter, ...pageOf(call) }),
      )
      return { data: valuesOf(raw).map((status) => mapCheck(commit, status)), nextCursor: nextCursor(raw), raw }
    },
    async create({ name, sha, status, conclusion, detailsUrl, output }) {
      const state = stateOf(status, conclusion) ?? 'INPROGRESS'
      const key = keyOf(name)
      const _body = {
        key,
        name,
        state,
        url: targetUrl(client, sha, detailsUrl),
        ...given({ description: output?.title }),
      }
      const { data: raw } = await read<VendorStatus>(
        api.commitstatuses.createBuildStatus({ ...at, commit: sha, _body }),
      )
      if (output !== undefined)
        await writeReport(client, { sha, key, name, result: results[state] ?? 'PENDING', output })
      return { data: mapCheck(sha, raw), raw }
    },
    async update({ check, status, conclusion, output }) {
      const { sha, raw: before } = await find(client, check)
      const { key, name, url, description } = before
      const state = stateOf(status, conclusion) ?? before.state
      const told = given({
        name: name ?? undefined,
        url: url ?? undefined,
        description: output?.title ?? description ?? undefined,
      })
      const { data: raw } = await read<VendorStatus>(
        api.commitstatuses.updateBuildStatus({ ...at, commit: sha, key, _body: { key, state, ...told } }),
      )
      if (output !== undefined) {
        await writeReport(client, { sha, key, name: name ?? key, result: results[state] ?? 'PENDING', output })
      }
      return { data: mapCheck(sha, raw), raw }
    },
  }
}

async function find(client: Bound, check: string): Promise<{ readonly sha: string; readonly raw: VendorStatus }> {
  const id = parseCheckId(check)
  if (id === null) refuse('check', 'The check is not one this provider gave out.', 'an id as an earlier answer gave it')
  const { sha, key } = id
  const { data: raw } = await read<VendorStatus>(
    client.api.commitstatuses.getBuildStatus({ ...client.at, commit: sha, key }),
  )
  return { sha, raw }
}

/** Bitbucket's state for status and conclusion; null where neither is given. */
function stateOf(status: Check['status'] | undefined, conclusion: Conclusion | undefined): string | null {
  if (status === 'completed' && conclusion === undefined) {
    refuse('conclusion', 'A completed check needs a conclusion.', 'given when status is completed')
  }
  if (status !== undefined && status !== 'completed' && conclusion !== undefined) {
    refuse('conclusion', `A ${status} check cannot have a conclusion.`, 'absent unless status is completed')
  }
  if (conclusion === 'unknown') {
    refuse('conclusion', 'Bitbucket cannot record the conclusion unknown.', 'any conclusion but unknown')
  }
  if (conclusion !== undefined) return vendorStates[conclusion]
  return status === undefined ? null : 'INPROGRESS'
}

function refuse(argument: string, message: string, rule: string): never {
  throw new ScmError('invalid_argument', message, { argument, rule })
}
