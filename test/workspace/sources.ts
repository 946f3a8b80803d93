import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** Files of the repository that git knows, as paths from its root. */
export const files: readonly string[] = execFileSync('git', ['ls-files', '-z'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => path !== '' && existsSync(root + path))

/** TypeScript that people write. */
export const sources = files.filter((path) => /\.(ts|mjs)$/.test(path) && !path.includes('/generated/'))

export const text = (path: string): string => readFileSync(root + path, 'utf8')

export interface Import {
  readonly from: string
  /** As written: `tapable`, `../errors/codes.ts`. */
  readonly name: string
  /** Path from the root for a relative import, else null. */
  readonly target: string | null
  readonly kind: 'type' | 'value' | 'lazy'
}

const pattern =
  /(?:^|\n)(?:import|export)(\s+type)?\s[^'"\n;]*(?:\{[^}]*\}[^'"\n]*)?from\s*'([^']+)'|(?:^|\n)import\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g

/** What a file imports or re-exports; by its text, comments are left out. */
export function importsOf(from: string): readonly Import[] {
  const code = text(from)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*/g, '$1')
  return [...code.matchAll(pattern)].map(([, type, named, bare, lazy]): Import => {
    const name = named ?? bare ?? lazy ?? ''
    const target = name.startsWith('.') ? posix.join(posix.dirname(from), name) : null
    return { from, name, target, kind: lazy !== undefined ? 'lazy' : type !== undefined ? 'type' : 'value' }
  })
}

/** The package of a bare import: `typebox/value` is of `typebox`. */
export function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
}

export interface Manifest {
  readonly name: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly exports?: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>
}

export const packages = [...new Set(files.map((path) => /^packages\/([^/]+)\/package\.json$/.exec(path)?.[1]))]
  .filter((name) => name !== undefined)
  .map((folder) => ({ folder, manifest: JSON.parse(text(`packages/${folder}/package.json`)) as Manifest }))
