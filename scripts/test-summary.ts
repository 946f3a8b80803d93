import { existsSync, readFileSync } from 'node:fs'

/** Prints one line for a report of vitest's JSON reporter: `tests: 12 passed, 0 failed, 1 skipped`. */
const [file = '', label = 'tests'] = process.argv.slice(2)
if (!existsSync(file)) {
  console.log(`${label}: 0 passed, 1 failed, 0 skipped (no report: the run did not get to its end)`)
  process.exit(1)
}
const report = JSON.parse(readFileSync(file, 'utf8')) as Report
// A file that cannot be loaded has no tests to count, and fails all the same.
const broken = report.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0)
const failed = report.numFailedTests + broken.length
const skipped = report.numPendingTests + report.numTodoTests
const unhandled = !report.success && failed === 0 ? ' (an error outside the tests; see above)' : ''
for (const one of broken) console.log(`could not run: ${one.name}`)
console.log(`${label}: ${report.numPassedTests} passed, ${failed} failed, ${skipped} skipped${unhandled}`)
if (!report.success) process.exitCode = 1

interface Report {
  readonly success: boolean
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly unknown[]
  }[]
}
