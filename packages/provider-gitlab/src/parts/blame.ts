import { RepositoryFiles } from '@gitbeaker/rest'
import type { AreaMethods, BlameRange } from '@scm-host/core/provider'
import type { Bound } from '../client.ts'
import { mapBlame, type VendorBlame } from '../map/blame.ts'
import { projectUrl } from './web-links.ts'

type Input = Parameters<NonNullable<AreaMethods<'files'>['getBlame']>>[0]

/**
 * A request a file; GitLab cuts out the lines that are wanted.
 * @see https://docs.gitlab.com/api/repository_files/#get-file-blame-from-repository
 */
export async function blame(
  client: Bound,
  { files }: Input,
): Promise<{ readonly data: readonly BlameRange[]; readonly raw: unknown }> {
  const web = projectUrl(client)
  const raw: (readonly VendorBlame[])[] = []
  const data: BlameRange[] = []
  for (const { path, ref, lines } of files) {
    const range = lines === undefined ? {} : { range: { start: lines.start, end: lines.end } }
    const found = await client.of(RepositoryFiles).allFileBlames(client.project, path, ref, range)
    const blames = (found as readonly { commit?: VendorBlame['commit']; lines?: readonly string[] }[]).flatMap(
      ({ commit, lines: text }) => (commit === undefined || text === undefined ? [] : [{ commit, lines: text }]),
    )
    raw.push(blames)
    data.push(...mapBlame(path, blames, lines?.start ?? 1, web))
  }
  return { data, raw }
}
