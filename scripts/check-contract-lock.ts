import { execFileSync } from 'node:child_process'
import { currentLock, type Lock } from './generate/contract-lock.ts'
import { neededBump, versionFault } from './generate/needed-bump.ts'

/** Compares the contract with that of another commit (`--base`, by default HEAD) and says what bump its version needs. */
const place = process.argv.indexOf('--base')
const base = place < 0 ? 'HEAD' : (process.argv[place + 1] ?? 'HEAD')
const old = lockAt(base)
if (old === null) {
  console.log(`There is no contract.lock.json at ${base}; nothing to compare with.`)
} else {
  const now = currentLock()
  const { bump, changes } = neededBump(old, now)
  for (const change of changes) console.log(`${change.bump}: ${change.what}`)
  const fault = versionFault(old.contract, now.contract, bump)
  console.log(
    fault === null
      ? `Contract ${old.contract} at ${base}, ${now.contract} here; needed: ${bump}.`
      : `Refused: ${fault}.`,
  )
  if (fault !== null) process.exitCode = 1
}

function lockAt(commit: string): Lock | null {
  try {
    const text = execFileSync('git', ['show', `${commit}:contract.lock.json`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return JSON.parse(text) as Lock
  } catch {
    return null
  }
}
