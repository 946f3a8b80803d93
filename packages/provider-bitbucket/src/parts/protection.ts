import { ScmError } from '@scm-host/core/provider'
import { read, valuesOf, type Bound } from '../client.ts'
import { nextCursor, placeOf, type VendorPage } from '../page.ts'

/** A branch restriction of Bitbucket's. */
export interface VendorRestriction {
  readonly kind?: string
  readonly branch_match_kind?: string
  readonly pattern?: string
  /** Of the branching model: `development`, `production`, `feature` … */
  readonly branch_type?: string
}

interface VendorModel {
  readonly development?: { readonly branch?: { readonly name?: string } | null } | null
  readonly production?: { readonly branch?: { readonly name?: string } | null } | null
  readonly branch_types?: readonly { readonly kind?: string; readonly prefix?: string }[]
}

/** Restrictions on who may change a branch; the others are checks before a merge. */
const guarding: ReadonlySet<string> = new Set(['push', 'force', 'delete', 'restrict_merges'])
const mostPages = 10

/**
 * Tells of a branch whether a restriction guards it. Restrictions are shown to administrators of the repository alone: to
 * any other credential no branch counts as protected.
 * @see https://developer.atlassian.com/cloud/bitbucket/rest/api-group-branch-restrictions/
 */
export async function protectionOf(client: Bound): Promise<(branch: string) => boolean> {
  try {
    const restrictions = (await restrictionsOf(client)).filter((one) => guarding.has(one.kind ?? ''))
    const typed = restrictions.some((one) => one.branch_match_kind === 'branching_model')
    const model = typed
      ? (await read<VendorModel>(client.api.branching_model.get(client.at))).data
      : ({} satisfies VendorModel)
    return (branch) => restrictions.some((one) => guards(one, branch, model))
  } catch (error) {
    if (ScmError.is(error, 'forbidden') || ScmError.is(error, 'not_found') || ScmError.is(error, 'unauthorized'))
      return () => false
    throw error
  }
}

async function restrictionsOf(client: Bound): Promise<readonly VendorRestriction[]> {
  const all: VendorRestriction[] = []
  let cursor: string | null = ''
  for (let page = 0; cursor !== null && page < mostPages; page++) {
    const place: Readonly<Record<string, string>> = cursor === '' ? {} : placeOf(cursor)
    const { data } = await read<VendorPage<VendorRestriction>>(
      client.api.branchrestrictions.list({ ...client.at, ...place, pagelen: '100' }),
    )
    all.push(...valuesOf(data))
    cursor = nextCursor(data)
  }
  return all
}

function guards(restriction: VendorRestriction, branch: string, model: VendorModel): boolean {
  if (restriction.branch_match_kind !== 'branching_model') return matchesGlob(branch, restriction.pattern ?? '')
  const type = restriction.branch_type
  if (type === 'development' || type === 'production') return model[type]?.branch?.name === branch
  const prefix = model.branch_types?.find((one) => one.kind === type)?.prefix ?? ''
  return prefix !== '' && branch.startsWith(prefix)
}

/** `*` stands for any characters, slashes among them. Linear: of two stars only the later is tried again. */
export function matchesGlob(name: string, glob: string): boolean {
  let [at, in_, star, resume] = [0, 0, -1, 0]
  while (at < name.length) {
    if (in_ < glob.length && glob[in_] === '*') {
      star = in_++
      resume = at
    } else if (in_ < glob.length && glob[in_] === name[at]) {
      at++
      in_++
    } else if (star >= 0) {
      in_ = star + 1
      at = ++resume
    } else return false
  }
  while (in_ < glob.length && glob[in_] === '*') in_++
  return in_ === glob.length
}
