import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it, describe } from 'vitest'
import { commands } from '../../packages/cli/src/main.ts'
import { run } from '../../packages/cli/test/run.ts'
import { blocksOf, documents, root } from './blocks.ts'
import { readCommandLine } from './command-line.ts'

const lines = documents()
  .flatMap(blocksOf)
  .filter(({ language }) => language === 'sh')
  .flatMap(({ document, code }) =>
    code
      .trim()
      .split('\n')
      .map((line) => [document, line] as const),
  )
const help = commands.flatMap(({ name, examples }) => examples.map((line) => [`help ${name}`, line] as const))
const groups = createRequire(import.meta.url)('@octokit/webhooks-examples/api.github.com/index.json') as readonly {
  readonly name: string
  readonly examples: readonly object[]
}[]
const pullRequest = JSON.stringify(groups.find(({ name }) => name === 'pull_request')?.examples[0])
const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
}

describe('command lines of the documents and of the help', () => {
  it('are there', () => expect(lines.length).toBeGreaterThan(10))

  it.each([...lines, ...help])('%s: %s', async (_place, line) => {
    const { words, env, hasInput } = readCommandLine(line)
    const [program, ...rest] = words
    if (program === 'npm') return checkNpm(rest)
    expect(program).toBe('scm-host')
    if (rest[0] === 'call') return checkCall(rest)
    if (rest[0] === 'dev') return checkDev(rest, env)
    const { code, out, err } = await run(rest, { stdin: hasInput ? pullRequest : '' })
    expect([code, err]).toEqual([0, ''])
    expect(out).not.toBe('')
  })
})

/** Everything is as it would be, but the address, where nobody listens: what fails is the connection and nothing before. */
async function checkCall(words: readonly string[]): Promise<void> {
  const at = words.indexOf('--base-url')
  const rest = at < 0 ? words : [...words.slice(0, at), ...words.slice(at + 2)]
  const named = rest.indexOf('--token-env')
  const env = named < 0 ? {} : { [rest[named + 1] ?? '']: 'a-token' }
  const { code, err } = await run([...rest, '--base-url', 'http://127.0.0.1:1'], { env })
  expect([code, err]).toEqual([1, expect.stringContaining('vendor_unavailable')])
}

/** Ends at a configuration that is not there, or at the missing provider: the words themselves are right. */
async function checkDev(words: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const { code, err } = await run(words, { cwd: `${root}packages/core`, env })
  expect([code, err]).toEqual([1, expect.stringMatching(/^(config_invalid: SCM_CONFIG|provider_unknown: )/)])
}

function checkNpm([verb = '', ...rest]: readonly string[]): void {
  if (verb === 'start' || verb === 'test') return expect(manifest.scripts).toHaveProperty(verb)
  if (verb === 'run') return expect(Object.keys(manifest.scripts)).toContain(rest[0])
  expect(verb).toBe('install')
  for (const name of rest.filter((word) => !word.startsWith('-')))
    expect(Object.keys(manifest.dependencies)).toContain(name)
}
