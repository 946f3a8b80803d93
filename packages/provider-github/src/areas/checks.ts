import { given, ScmError, type AreaMethods, type Check, type ChecksOperations } from '@scm-host/core/provider'
import { paged, pageOf, type Bound } from '../client.ts'
import { numeric, utcSeconds } from '../input.ts'
import { mapCheck } from '../map/check.ts'

type Output = NonNullable<Parameters<ChecksOperations['create']>[0]['output']>
type Conclusion = NonNullable<Check['conclusion']>

const statuses = { pending: 'queued', running: 'in_progress', completed: 'completed' } as const

function refuse(argument: string, message: string, rule: string): never {
  throw new ScmError('invalid_argument', message, { argument, rule })
}

/**
 * GitHub has no word for `unknown`, and its nearest ones, `neutral` and `skipped`, let a required check pass
 * (https://docs.github.com/en/rest/checks/runs): nothing is guessed.
 */
function conclusionOf(conclusion: Conclusion): Exclude<Conclusion, 'unknown'> {
  if (conclusion !== 'unknown') return conclusion
  return refuse('conclusion', 'GitHub cannot record the conclusion unknown.', 'any conclusion but unknown')
}

/** Status and conclusion of a request. GitHub would complete a check by itself as soon as it has a conclusion. */
function progress(status: Check['status'] | undefined, conclusion: Conclusion | undefined) {
  if (status === 'completed' && conclusion === undefined) {
    refuse('conclusion', 'A completed check needs a conclusion.', 'given when status is completed')
  }
  if (status !== undefined && status !== 'completed' && conclusion !== undefined) {
    refuse('conclusion', `A ${status} check cannot have a conclusion.`, 'absent unless status is completed')
  }
  if (conclusion !== undefined) return { status: 'completed' as const, conclusion: conclusionOf(conclusion) }
  return status === undefined ? {} : { status: statuses[status] }
}

function outputOf({ title, summary, text, annotations }: Output) {
  const rows = annotations?.map((annotation) => ({
    path: annotation.path,
    start_line: annotation.startLine,
    end_line: annotation.endLine,
    annotation_level: annotation.level,
    message: annotation.message,
    ...given({ title: annotation.title }),
  }))
  return { title, summary, ...given({ text, annotations: rows }) }
}

/** Checks are GitHub's check runs; only a GitHub App may write them. */
export function checks(client: Bound): AreaMethods<'checks'> {
  const { checks: rest } = client.octokit.rest
  return {
    async get({ check }) {
      const { data } = await rest.get({ ...client.at, check_run_id: numeric(check, 'check') })
      return { data: mapCheck(data), raw: data }
    },
    async listForRef({ ref, name }, call) {
      const response = await rest.listForRef({ ...client.at, ref, ...given({ check_name: name }), ...pageOf(call) })
      return paged(response, response.data.check_runs, mapCheck, response.data)
    },
    async create({ name, sha, status, conclusion, completedAt, output, ...more }) {
      if (completedAt !== undefined && status !== 'completed') {
        refuse('completedAt', `A ${status} check has no time of completion.`, 'absent unless status is completed')
      }
      const { data } = await rest.create({
        ...client.at,
        name,
        head_sha: sha,
        ...progress(status, conclusion),
        ...given({
          external_id: more.externalId,
          details_url: more.detailsUrl,
          started_at: more.startedAt && utcSeconds(more.startedAt),
          completed_at: completedAt && utcSeconds(completedAt),
          output: output && outputOf(output),
        }),
      })
      return { data: mapCheck(data), raw: data }
    },
    async update({ check, status, conclusion, output }) {
      const { data } = await rest.update({
        ...client.at,
        check_run_id: numeric(check, 'check'),
        ...progress(status, conclusion),
        ...given({ output: output && outputOf(output) }),
      })
      return { data: mapCheck(data), raw: data }
    },
  }
}
