import { readFile, writeFile } from 'node:fs/promises'
import { contractTypes, operationTable, outputTable } from './contract-types.ts'
import { contractDocs } from './contract-docs.ts'
import { contractLock } from './contract-lock.ts'
import { errorDocs } from './error-docs.ts'
import { eventDocs } from './event-docs.ts'
import { eventTypes } from './event-types.ts'
import { providerTables } from './provider-tables.ts'

/** Every generated file: where it lies, and how it is made. */
export const generated: Readonly<Record<string, () => string | Promise<string>>> = {
  'packages/core/src/contract/generated/types.ts': contractTypes,
  'packages/core/src/contract/generated/operations.ts': operationTable,
  'packages/core/src/contract/generated/outputs.ts': outputTable,
  'packages/core/src/events/generated/events.ts': eventTypes,
  'docs/contract.md': contractDocs,
  'docs/errors.md': errorDocs,
  'docs/events.md': eventDocs,
  'contract.lock.json': contractLock,
}

/** Writes what differs, or with `check` only names it. */
export async function generate(options: { readonly check: boolean }): Promise<readonly string[]> {
  const stale: string[] = []
  for (const [path, make] of Object.entries({ ...generated, ...(await providerTables()) })) {
    const file = new URL(`../../${path}`, import.meta.url)
    const [old, now] = [await readFile(file, 'utf8').catch(() => ''), await make()]
    if (old === now) continue
    stale.push(path)
    if (!options.check) await writeFile(file, now)
  }
  return stale
}
