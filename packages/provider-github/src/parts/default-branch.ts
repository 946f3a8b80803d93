import type { Bound } from '../client.ts'

/** The default branch as the host's record has it; asked of GitHub once where the record has none. */
export function defaultBranchOf(client: Bound): () => Promise<string> {
  let asked: Promise<string> | null = null
  return () => {
    if (client.repository.defaultBranch !== null) return Promise.resolve(client.repository.defaultBranch)
    asked ??= client.octokit.rest.repos.get(client.at).then(
      ({ data }) => data.default_branch,
      (error: unknown) => {
        asked = null
        throw error
      },
    )
    return asked
  }
}
