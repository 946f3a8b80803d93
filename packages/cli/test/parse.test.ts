import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { eventKinds } from '../../core/src/events/kinds.ts'
import { jsonLines, run } from './run.ts'

type Groups = readonly { readonly name: string; readonly examples: readonly object[] }[]
const groups = createRequire(import.meta.url)('@octokit/webhooks-examples/api.github.com/index.json') as Groups

const parse = (event: string, stdin: string | Uint8Array, ...more: readonly string[]) =>
  run(['parse', '--provider', 'github', '--header', `X-GitHub-Event: ${event}`, ...more], { stdin })

describe('scm-host parse --json', () => {
  it.each(groups.map(({ name, examples }) => [name, examples] as const))(
    'prints events for every example of %s',
    async (name, examples) => {
      for (const example of examples) {
        const { code, out, err } = await parse(name, JSON.stringify(example), '--json')
        expect([code, err]).toEqual([0, ''])
        const events = jsonLines(out)
        expect(events.length).toBeGreaterThan(0)
        for (const { kind, provider, subject } of events) {
          expect(provider).toBe('github')
          const isNeutral = Object.hasOwn(eventKinds, String(kind))
          expect({ isNeutral, kind, isEmpty: subject === null }).toEqual({
            isNeutral,
            kind: isNeutral ? kind : `github.${name}`,
            isEmpty: !isNeutral,
          })
        }
      }
    },
  )
})

it('prints a line an event for people', async () => {
  const example = groups.find(({ name }) => name === 'pull_request')?.examples[0]
  const { out } = await parse('pull_request', JSON.stringify(example))
  expect(out).toMatch(/^pull_request [a-z_]+ [\w-]+\/[\w-]+\n$/)
})

describe('a body that is wrong ends with 1', () => {
  it.each([
    ['no JSON', Buffer.from('<html>')],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ['a shape of another event', Buffer.from('{"zen":"x"}')],
    ['arrays in arrays', Buffer.from('['.repeat(200))],
  ])('%s', async (_name, stdin) => {
    const { code, out, err } = await parse('push', stdin, '--json')
    expect([code, out]).toEqual([1, ''])
    expect(jsonLines(err)[0]).toMatchObject({ error: { code: 'payload_invalid' } })
  })

  it('more than 25 MiB', async () => {
    const { code, err } = await parse('push', new Uint8Array(25 * 1024 * 1024 + 1))
    expect([code, err]).toEqual([1, expect.stringMatching(/^payload_too_large: .*25 MiB/)])
  })
})

it('an event that is not known arrives under the vendor’s name, whatever it is called', async () => {
  for (const name of ['brand_new', 'constructor', '__proto__']) {
    const { code, out } = await parse(name, '{}', '--json')
    expect([code, jsonLines(out)[0]?.['kind']]).toEqual([0, `github.${name}`])
  }
})

it.each([
  ['github', 'X-GitHub-Event'],
  ['gitlab', 'X-Gitlab-Event'],
  ['bitbucket', 'X-Event-Key'],
])('without the header that names the event, %s says which it is', async (provider, header) => {
  const { code, err } = await run(['parse', '--provider', provider], { stdin: '{}' })
  expect([code, err]).toEqual([1, expect.stringContaining(`the header ${header} names none`)])
})
