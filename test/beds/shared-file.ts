import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = process.env['SCM_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url))

/**
 * A file of the material that is kept beside the project and never inside it: vendors' OpenAPI documents and recorded
 * payloads, in the folder `SCM_SHARED` names, else `../shared`. Null when it is not there: tests that need it are skipped.
 */
export function sharedFile(path: string): string | null {
  const file = resolve(folder, path)
  return existsSync(file) ? file : null
}

/** What goes behind the title of a test suite that needs a shared file, so that a skipped one says why; else nothing. */
export function whyWithout(path: string): string {
  return sharedFile(path) === null ? ` (skipped: no ${path} in SCM_SHARED or ../shared)` : ''
}
