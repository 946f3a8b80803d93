import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { operationTable } from '../../core/src/contract/generated/operations.ts'
import { jsonLines, root, run } from './run.ts'

const operationIds = Object.keys(operationTable)

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const at = await mkdtemp(join(tmpdir(), 'scm-host-cli-'))
  onTestFinished(() => rm(at, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(at, path, '..'), { recursive: true })
    await writeFile(join(at, path), text)
  }
  return at
}

it('contract --json is the whole table: 138 operations with schemas, and the objects', async () => {
  const { code, out } = await run(['contract', '--json'])
  const [{ contract, operations, objects } = {}] = jsonLines(out) as readonly {
    contract?: string
    operations?: readonly { id: string; input: object; output: object; effect: string }[]
    objects?: Readonly<Record<string, object>>
  }[]
  expect([code, contract]).toEqual([0, '1.0.0'])
  expect(operations).toHaveLength(138)
  expect(operations?.map(({ id }) => id)).toEqual(operationIds)
  expect(operations?.find(({ id }) => id === 'issues.create')).toMatchObject({
    effect: 'write',
    input: { type: 'object', required: ['title'] },
    output: { type: 'object' },
  })
  expect(Object.keys(objects ?? {})).toEqual(expect.arrayContaining(['Issue', 'PullRequest', 'Repository']))
})

it('contract tells one area, and the arguments of one operation', async () => {
  const area = await run(['contract', 'issues'])
  const lines = area.out.trim().split('\n').slice(2)
  expect(lines.map((line) => line.split(' ', 1)[0])).toEqual(operationIds.filter((id) => id.startsWith('issues.')))
  const one = await run(['contract', 'issues.create'])
  expect(one.out).toMatch(/^issues\.create: .+\n\nwrite, scope repository\n {2}title +required +string/)
})

it('providers list --json describes GitHub with 138 operations', async () => {
  const { code, out } = await run(['providers', 'list', '--json'])
  const [{ providers }] = jsonLines(out) as unknown as [{ providers: readonly Record<string, unknown>[] }]
  const github = providers.find(({ id }) => id === 'github')
  expect(code).toBe(0)
  expect(github).toMatchObject({ title: 'GitHub', contract: '^1.0.0', hasWebhooks: true, icon: 'icon.svg' })
  expect(github?.['operations']).toHaveLength(138)
  expect((await run(['providers', 'list'])).out).toContain('github  GitHub  contract ^1.0.0  138 operations  webhooks')
})

it('providers list names what was refused and why, and ends with 0', async () => {
  const cwd = await folder({
    'package.json': JSON.stringify({
      dependencies: { 'scm-provider-gone': '*', 'scm-provider-empty': '*', express: '*' },
    }),
    'node_modules/scm-provider-empty/package.json': JSON.stringify({ name: 'scm-provider-empty', version: '3.2.1' }),
  })
  const { code, out } = await run(['providers', 'list', '--json'], { cwd })
  expect(code).toBe(0)
  expect(jsonLines(out)[0]).toMatchObject({
    providers: [],
    rejected: [
      { package: 'scm-provider-gone', version: null, error: { code: 'provider_missing' } },
      { package: 'scm-provider-empty', version: '3.2.1', error: { code: 'provider_invalid' } },
    ],
  })
  const lines = (await run(['providers', 'list'], { cwd })).out.trim().split('\n')
  expect(lines[0]).toBe('refused: scm-provider-gone is not installed. Install it: npm install scm-provider-gone')
  expect(lines[1]).toMatch(/^refused: scm-provider-empty@3\.2\.1: `scmProvider` must be /)
})

it('looks at the nearest package.json, as npm does, and says how to install a provider where there is none', async () => {
  const cwd = await folder({ 'package.json': '{}', 'src/deep/file': '' })
  expect((await run(['providers', 'list'], { cwd: join(cwd, 'src/deep') })).out).toContain(
    'npm install scm-provider-github',
  )
  const { out } = await run(['providers', 'list'], { cwd: join(root, 'docs') })
  expect(out.match(/\d+ operations/g)).toEqual(['85 operations', '138 operations', '133 operations'])
  expect(out.match(/auth [a-z0-9, ]+(?= {2})/g)).toEqual([
    'auth token, oauth2, none',
    'auth minted, token, oauth2, none',
    'auth token, oauth2, none',
  ])
  const words = ['call', 'issues.list', '--provider', 'gitlab', '--repo', 'o/r']
  const { code, err } = await run(words, { cwd })
  expect([code, err]).toEqual([
    1,
    'provider_unknown: There is no provider "gitlab" (none is installed here). Install it: npm install scm-provider-gitlab\n',
  ])
})

it('a package.json that is no JSON is an error, as JSON with --json', async () => {
  const cwd = await folder({ 'package.json': '{' })
  const { code, out, err } = await run(['providers', 'list', '--json'], { cwd })
  expect([code, out]).toEqual([1, ''])
  expect(jsonLines(err)[0]).toMatchObject({ error: { code: 'config_invalid' } })
})
