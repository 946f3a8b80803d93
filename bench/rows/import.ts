import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { absolute, median, type Bench } from '../row.ts'

interface Started {
  readonly ms: number
  readonly megabytes: number
}

/** Importing core and a provider in a fresh process, against what one would import for GitHub alone. */
export const imports: Bench = async ({ pairs }) => {
  const ours: Started[] = []
  const theirs: Started[] = []
  for (let pair = -1; pair < pairs; pair++) {
    const mine = await start(['@scm-host/core', 'scm-provider-github'])
    const peer = await start(['@octokit/rest', '@octokit/webhooks'])
    if (pair < 0) continue // Files are in the system's cache from here on.
    ours.push(mine)
    theirs.push(peer)
  }
  const row = (name: string, unit: string, most: number, of: (one: Started) => number) => {
    const peer = median(theirs.map(of))
    const own = absolute(name, ours.map(of), unit, most)
    return { ...own, theirs: peer, ratio: own.ours / peer }
  }
  return [row('import-time', 'ms', 200, ({ ms }) => ms), row('import-memory', 'MB', 80, ({ megabytes }) => megabytes)]
}

/** Time of the imports alone; memory of the whole process after them. */
async function start(modules: readonly string[]): Promise<Started> {
  const child = fork(fileURLToPath(new URL('../import-child.mjs', import.meta.url)), modules, { execArgv: [] })
  const exited = once(child, 'exit')
  const [told] = (await once(child, 'message')) as [Started]
  await exited
  return told
}
