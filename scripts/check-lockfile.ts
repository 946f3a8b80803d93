import { readFile } from 'node:fs/promises'
import { lockfileFaults, type LockFile } from './lockfile-faults.ts'

/** Says what is wrong with the lock file; see `lockfile-faults.ts`. */
const text = await readFile(new URL('../package-lock.json', import.meta.url), 'utf8')
const lock = JSON.parse(text) as LockFile
const faults = lockfileFaults(lock)
for (const fault of faults) console.log(fault)
console.log(`package-lock.json: ${Object.keys(lock.packages).length} entries, ${faults.length} faults`)
if (faults.length > 0) process.exitCode = 1
