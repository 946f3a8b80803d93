import { fork, type ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ScmError } from '@scm-host/core'
import type { Io } from '../command.ts'

/** What the sandbox is told: one account, one repository, one app with a webhook. */
export interface SandboxRequest {
  readonly webhookUrl: string
  readonly webhookSecret: string
  readonly account: string
  readonly repository: string
  readonly userToken: string
  readonly appId: number
  readonly installationId: number
}

/** What it answers once it listens. */
export interface SandboxReady {
  readonly url: string
  readonly privateKey: string
}

export interface Sandbox extends SandboxReady {
  close(): Promise<void>
}

const version = '0.12.2'
const startLimitMs = 20_000

/**
 * Starts a stateful GitHub on 127.0.0.1, in a child process that ends with this one.
 * @throws ScmError `provider_missing` with the command that installs it, `internal` when it does not start, `aborted`
 */
export async function startSandbox(
  request: SandboxRequest,
  { cwd, signal }: Pick<Io, 'cwd' | 'signal'>,
): Promise<Sandbox> {
  const entry = await findEmulate(cwd)
  if (entry === null) {
    const message = `The sandbox needs the package emulate. Add it: npm install --save-dev --save-exact emulate@${version}`
    throw new ScmError('provider_missing', message, { package: 'emulate' })
  }
  const child = fork(fileURLToPath(childModule()), [], { env: {}, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  const ready = await firstMessage(child, { ...request, entry }, signal)
  return { ...ready, close: () => stop(child) }
}

/** The module a program in `cwd` would import. The package has no entry for `require`, so Node cannot be asked for it. */
async function findEmulate(cwd: string): Promise<string | null> {
  const manifest = findManifest(cwd)
  if (manifest === undefined) return null
  const { exports } = JSON.parse(await readFile(manifest, 'utf8')) as { exports?: { '.'?: { import?: string } } }
  const entry = exports?.['.']?.import
  return entry === undefined ? null : new URL(entry, pathToFileURL(manifest)).href
}

function findManifest(cwd: string): string | undefined {
  try {
    return findPackageJSON('emulate', pathToFileURL(`${cwd}/package.json`))
  } catch {
    return undefined
  }
}

/** In the folder above in the sources, beside the command's bundle when built. */
function childModule(): URL {
  const isSource = import.meta.url.endsWith('.ts')
  return new URL(isSource ? '../sandbox-child.ts' : './sandbox-child.js', import.meta.url)
}

function firstMessage(
  child: ChildProcess,
  request: SandboxRequest & { readonly entry: string },
  signal: AbortSignal,
): Promise<SandboxReady> {
  return new Promise((resolve, reject) => {
    let complaint = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint = `${complaint}${chunk.toString('utf8')}`.slice(-4000)
    })
    const settle = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', interrupted)
      child.removeAllListeners('exit')
    }
    const fail = (error: ScmError) => {
      settle()
      child.kill('SIGKILL')
      reject(error)
    }
    const failed = (why: string) =>
      fail(new ScmError('internal', `The sandbox did not start: ${why}. ${firstError(complaint)}`.trim(), {}))
    const interrupted = () => fail(new ScmError('aborted', 'The start of the sandbox was interrupted.', {}))
    const timer = setTimeout(() => failed(`no answer within ${startLimitMs} ms`), startLimitMs)
    signal.addEventListener('abort', interrupted, { once: true })
    if (signal.aborted) interrupted()
    child.once('exit', (code) => failed(`it ended with code ${code}`))
    child.on('error', (error) => failed(error.message))
    child.once('message', (message) => {
      settle()
      resolve(message as SandboxReady)
    })
    child.send(request)
  })
}

/** The line of a crash that says what is wrong. */
function firstError(complaint: string): string {
  const lines = complaint.split('\n').map((line) => line.trim())
  return lines.find((line) => /^[A-Za-z]*Error\b/.test(line)) ?? lines.find((line) => line !== '') ?? ''
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 2_000)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    if (child.connected) child.send({ stop: true })
    else child.kill()
  })
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
