import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ScmError } from '../errors/scm-error.ts'
import { brokenProvider, invalidProvider } from './about.ts'
import { isProviderName } from './manifest.ts'

/** An installed package that has not been run: its folder and its package.json. */
export interface Located {
  readonly name: string
  readonly version: string
  readonly folder: string
  readonly packageJson: Readonly<Record<string, unknown>>
}

/**
 * Finds an installed package from the place of a file, running none of its code.
 * @throws ScmError `provider_missing`, or `provider_invalid` when it hides its package.json, `provider_broken`
 */
export async function locate(name: string, from: URL): Promise<Located> {
  if (!isProviderName(name)) throw invalidProvider({ package: name }, 'name', 'scm-provider-* or @scope/scm-provider-*')
  const path = resolvePackageJson(name, from)
  const packageJson = await readJson(path).catch((cause: unknown) => {
    throw brokenProvider({ package: name }, 'has a package.json that cannot be read.', cause)
  })
  const { version } = packageJson
  return { name, version: typeof version === 'string' ? version : '0.0.0', folder: dirname(path), packageJson }
}

function resolvePackageJson(name: string, from: URL): string {
  try {
    return createRequire(from).resolve(`${name}/package.json`)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') {
      throw invalidProvider({ package: name }, 'exports', 'a map that has "./package.json": "./package.json"')
    }
    if (code !== 'MODULE_NOT_FOUND') throw brokenProvider({ package: name }, 'cannot be resolved.', cause)
    const message = `${name} is not installed. Install it: npm install ${name}`
    throw new ScmError('provider_missing', message, { package: name }, { cause })
  }
}

/** A JSON object from a file. */
export async function readJson(path: string | URL): Promise<Record<string, unknown>> {
  const value: unknown = JSON.parse(await readFile(path, 'utf8'))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError('not an object')
  return value as Record<string, unknown>
}

/**
 * The file that `import` of the package would run. Read from `exports` by hand: Node resolves from another module's place
 * with `require` conditions only, and many packages have none for it.
 */
export function entryOf({ packageJson, folder }: Located): string | null {
  const { exports, main } = packageJson
  const target = exports === undefined ? (typeof main === 'string' ? main : 'index.js') : byConditions(rootOf(exports))
  if (target === null || target.split('/').includes('..')) return null
  return join(folder, target)
}

function rootOf(exports: unknown): unknown {
  const isMap = typeof exports === 'object' && exports !== null && !Array.isArray(exports)
  return isMap && Object.keys(exports).some((key) => key.startsWith('.'))
    ? (exports as Record<string, unknown>)['.']
    : exports
}

function byConditions(target: unknown): string | null {
  if (typeof target === 'string') return target
  if (typeof target !== 'object' || target === null || Array.isArray(target)) return null
  for (const [condition, inner] of Object.entries(target)) {
    if (!['node', 'import', 'module-sync', 'default'].includes(condition)) continue
    const found = byConditions(inner)
    if (found !== null) return found
  }
  return null
}
