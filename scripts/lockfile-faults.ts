/** The parts of a lock file that are looked at. */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockEntry>>
}
interface LockEntry {
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly hasInstallScript?: boolean
  readonly inBundle?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** Packages that may have an install script; none of them is run, and all work without. */
const withScripts = new Set(['esbuild'])

/**
 * What is wrong with a lock file: an optional dependency without an entry (`npm ci` would fail on another platform), a
 * download address, a missing integrity, an install script nobody agreed to.
 */
export function lockfileFaults({ packages }: LockFile): readonly string[] {
  return Object.entries(packages).flatMap(([path, entry]) => {
    if (path === '' || entry.link === true) return missingOptional(path, entry, packages)
    const isWorkspace = !path.includes('node_modules/')
    const faults = missingOptional(path, entry, packages)
    if (entry.resolved?.startsWith('http') === true) faults.push(`${path}: holds a download address`)
    if (!isWorkspace && entry.inBundle !== true && entry.integrity === undefined)
      faults.push(`${path}: has no integrity`)
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    if (entry.hasInstallScript === true && !withScripts.has(name)) faults.push(`${path}: has an install script`)
    return faults
  })
}

/** Node's own look-up: beside the package, then in each folder above it. */
function missingOptional(path: string, entry: LockEntry, packages: LockFile['packages']): string[] {
  return Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !placesOf(path, name).some((place) => Object.hasOwn(packages, place)))
    .map((name) => `${path === '' ? 'root' : path}: optional dependency ${name} has no entry`)
}

function placesOf(path: string, name: string): readonly string[] {
  const places = [`node_modules/${name}`]
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    places.push(`${at}/node_modules/${name}`)
  }
  return places
}
