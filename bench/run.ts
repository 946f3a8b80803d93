// npm run bench [-- --json] [--quick] [--only <name>]: measures and judges. Exit code 1 when a bound is missed.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { groups } from './groups.ts'
import type { Effort, Row } from './row.ts'

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, only: { type: 'string' } },
})
const { json = false, quick = false, only } = values
/** Quick: whether everything runs, not how fast. */
const effort: Effort = quick ? { pairs: 3, scale: 0.05 } : { pairs: 11, scale: 1 }

/** What users run is measured: the built packages, through the workspace's own links. */
function checkBuilt(): void {
  const missing = ['core', 'provider-github', 'provider-gitlab', 'provider-bitbucket'].filter(
    (name) => !existsSync(new URL(`../packages/${name}/dist/index.js`, import.meta.url)),
  )
  if (missing.length > 0) throw new Error(`Not built: ${missing.join(', ')}. Run: npm run build`)
}

async function measure(group: string): Promise<readonly Row[]> {
  const child = fork(
    fileURLToPath(new URL('./one.ts', import.meta.url)),
    [group, String(effort.pairs), String(effort.scale)],
    {
      stdio: ['ignore', 2, 2, 'ipc'],
    },
  )
  const exited = once(child, 'exit')
  const told = await Promise.race([once(child, 'message'), exited.then(() => null)])
  await exited
  if (told === null) throw new Error(`The measurement ${group} ended without a result.`)
  return told[0] as readonly Row[]
}

function lineOf({ name, ratio, ours, theirs, unit, interval, bound, ok }: Row): string {
  const verdict = bound === null ? '    ' : ok ? 'ok  ' : 'MISS'
  const peer = theirs === null ? '' : `${short(theirs)} `
  const times = ratio === null ? '' : `ratio ${short(ratio)}`
  const range = `[${interval.map(short).join(' … ')}]`
  return `${verdict} ${name.padEnd(32)} ${short(ours).padStart(9)} ${peer.padStart(10)}${unit.padEnd(6)} ${times.padEnd(12)} ${range}  ${bound ?? ''}`
}

function short(value: number): string {
  return value !== 0 && Math.abs(value) < 0.001
    ? value.toExponential(1)
    : String(Number(value.toPrecision(value >= 100 ? 5 : 3)))
}

const wanted = Object.keys(groups).filter((name) => only === undefined || name === only)
if (wanted.length === 0)
  throw new Error(`There is nothing called ${only}. There are: ${Object.keys(groups).join(', ')}.`)
checkBuilt()
const rows: Row[] = []
if (!json)
  console.log(`Node ${process.versions.node}, ${effort.pairs} pairs; ours, theirs, ratio, interval of what is bound`)
for (const group of wanted) {
  const measured = await measure(group)
  rows.push(...measured)
  if (!json) for (const row of measured) console.log(lineOf(row))
}
if (json) console.log(JSON.stringify(rows, null, 2))
if (!quick && rows.some(({ ok }) => !ok)) process.exitCode = 1
