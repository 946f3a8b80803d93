import type { AreaMethods } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { mapRef } from '../map/branch.ts'
import { kindOf, mapGitCommit, mapTree } from '../map/git.ts'

/** https://docs.github.com/en/rest/git */
export function git(client: Bound): AreaMethods<'git'> {
  const { git: objects } = client.octokit.rest
  const { at } = client
  return {
    async getRef({ ref }) {
      const { data: raw } = await objects.getRef({ ...at, ref: ref.replace(/^refs\//, '') })
      return { data: mapRef(raw), raw }
    },
    async getTree({ sha, recursive = false }) {
      // Any value asks for the whole tree, "false" too.
      const depth = recursive ? { recursive: 'true' } : {}
      const { data: raw } = await objects.getTree({ ...at, tree_sha: sha, ...depth })
      return { data: mapTree(raw), raw }
    },
    async getCommit({ sha }) {
      const { data: raw } = await objects.getCommit({ ...at, commit_sha: sha })
      return { data: mapGitCommit(raw), raw }
    },
    async createBlob({ content, encoding }) {
      const { data: raw } = await objects.createBlob({ ...at, content, encoding })
      return { data: { sha: raw.sha }, raw }
    },
    async createTree({ entries, baseTree }) {
      const tree = entries.map(({ path, mode, sha }) => ({ path, mode, type: kindOf(mode), sha }))
      const base = baseTree === undefined ? {} : { base_tree: baseTree }
      const { data: raw } = await objects.createTree({ ...at, tree, ...base })
      return { data: mapTree(raw), raw }
    },
    async createCommit({ message, tree, parents }) {
      const { data: raw } = await objects.createCommit({ ...at, message, tree, parents: [...parents] })
      return { data: mapGitCommit(raw), raw }
    },
  }
}
