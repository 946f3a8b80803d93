import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { jsonLines, run } from './run.ts'

const commands = ['dev', 'providers', 'contract', 'parse', 'call']

describe('help', () => {
  it('lists every command, and each command has its own help with options and examples', async () => {
    const { code, out } = await run(['help'])
    expect(code).toBe(0)
    for (const name of commands) {
      expect(out).toContain(`\n  ${name}`)
      const [byOption, byHelp] = [await run([name, '--help']), await run(['help', name])]
      expect(byOption).toEqual({ ...byHelp, code: 0, err: '' })
      expect(byOption.out).toContain(`Usage: scm-host ${name}`)
      expect(byOption.out).toContain('--json')
      expect(byOption.out).toMatch(/\nExamples:\n {2}\S/)
    }
  })

  it('is printed as an error when no command is given', async () => {
    const { code, out, err } = await run([])
    expect([code, out]).toEqual([2, ''])
    expect(err).toBe((await run(['--help'])).out)
  })

  it('tells the version of the package and of the contract', async () => {
    const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string
    }
    const { code, out } = await run(['--version'])
    expect([code, out.startsWith(`scm-host ${version}, contract 1.`)]).toEqual([0, true])
  })
})

describe('a wrong command line ends with 2 and says what would be right', () => {
  const wrong: readonly (readonly [words: readonly string[], sentence: RegExp])[] = [
    [['serve'], /no command "serve"\. There are: dev, providers, contract, parse, call/],
    [['help', 'serve'], /no command "serve"/],
    [['dev', '--prot', '1'], /dev has no option --prot\. It has: --port, --once, --json/],
    [['dev', '--port', 'x'], /--port must be a number from 0 to 65535/],
    [['dev', '--port', '65536'], /--port must be/],
    [['dev', 'now'], /"now" is one word too many\. Usage: scm-host dev/],
    [['providers'], /Say what to do with providers: list/],
    [['providers', 'add'], /cannot "add"\. It can: list/],
    [['contract', 'isues'], /no area "isues"\. Areas: .*issues/],
    [['contract', 'issues.gett'], /no operation "issues\.gett"\. issues has: get, list/],
    [['parse'], /--provider is missing/],
    [['parse', '--provider', 'github'], /no body on standard input/],
    [['parse', '--provider', 'github', '--header', 'X-GitHub-Event'], /'Name: value'/],
    [['call'], /Say which operation/],
    [['call', 'issues.list', '--repo', 'o/r'], /--provider is missing/],
    [['call', 'issues', '--provider', 'github'], /no operation "issues"\. issues has: get/],
    [['call', '__proto__.x', '--provider', 'github'], /no area "__proto__"/],
    [['call', 'issues.toString', '--provider', 'github'], /no operation "issues\.toString"/],
    [['call', 'issues.get.x', '--provider', 'github'], /no operation/],
    [['call', 'issues.list', '--provider', 'github'], /add --repo owner\/name/],
    [['call', 'installation.listRepositories', '--provider', 'github', '--repo', 'o/r'], /leave out --repo/],
    [['call', 'issues.list', '--provider', 'github', '--repo', 'o'], /--repo must look like owner\/name/],
    [
      ['call', 'issues.list', 'stat=open', '--provider', 'github', '--repo', 'o/r'],
      /no argument "stat"\. It takes: state/,
    ],
    [['call', 'issues.list', '__proto__=1', '--provider', 'github', '--repo', 'o/r'], /no argument "__proto__"/],
    [['call', 'issues.list', 'open', '--provider', 'github', '--repo', 'o/r'], /name=value, not "open"/],
    [
      ['call', 'issues.list', 'state=open', 'state=all', '--provider', 'github', '--repo', 'o/r'],
      /state is given twice/,
    ],
    [['call', 'issues.get', '--provider', 'github', '--repo', 'o/r'], /issues\.get needs issue=<value>/],
    [['call', 'issues.get', 'issue=1', '--all', '--provider', 'github', '--repo', 'o/r'], /leave out --all/],
    [['call', 'issues.list', '--per-page', '101', '--provider', 'github', '--repo', 'o/r'], /from 1 to 100/],
    [
      ['call', 'branches.update', 'branch=a', 'sha=b', 'force=yes', '--provider', 'github', '--repo', 'o/r'],
      /force must be true or false/,
    ],
    [
      ['call', 'links.file', 'path=a', 'startLine=one', '--provider', 'github', '--repo', 'o/r'],
      /startLine must be a number/,
    ],
    [['call', 'checks.update', 'output=x', '--provider', 'github', '--repo', 'o/r'], /output must be JSON/],
    [
      ['call', 'issues.list', '--base-url', 'git.example', '--provider', 'github', '--repo', 'o/r'],
      /--base-url must look like https/,
    ],
    [
      ['call', 'issues.list', '--base-url', 'https://me:pw@git.example', '--provider', 'github', '--repo', 'o/r'],
      /no user name/,
    ],
    [
      [
        'call',
        'repository.downloadArchive',
        'ref=main',
        'format=zip',
        '--json',
        '--provider',
        'github',
        '--repo',
        'o/r',
      ],
      /answers bytes: leave out --json/,
    ],
  ]

  it.each(wrong)('scm-host %j', async (words, sentence) => {
    const { code, out, err } = await run(words)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(sentence)
    if (words.includes('--json')) expect(jsonLines(err)[0]).toMatchObject({ error: { code: 'invalid_argument' } })
    else expect(err).toMatch(/\nTry: scm-host [a-z ]*(--help|help)\n$/)
  })

  it('as JSON with --json', async () => {
    const { code, err } = await run(['contract', 'nope', '--json'])
    expect(code).toBe(2)
    expect(jsonLines(err)[0]).toMatchObject({
      error: { code: 'invalid_argument', message: expect.stringContaining('Areas:') as string },
    })
  })

  it('keeps bytes of an archive from a terminal', async () => {
    const words = ['call', 'repository.downloadArchive', '--provider', 'github', '--repo', 'o/r']
    const { code, err } = await run(words, { isTerminal: true })
    expect([code, err]).toEqual([2, expect.stringContaining('send them to a file with > file')])
  })
})
