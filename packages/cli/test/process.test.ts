import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { root } from './run.ts'

/** The built command as a process of its own. `npm test` builds it first. */
const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url))

function launch(words: readonly string[]): {
  readonly child: ChildProcess
  readonly text: () => { out: string; err: string }
} {
  const child = spawn(process.execPath, [bin, ...words], { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] })
  const printed = { out: '', err: '' }
  child.stdout?.on('data', (chunk: Buffer) => (printed.out += chunk.toString('utf8')))
  child.stderr?.on('data', (chunk: Buffer) => (printed.err += chunk.toString('utf8')))
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, text: () => printed }
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
  return child.exitCode
}

describe.runIf(existsSync(bin))('the built command', () => {
  it('prints everything before it ends, also into a pipe', async () => {
    const { child, text } = launch(['contract', '--json'])
    expect(await ended(child)).toBe(0)
    expect((JSON.parse(text().out) as { operations: object[] }).operations).toHaveLength(138)
  })

  it('is quiet when its reader goes away', async () => {
    const { child, text } = launch(['contract', '--json'])
    child.stdout?.destroy()
    expect([await ended(child), text().err]).toEqual([0, ''])
  })

  it('ends with 2 for a wrong command line and 1 for an error', async () => {
    expect(await ended(launch(['nothing']).child)).toBe(2)
    const { child } = launch(['parse', '--provider', 'github', '--header', 'X-GitHub-Event: push'])
    child.stdin?.end('no JSON')
    expect(await ended(child)).toBe(1)
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s while it waits for a body ends it with %i', async (signal, code) => {
    const { child, text } = launch(['parse', '--provider', 'github', '--header', 'X-GitHub-Event: push'])
    child.stdin?.write(' '.repeat(1024 * 1024))
    await expect.poll(() => isReading(child), { timeout: 10_000 }).toBe(true)
    child.kill(signal)
    expect([await ended(child), text()]).toEqual([code, { out: '', err: '' }])
  })

  it('dev stays up until Ctrl-C, ends with 0, and leaves no process behind', async () => {
    const { child, text } = launch(['dev'])
    await expect.poll(() => text().out, { timeout: 50_000 }).toContain('Ctrl-C ends it.')
    const sandboxes = childrenOf(child)
    expect(sandboxes.length).toBe(process.platform === 'linux' ? 1 : 0)
    child.kill('SIGINT')
    expect([await ended(child), text().err]).toEqual([0, ''])
    for (const pid of sandboxes) expect(isAlive(pid)).toBe(false)
  }, 60_000)

  it('dev that is killed takes its sandbox with it', async () => {
    const { child, text } = launch(['dev'])
    await expect.poll(() => text().out, { timeout: 50_000 }).toContain('sandbox  http')
    const sandboxes = childrenOf(child)
    child.kill('SIGKILL')
    await ended(child)
    await expect.poll(() => sandboxes.filter(isAlive), { timeout: 10_000 }).toEqual([])
  }, 60_000)
})

/** On Linux the kernel tells; elsewhere nothing is known. */
function childrenOf({ pid }: ChildProcess): readonly number[] {
  if (process.platform !== 'linux' || pid === undefined) return []
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  )
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** More than a pipe holds has been taken, so the process is past its start and has its signal handlers. */
function isReading({ stdin }: ChildProcess): boolean {
  return stdin?.writableLength === 0
}
