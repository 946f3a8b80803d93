import { pageOfWhole, ScmError, type AreaMethods } from '@scm-host/core/provider'
import { pageOf, paged, type Bound } from '../client.ts'
import { defaultBranchOf } from '../parts/default-branch.ts'
import { mapBranch, mapBranchRef, nameOf, type VendorRef } from '../map/branch.ts'
import { nextPage } from '../page.ts'
import { canBeginRef } from '../parts/ref-prefix.ts'

/** https://docs.github.com/en/rest/branches/branches and https://docs.github.com/en/rest/git/refs */
export function branches(client: Bound): AreaMethods<'branches'> {
  const { repos, git } = client.octokit.rest
  const { at } = client
  const defaultBranch = defaultBranchOf(client)
  return {
    async get({ branch }) {
      const { data: raw } = await repos.getBranch({ ...at, branch })
      return { data: mapBranch(raw, await defaultBranch()), raw }
    },
    async list({ query = '' }, call) {
      const main = await defaultBranch()
      if (query === '') {
        const answer = await repos.listBranches({ ...at, ...pageOf(call) })
        return paged(answer, answer.data, (branch) => mapBranch(branch, main))
      }
      if (!canBeginRef(query)) return { data: [], nextCursor: null }
      const { data: raw } = await git.listMatchingRefs({ ...at, ref: `heads/${query}` })
      const { items, nextCursor } = pageOfWhole(raw, call)
      const guarded = await protectedAmong(client, items)
      const data = items.map((ref) => mapBranchRef(ref, guarded.has(nameOf(ref.ref, 'heads')), main))
      return { data, nextCursor, raw: items }
    },
    async create({ branch, sha }) {
      const main = await defaultBranch()
      const { data: raw } = await git.createRef({ ...at, ref: `refs/heads/${branch}`, sha })
      return { data: mapBranchRef(raw, await isProtected(client, branch), main), raw }
    },
    async update({ branch, sha, force = false }) {
      const [before, main] = [await repos.getBranch({ ...at, branch }), await defaultBranch()]
      const { data: raw } = await git.updateRef({ ...at, ref: `heads/${branch}`, sha, force })
      return { data: mapBranchRef(raw, before.data.protected, main), raw }
    },
    async delete({ branch }) {
      await git.deleteRef({ ...at, ref: `heads/${branch}` })
      return { data: null }
    },
  }
}

/** Which of a page's references are protected: `matching-refs` does not tell, the list of protected branches does. */
async function protectedAmong(client: Bound, refs: readonly VendorRef[]): Promise<ReadonlySet<string>> {
  const wanted = new Set(refs.map((ref) => nameOf(ref.ref, 'heads')))
  const found = new Set<string>()
  let page = wanted.size === 0 ? null : '1'
  while (page !== null && found.size < wanted.size) {
    const answer = await client.octokit.rest.repos.listBranches({
      ...client.at,
      protected: true,
      per_page: 100,
      page: Number(page),
    })
    for (const { name } of answer.data) if (wanted.has(name)) found.add(name)
    page = nextPage(answer.headers.link)
  }
  return found
}

/** After a write nothing may fail for a detail: where GitHub does not show the new branch yet, it counts as unprotected. */
async function isProtected(client: Bound, branch: string): Promise<boolean> {
  try {
    return (await client.octokit.rest.repos.getBranch({ ...client.at, branch })).data.protected
  } catch (error) {
    if (ScmError.is(error)) return false
    throw error
  }
}
