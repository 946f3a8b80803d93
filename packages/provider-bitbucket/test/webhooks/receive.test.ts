import { createHmac } from 'node:crypto'
import type { AnyEvent, HookRecord } from '@scm-host/core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hosted, type Hosted } from '../bed/hosted.ts'
import { bodyOf } from './fixtures.ts'

const secret = "It's a Secret to Everybody"
const hook: HookRecord = {
  id: 'h',
  provider: 'bitbucket',
  scheme: 'hmac',
  secrets: [secret],
  binds: 'repository',
  connectionId: 'c',
  repositoryId: 'r',
}
const text = JSON.stringify(bodyOf('pullrequest:created'))
const sign = (body: string | Uint8Array, key = secret) => createHmac('sha256', key).update(body).digest('hex')
const right = sign(text)
let count = 0

describe('deliveries through the host', () => {
  let host: Hosted
  const heard: AnyEvent[] = []
  beforeAll(async () => {
    host = await hosted('http://127.0.0.1:9', { kind: 'none', secret: {} }, [hook])
    for (const kind of ['pull_request', 'issue', 'push'] as const) {
      host.host.on(kind, `all-${kind}`, (event) => void heard.push(event as AnyEvent))
    }
  })
  beforeEach(() => void heard.splice(0))
  afterAll(() => host.close())

  const send = async (body: string | Uint8Array, signature: string | null, event = 'pullrequest:created') => {
    const signed = signature === null ? [] : [['X-Hub-Signature', signature] as const]
    count += 1
    const receipt = await host.host.receive({
      hookId: 'h',
      rawHeaders: [
        ['Content-Type', 'application/json'],
        ['X-Event-Key', event],
        ['X-Request-UUID', `delivery-${count}`],
        ...signed,
      ],
      body: Buffer.from(body),
    })
    await host.host.idle()
    return receipt
  }
  const refused = { status: 401, result: 'refused' }

  it('takes Atlassian’s own vector, and refuses it for another body', async () => {
    const vector = 'sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9'
    // Genuine, and no JSON: kept apart, not refused.
    expect(await send('Hello World!', vector)).toMatchObject({ status: 202, result: 'quarantined' })
    expect(await send('Hello, World!', vector)).toEqual(refused)
  })

  it('a signed event reaches its listener', async () => {
    expect(await send(text, `sha256=${right}`)).toMatchObject({ status: 202, result: 'accepted' })
    expect(heard).toMatchObject([{ kind: 'pull_request', action: 'opened', subject: { pullRequest: '7' } }])
  })

  it.each([
    'sha256=',
    `sha256=zz${right.slice(2)}`,
    `sha256=${right.slice(1)}`,
    `sha256=${right}0`,
    `sha256=${'0'.repeat(10_240)}`,
    'sha256=é',
    `sha256=${right}, sha256=${right}`,
    `SHA256=${right}`,
    `sha256=${right.toUpperCase()}`,
    right,
  ])('T02: %.40s is refused', async (signature) => {
    expect(await send(text, signature)).toEqual(refused)
    expect(heard).toEqual([])
  })

  it('T03: every shorter prefix of the right signature is refused', async () => {
    const answers = []
    for (let length = 0; length < 64; length++) answers.push(await send(text, `sha256=${right.slice(0, length)}`))
    expect(answers.every((answer) => answer.status === 401)).toBe(true)
  })

  it('T04: the bytes are signed, not what they decode to', async () => {
    const [ff, fe] = [0xff, 0xfe].map((byte) => Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, byte, 0x22, 0x7d]))
    const signature = `sha256=${sign(ff as Buffer)}`
    expect(await send(ff as Buffer, signature)).toMatchObject({ status: 202, result: 'quarantined' })
    expect(await send(fe as Buffer, signature)).toEqual(refused)
    expect(await send(`${text} `, `sha256=${right}`)).toEqual(refused)
  })

  it('T05: SHA-1 is nothing, and neither is no signature', async () => {
    const sha1 = createHmac('sha1', secret).update(text).digest('hex')
    expect(await send(text, `sha1=${sha1}`)).toEqual(refused)
    expect(await send(text, null)).toEqual(refused)
    expect(await send(text, `sha256=${sign(text, 'another')}`)).toEqual(refused)
  })

  it('T07: a signed body under the key of another event runs no listener', async () => {
    expect(await send(text, `sha256=${right}`, 'issue:created')).toMatchObject({ status: 202, result: 'quarantined' })
    expect(heard).toEqual([])
  })
})
