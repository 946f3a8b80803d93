import type { FakeMergeRequest, FakeState, FakeVersion, Files, Json } from './state.ts'

function ancestors(state: FakeState, sha: string): readonly string[] {
  return [sha, ...(state.commits.get(sha)?.parents ?? []).flatMap((parent) => ancestors(state, parent))]
}

/** A version of what is to be merged, as both branches are now. */
export function versionOf(state: FakeState, source: string, target: string): FakeVersion | null {
  const [head, start] = [state.branches.get(source), state.branches.get(target)]
  if (head === undefined || start === undefined) return null
  const known = new Set(ancestors(state, start))
  const base = ancestors(state, head).find((sha) => known.has(sha)) ?? start
  return { id: state.nextId(), base, start, head }
}

/** Whoever pushes to a branch changes the open merge requests from it. */
export function addVersions(state: FakeState, branch: string): void {
  for (const { source, target, versions, ...request } of state.mergeRequests.values()) {
    const version = source === branch && request.state === 'opened' ? versionOf(state, source, target) : null
    if (version !== null) versions.push(version)
  }
}

/** The newest version. Every merge request has one. */
export function newestVersion({ versions, iid }: FakeMergeRequest): FakeVersion {
  const newest = versions.at(-1)
  if (newest === undefined) throw new Error(`Merge request ${iid} has no version.`)
  return newest
}

/** Lines of a file. */
export function linesOf(files: Files, path: string): readonly string[] {
  const content = files.get(path) ?? ''
  return content === '' ? [] : content.replace(/\n$/, '').split('\n')
}

/** The files of both ends of a version. */
export function filesOf(state: FakeState, { base, head }: FakeVersion): readonly [Files, Files] {
  const at = (sha: string): Files => state.commits.get(sha)?.files ?? new Map()
  return [at(base), at(head)]
}

/** What a version changes; every line of a changed file counts as changed. */
export function diffsOf(state: FakeState, version: FakeVersion): readonly Json[] {
  const [before, after] = filesOf(state, version)
  const paths = [...new Set([...before.keys(), ...after.keys()])]
  return paths
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => {
      const [old, fresh] = [linesOf(before, path), linesOf(after, path)]
      const header = `@@ -${old.length === 0 ? 0 : 1},${old.length} +${fresh.length === 0 ? 0 : 1},${fresh.length} @@`
      const lines = [header, ...old.map((line) => `-${line}`), ...fresh.map((line) => `+${line}`)]
      const modes = { a_mode: before.has(path) ? '100644' : '0', b_mode: after.has(path) ? '100644' : '0' }
      const kind = { new_file: !before.has(path), deleted_file: !after.has(path), renamed_file: false }
      const rest = { collapsed: false, too_large: false, generated_file: false }
      return { old_path: path, new_path: path, ...modes, ...kind, ...rest, diff: `${lines.join('\n')}\n` }
    })
}
