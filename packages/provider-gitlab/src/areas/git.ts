import { Branches, Commits, Tags } from '@gitbeaker/rest'
import { ScmError, type AreaMethods } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { getTree, rootTreeId } from '../parts/tree.ts'

/** git's objects as far as https://docs.gitlab.com/api/repositories/ and its neighbours show them; none can be written. */
export function git(client: Bound): AreaMethods<'git'> {
  const { project } = client
  return {
    getRef: ({ ref }) => getRef(client, ref.replace(/^refs\//, '')),
    getTree: ({ sha, recursive = false }) => getTree(client, sha, recursive),
    async getCommit({ sha }) {
      const raw = await client.of(Commits).show(project, sha, { stats: false })
      const treeSha = await rootTreeId(client, raw.id)
      if (treeSha === null) {
        const reason = 'its root has more than 10,000 entries'
        throw new ScmError('bad_response', `The commit's tree cannot be told: ${reason}.`, {
          provider: 'gitlab',
          reason,
        })
      }
      return { data: { sha: raw.id, treeSha, parents: raw.parent_ids ?? [], message: raw.message }, raw }
    },
  }
}

async function getRef(client: Bound, ref: string) {
  const name = ref.slice(ref.indexOf('/') + 1)
  if (ref.startsWith('heads/')) {
    const raw = await client.of(Branches).show(client.project, name)
    return { data: { ref: `refs/heads/${raw.name}`, sha: raw.commit.id }, raw }
  }
  if (ref.startsWith('tags/')) {
    const raw = await client.of(Tags).show(client.project, name)
    return { data: { ref: `refs/tags/${raw.name}`, sha: raw.target }, raw }
  }
  const message = 'Only branches and tags are references here: heads/NAME or tags/NAME.'
  throw new ScmError('not_found', message, { provider: 'gitlab', operation: 'git.getRef' })
}
