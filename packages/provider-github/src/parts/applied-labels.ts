import { ScmError } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import type { Answer, On, Subject } from './comments.ts'
import { numeric } from '../input.ts'
import { mapLabelNames, type VendorLabel } from '../map/issue.ts'

type Input<K extends Subject> = On<K> & { readonly labels: readonly string[] }

/**
 * Labels on an issue or pull request. GitHub makes a label that does not exist yet. It removes one label a request.
 * https://docs.github.com/en/rest/issues/labels
 */
export function appliedLabels<K extends Subject>(client: Bound, on: K) {
  const { issues } = client.octokit.rest
  const at = (input: On<K>) => ({ ...client.at, issue_number: numeric(input[on], on) })
  return {
    async addLabels(input: Input<K>): Promise<Answer<readonly string[]>> {
      const { data: raw } = await issues.addLabels({ ...at(input), labels: [...input.labels] })
      return { data: mapLabelNames(raw), raw }
    },
    async removeLabels(input: Input<K>): Promise<Answer<readonly string[]>> {
      let raw: readonly VendorLabel[] | null = null
      for (const name of input.labels) raw = (await remove(client, at(input), name)) ?? raw
      // None was there, or there is no such issue: only a list tells which.
      raw ??= (await issues.listLabelsOnIssue({ ...at(input), per_page: 100 })).data
      return { data: mapLabelNames(raw), raw }
    },
  }
}

/** The labels that are left; null when GitHub has no such label there. */
async function remove(client: Bound, at: Bound['at'] & { readonly issue_number: number }, name: string) {
  try {
    return (await client.octokit.rest.issues.removeLabel({ ...at, name })).data
  } catch (error) {
    if (ScmError.is(error, 'not_found')) return null
    throw error
  }
}
