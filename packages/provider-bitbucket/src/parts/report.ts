import { given, type ChecksOperations } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'

type Output = NonNullable<Parameters<ChecksOperations['create']>[0]['output']>
type Annotation = NonNullable<Output['annotations']>[number]

/** Of one request, and of one report. */
const [mostAtOnce, mostInAll] = [100, 1000]
const mostDetails = 2000

const severities = { notice: 'LOW', warning: 'MEDIUM', failure: 'HIGH' } as const
const kinds = { notice: 'CODE_SMELL', warning: 'CODE_SMELL', failure: 'BUG' } as const

/** What a report is written about. */
export interface Reported {
  readonly sha: string
  readonly key: string
  readonly name: string
  readonly result: 'PASSED' | 'FAILED' | 'PENDING'
  readonly output: Output
}

/**
 * Annotations live in a report of the commit beside the build status. Bitbucket keeps up to 1,000; an annotation of several
 * lines is told at its first.
 * @see https://developer.atlassian.com/cloud/bitbucket/rest/api-group-reports/
 */
export async function writeReport(client: Bound, { sha, key, name, result, output }: Reported): Promise<void> {
  const annotations = (output.annotations ?? []).slice(0, mostInAll)
  if (annotations.length === 0) return
  const reportId = `scm-${Buffer.from(key, 'utf8').toString('base64url')}`
  const place = { ...client.at, commit: sha, reportId }
  const { createOrUpdateReport, bulkCreateOrUpdateAnnotations } = client.api.commits
  await createOrUpdateReport({
    ...place,
    _body: {
      title: output.title.slice(0, 450),
      details: output.summary.slice(0, mostDetails),
      external_id: reportId,
      reporter: name.slice(0, 450),
      report_type: 'TEST',
      result,
    },
  })
  for (let from = 0; from < annotations.length; from += mostAtOnce) {
    const rows = annotations.slice(from, from + mostAtOnce)
    await bulkCreateOrUpdateAnnotations({
      ...place,
      _body: rows.map((row, index) => mapRow(row, `${reportId}-${from + index}`)),
    })
  }
}

function mapRow(annotation: Annotation, externalId: string) {
  const { path, startLine, level, message, title } = annotation
  return {
    external_id: externalId,
    annotation_type: kinds[level],
    severity: severities[level],
    path,
    line: startLine,
    summary: (title ?? message).slice(0, 450),
    ...given({ details: title === undefined ? undefined : message.slice(0, mostDetails) }),
  }
}
