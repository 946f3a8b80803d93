import { Issues, MergeRequests } from '@gitbeaker/rest'
import type { Bound } from '../client.ts'
import { refused } from '../input.ts'
import { mapLabelNames, type AppliedLabel } from '../map/milestone.ts'
import { iidOf, type Answer, type On, type Subject } from './subject.ts'

type Input<K extends Subject> = On<K> & { readonly labels: readonly string[] }
type Change = { readonly addLabels: string } | { readonly removeLabels: string }

/**
 * Labels on an issue or merge request, in one request. GitLab makes a label that does not exist yet.
 * https://docs.gitlab.com/api/issues/#update-an-issue
 */
export function appliedLabels<K extends Subject>(client: Bound, on: K) {
  async function change(input: Input<K>, by: Change): Promise<Answer<readonly string[]>> {
    const iid = iidOf(input, on)
    const raw: { readonly labels?: readonly AppliedLabel[] } =
      on === 'issue'
        ? await client.of(Issues).edit(client.project, iid, by)
        : await client.of(MergeRequests).edit(client.project, iid, by)
    return { data: mapLabelNames(raw.labels), raw }
  }
  return {
    addLabels: (input: Input<K>) => change(input, { addLabels: commaSeparated(input.labels) }),
    removeLabels: async (input: Input<K>) =>
      // No label has a comma in its name, so one that does is not there to be removed.
      change(input, { removeLabels: input.labels.filter((label) => !label.includes(',')).join(',') }),
  }
}

/** GitLab separates labels with commas, in lists too; so no name has one. @throws ScmError `invalid_argument` */
export function commaSeparated(labels: readonly string[]): string {
  if (labels.every((label) => !label.includes(','))) return labels.join(',')
  throw refused('labels', 'names without a comma', 'No label of GitLab’s has a comma in its name.')
}
