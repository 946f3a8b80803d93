import { readFile, writeFile } from 'node:fs/promises'
import { contractTypes, operationTable, outputTable } from './contract-types.ts'
import { eventTypes } from './event-types.ts'

/** Every generated file: where it lies, and how it is made. */
export const generated: Readonly<Record<string, () => string | Promise<string>>> = {
  'packages/core/src/contract/generated/types.ts': contractTypes,
  'packages/core/src/contract/generated/operations.ts': operationTable,
  'packages/core/src/contract/generated/outputs.ts': outputTable,
  'packages/core/src/events/generated/events.ts': eventTypes,
}

/** Writes what differs, or with `check` only names it. */
export async function generate(options: { readonly check: boolean }): Promise<readonly string[]> {
  const stale: string[] = []
  for (const [path, make] of Object.entries(generated)) {
    const file = new URL(`../../${path}`, import.meta.url)
    const [old, now] = [await readFile(file, 'utf8').catch(() => ''), await make()]
    if (old === now) continue
    stale.push(path)
    if (!options.check) await writeFile(file, now)
  }
  return stale
}
