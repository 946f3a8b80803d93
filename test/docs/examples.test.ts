import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { metrics } from '@opentelemetry/api'
import type { MetricData } from '@opentelemetry/sdk-metrics'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { start } from '../../packages/cli/test/run.ts'
import { blocksOf, documents, root, textOf, type Block } from './blocks.ts'

/** READMEs of providers show their vendor, so their blocks are not run. */
const blocks = documents()
  .flatMap(blocksOf)
  .filter(({ isChecked }) => isChecked)
const runnable = blocks.filter(({ isRun, document }) => isRun && !document.startsWith('packages/provider-'))
const titleOf = ({ document, line }: Block) => `${document}:${line}`
let folder = ''
const pathOf = ({ document, file }: Block) => join(folder, document.replaceAll('/', '_'), file)
const load = (block: Block) => import(pathToFileURL(pathOf(block)).href) as Promise<Record<string, unknown>>
const blockAt = (document: string, file: string): Block => {
  const found = blocks.find((one) => one.document === document && one.file === file)
  if (found === undefined) throw new Error(`${document} has no block ${file}.`)
  return found
}

beforeAll(async () => {
  await mkdir(join(root, '.vitest'), { recursive: true })
  folder = await mkdtemp(join(root, '.vitest/docs-'))
  for (const block of blocks) {
    await mkdir(dirname(pathOf(block)), { recursive: true })
    await writeFile(pathOf(block), block.code)
  }
  const config = {
    extends: '../../tsconfig.test.json',
    compilerOptions: { noUnusedLocals: false, moduleDetection: 'force' },
    include: ['**/*.ts'],
    exclude: [],
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
})
afterAll(() => rm(folder, { recursive: true }))

describe('examples of the documents', () => {
  it('are there', () => {
    expect(new Set(runnable.map(({ document }) => document))).toEqual(
      new Set([
        'README.md',
        'packages/core/README.md',
        'docs/events.md',
        'docs/operating.md',
        'docs/write-a-provider.md',
      ]),
    )
  })

  it('compile', async () => {
    const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
    const run = promisify(execFile)(process.execPath, [tsc, '-p', folder, '--pretty', 'false'])
    const out = await run.then(
      () => '',
      (error: { stdout: string }) => error.stdout,
    )
    const places = blocks.map((block) => [pathOf(block).slice(folder.length + 1), titleOf(block)] as const)
    expect(places.reduce((text, [path, title]) => text.replaceAll(path, title), out)).toBe('')
  }, 120_000)

  it.each(runnable.map((block) => [titleOf(block), block] as const))('%s runs', async (_title, block) => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
    onTestFinished(() => log.mockRestore())
    expect(await load(block)).toBeTypeOf('object')
  })
})

it('the route of the README refuses what is not signed', async () => {
  const block = runnable.find(({ document }) => document === 'README.md')
  const { POST } = (await load(block as Block)) as { POST: (request: Request) => Promise<Response> }
  process.env['GITHUB_WEBHOOK_SECRET'] = 'a secret of the test'
  onTestFinished(() => void delete process.env['GITHUB_WEBHOOK_SECRET'])
  const response = await POST(new Request('https://a.example/kJ3vT9w2QxLmR8sYbN5cHd7f', { method: 'POST', body: '{}' }))
  expect(response.status).toBe(401)
})

it('the round of the core README ends with a comment', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  onTestFinished(() => log.mockRestore())
  const [block] = runnable.filter(({ document }) => document === 'packages/core/README.md')
  const again = { ...(block as Block), file: 'again.ts' }
  await writeFile(pathOf(again), again.code)
  await load(again)
  expect(log.mock.calls.at(-1)).toEqual([202, [{ id: 1, body: 'Seen: The door is stuck' }]])
})

it('the configuration of operating.md starts, and shows the URL of its hook', async () => {
  const cwd = dirname(pathOf(blockAt('docs/operating.md', 'scm.config.ts')))
  const running = start(['dev', '--port', '0'], { cwd })
  const hook = await running.line((line) => line.includes('webhook '))
  expect(hook.trim()).toBe('webhook https://hooks.example.com/webhooks/kJ3vT9w2QxLmR8sYbN5cHd7f')
  running.interrupt()
  expect((await running.ended).code).toBe(0)
})

it('operating.md names exactly the metrics that a host makes, with their attributes', async () => {
  const { metricExporter, spanExporter } = (await load(blockAt('docs/operating.md', 'telemetry.ts'))) as {
    metricExporter: { getMetrics(): readonly { scopeMetrics: readonly { metrics: readonly MetricData[] }[] }[] }
    spanExporter: { getFinishedSpans(): readonly { name: string; attributes: object }[] }
  }
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  onTestFinished(() => log.mockRestore())
  const [block] = runnable.filter(({ document }) => document === 'packages/core/README.md')
  const measured = { ...(block as Block), file: 'measured.ts' }
  await writeFile(pathOf(measured), measured.code)
  await load(measured)
  await (metrics.getMeterProvider() as unknown as { forceFlush(): Promise<void> }).forceFlush()

  const seen = metricExporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
  const told = new Map(
    [...textOf('docs/operating.md').matchAll(/^\| `(scm\.[a-z_.]+)` \| (\w+)[^|]*\| ([^|]*)\|$/gm)].map(
      ([, name = '', , attributes = '']) => [
        name,
        [...attributes.matchAll(/`([a-z]+)`/g)].map(([, attribute]) => attribute),
      ],
    ),
  )
  expect(seen.length).toBeGreaterThan(5)
  for (const { descriptor, dataPoints } of seen) {
    expect(told.has(descriptor.name), descriptor.name).toBe(true)
    for (const { attributes } of dataPoints) {
      for (const name of Object.keys(attributes)) expect(told.get(descriptor.name)).toContain(name)
    }
  }
  const sources = readdirSync(`${root}packages/core/src/host`, { recursive: true, encoding: 'utf8' })
  const made = sources
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [
      ...textOf(`packages/core/src/host/${name}`).matchAll(/create(?:Counter|Histogram)\(\s*'(scm\.[a-z_.]+)'/g),
    ])
  expect([...told.keys()].sort()).toEqual(made.map(([, name]) => name).sort())
  expect(spanExporter.getFinishedSpans()).toContainEqual(
    expect.objectContaining({
      name: 'scm issues.get',
      attributes: expect.objectContaining({ provider: 'fake', operation: 'issues.get' }) as object,
    }),
  )
})
