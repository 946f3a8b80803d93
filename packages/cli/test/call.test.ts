import { describe, expect, it } from 'vitest'
import { sendJson, serve, vendorIssue, vendorRepository, type Answer } from './github-server.ts'
import { jsonLines, run, start } from './run.ts'

const at = (url: string, ...more: readonly string[]) => [
  '--provider',
  'github',
  '--repo',
  'o/r',
  '--base-url',
  url,
  ...more,
]

/** Three pages of two issues. As GitHub does it, the links have the repository's id. */
const pages: Answer = ({ url }, response, base) => {
  if (url === '/repos/o/r') return sendJson(response, 200, vendorRepository)
  const page = Number(new URL(url, base).searchParams.get('page') ?? 1)
  const link: Record<string, string> =
    page < 3 ? { link: `<${base}/repositories/1/issues?page=${page + 1}&per_page=2>; rel="next"` } : {}
  sendJson(response, 200, [vendorIssue(page * 2 - 1), vendorIssue(page * 2)], link)
}

describe('scm-host call', () => {
  it('issues.list --json answers the neutral issues, without a token when none is named', async () => {
    const { url, seen } = await serve(pages)
    const { code, out, err } = await run(['call', 'issues.list', 'state=closed', 'labels=bug,ui', ...at(url, '--json')])
    expect([code, err]).toEqual([0, ''])
    const [{ data, meta } = {}] = jsonLines(out) as readonly { data?: readonly object[]; meta?: object }[]
    expect(data).toMatchObject([
      { issue: '1', title: 'Issue 1', state: 'open', author: { username: 'octocat' } },
      { issue: '2' },
    ])
    expect(meta).toMatchObject({ nextCursor: expect.any(String) as string })
    const asked = new URL(seen[0]?.url ?? '', url)
    expect(asked.pathname).toBe('/repos/o/r/issues')
    expect([asked.searchParams.get('state'), asked.searchParams.get('labels')]).toEqual(['closed', 'bug,ui'])
    expect(seen[0]?.authorization).toBeUndefined()
  })

  it('prints indented data for people', async () => {
    const { url } = await serve((_seen, response) => sendJson(response, 200, vendorIssue(7, 'A \u009b title')))
    const { code, out } = await run(['call', 'issues.get', 'issue=7', ...at(url)])
    expect(code).toBe(0)
    expect(out).toContain('\n  "title": "A \\u009b title"')
    expect(JSON.parse(out)).toMatchObject({ issue: '7', title: 'A \u009b title' })
  })

  it('pages: one with --cursor, to the end with --all', async () => {
    const { url, seen } = await serve(pages)
    const first = await run(['call', 'issues.list', ...at(url, '--json', '--per-page', '2')])
    const { nextCursor } = (jsonLines(first.out)[0] as { meta: { nextCursor: string } }).meta
    const second = await run(['call', 'issues.list', ...at(url, '--json', '--per-page', '2', '--cursor', nextCursor)])
    expect(jsonLines(second.out)[0]).toMatchObject({ data: [{ issue: '3' }, { issue: '4' }] })
    const before = seen.length
    const all = await run(['call', 'issues.list', ...at(url, '--json', '--per-page', '2', '--all')])
    const numbers = jsonLines(all.out).flatMap(({ data }) =>
      (data as readonly { issue: string }[]).map(({ issue }) => issue),
    )
    expect(numbers).toEqual(['1', '2', '3', '4', '5', '6'])
    const asked = seen.slice(before).map((one) => new URL(one.url, url))
    const sizes = asked
      .filter(({ pathname }) => pathname.endsWith('/issues'))
      .map(({ searchParams }) => searchParams.get('per_page'))
    expect([sizes.length >= 3, new Set(sizes)]).toEqual([true, new Set(['2'])])
  })

  it('writes, and reads nested arguments as JSON', async () => {
    const { url, seen } = await serve((_seen, response) => sendJson(response, 201, vendorIssue(8, 'Hello = world')))
    const words = ['call', 'issues.create', 'title=Hello = world', 'labels=["a,b"]', 'assignees=']
    const { code } = await run([...words, ...at(url)])
    expect(code).toBe(0)
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({ title: 'Hello = world', labels: ['a,b'], assignees: [] })
  })

  it('an operation of the connection needs no repository', async () => {
    const user = { id: 5, login: 'octocat', type: 'User', name: null, email: null, avatar_url: null, html_url: null }
    const { url, seen } = await serve((_seen, response) => sendJson(response, 200, user))
    const { code, out } = await run(['call', 'users.getCurrent', '--provider', 'github', '--base-url', url, '--json'])
    expect([code, seen[0]?.url]).toEqual([0, '/user'])
    expect(jsonLines(out)[0]).toMatchObject({ data: { id: '5', username: 'octocat' } })
  })

  it('bytes arrive as they are', async () => {
    const bytes = Buffer.from([0x1f, 0x8b, 0x00, 0xff, 0x1b])
    const { url } = await serve((_seen, response) =>
      response.writeHead(200, { 'content-type': 'application/x-gzip' }).end(bytes),
    )
    const { code, out } = await run(['call', 'repository.downloadArchive', 'ref=main', 'format=tarball', ...at(url)])
    expect([code, Buffer.from(out, 'latin1')]).toEqual([0, bytes])
  })
})

describe('the token', () => {
  it('is read from the variable that --token-env names, and sent', async () => {
    const { url, seen } = await serve(pages)
    const { code } = await run(['call', 'issues.list', ...at(url, '--token-env', 'MINE')], {
      env: { MINE: 'mine-123' },
    })
    expect([code, seen[0]?.authorization]).toEqual([0, 'Bearer mine-123'])
  })

  it('of the usual variable is for the vendor alone: another address does not get it', async () => {
    const { url, seen } = await serve(pages)
    const { code } = await run(['call', 'issues.list', ...at(url)], { env: { GITHUB_TOKEN: 'for-github-only' } })
    expect([code, seen.length > 0]).toEqual([0, true])
    for (const { authorization } of seen) expect(authorization).toBeUndefined()
  })

  it('that is named and not there is an error that says how to set it; nothing is sent', async () => {
    const { url, seen } = await serve(pages)
    const { code, err } = await run(['call', 'issues.list', ...at(url, '--token-env', 'MINE')])
    expect([code, seen]).toEqual([1, []])
    expect(err).toBe('config_invalid: The environment variable MINE is not set. Put the token there: export MINE=…\n')
  })

  it('is asked for when the vendor refuses a call without one', async () => {
    const { url } = await serve((_seen, response) => sendJson(response, 404, { message: 'Not Found' }))
    const { code, err } = await run(['call', 'issues.get', 'issue=1', ...at(url)])
    expect(code).toBe(1)
    expect(err).toMatch(/^No token was sent\. Name the variable that holds one: --token-env <name>\nnot_found: /)
  })
})

describe('errors', () => {
  const html: Answer = (_seen, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>proxy</h1>')
  const refusals: readonly (readonly [code: string, answer: Answer])[] = [
    ['not_found', (_seen, response) => sendJson(response, 404, { message: 'Not Found' })],
    ['unauthorized', (_seen, response) => sendJson(response, 401, { message: 'Bad credentials' })],
    ['bad_response', html],
    ['validation_failed', (_seen, response) => sendJson(response, 422, { message: 'Validation Failed', errors: [] })],
  ]

  it.each(refusals)('%s: as JSON with --json, as a sentence without', async (code, answer) => {
    const { url } = await serve(answer)
    const words = ['call', 'issues.create', 'title=x', ...at(url)]
    const asJson = await run([...words, '--json'])
    expect([asJson.code, asJson.out]).toEqual([1, ''])
    expect(jsonLines(asJson.err)).toMatchObject([{ error: { code, message: expect.any(String) as string } }])
    const asText = await run(words)
    expect([asText.code, asText.out]).toEqual([1, ''])
    expect(asText.err.trim().split('\n').at(-1)).toMatch(new RegExp(`^${code}: \\S`))
  })

  it('never hold the token, in any spelling', async () => {
    const canary = 'ghp_canary+/=Zx81"\\'
    const { url, seen } = await serve((one, response) =>
      sendJson(response, 403, { message: 'Forbidden', request: one }),
    )
    const env = { MINE: canary, GITHUB_TOKEN: canary }
    const outcomes = [
      await run(['call', 'issues.get', 'issue=1', ...at(url, '--token-env', 'MINE', '--json')], { env }),
      await run(['call', 'issues.get', 'issue=1', ...at(url, '--token-env', 'MINE')], { env }),
      await run(['call', 'issues.get', 'issue=1', ...at('http://127.0.0.1:1', '--token-env', 'MINE')], { env }),
      await run(['call', 'issues.get', 'issue=../x', ...at(url, '--token-env', 'MINE')], { env }),
    ]
    expect(seen.filter(({ authorization }) => authorization === `Bearer ${canary}`)).toHaveLength(2)
    const bytes = Buffer.from(canary)
    const spellings = [
      canary,
      JSON.stringify(canary).slice(1, -1),
      encodeURIComponent(canary),
      bytes.toString('base64'),
      bytes.toString('hex'),
    ]
    for (const { code, out, err } of outcomes) {
      expect(code).toBe(1)
      for (const spelling of spellings) expect(`${out}${err}`).not.toContain(spelling)
    }
  })
})

it('Ctrl-C ends a call that waits, quietly and with 130', async () => {
  let arrived = () => undefined as void
  const asked = new Promise<void>((resolve) => (arrived = resolve))
  const { url } = await serve(() => arrived())
  const running = start(['call', 'issues.list', ...at(url)])
  await asked
  running.interrupt()
  expect(await running.ended).toEqual({ code: 130, out: '', err: '' })
})
