import { createServer, type IncomingMessage } from 'node:http'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { AnyEvent } from '../../src/events/envelope.ts'
import { createHost } from '../../src/host/create-host.ts'
import type { RawDelivery } from '../../src/host/types.ts'
import { directoryFor, fake, hookId, issueBody, signed } from './world.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

function hostWithListener(listener: (event: AnyEvent) => void | Promise<void> = () => undefined) {
  const host = createHost({ providers: [fake], directory: directoryFor('http://127.0.0.1:9') })
  open.push(host)
  host.onAny('test', listener)
  return host
}

const requestOf = ({ hookId: hook, rawHeaders, body }: RawDelivery, path = `/webhooks/${hook}`) =>
  new Request(`https://host.example${path}`, {
    method: 'POST',
    headers: rawHeaders.map(([name, value]) => [name, value]),
    body: Buffer.from(body),
  })

describe('handleWebhook', () => {
  it('answers as receive does, in fixed small bodies', async () => {
    const events: string[] = []
    const host = hostWithListener((event) => void events.push(event.kind))
    const good = await host.handleWebhook(requestOf(signed(issueBody)))
    expect([good.status, await good.json()]).toEqual([202, { result: 'accepted' }])
    const again = await host.handleWebhook(requestOf(signed(issueBody)))
    expect([again.status, await again.json()]).toEqual([202, { result: 'duplicate' }])
    await host.idle()
    expect(events).toEqual(['issue'])
  })
  it('T16: unknown hook and wrong signature get the same bytes', async () => {
    const host = hostWithListener()
    const answers = [
      requestOf({ ...signed(issueBody), hookId: 'none' }),
      requestOf(signed(issueBody, { key: 'wrong' })),
      requestOf(signed(issueBody), '/webhooks/%ff'),
    ]
    const seen = await Promise.all(
      answers.map(async (one) => {
        const response = await host.handleWebhook(one)
        return JSON.stringify([response.status, [...response.headers], await response.text()])
      }),
    )
    expect(new Set(seen).size).toBe(1)
    expect(seen[0]).toContain('[401,')
  })
  it('T09: refuses on Content-Length before it reads, and at the cap while it reads', async () => {
    const host = hostWithListener()
    let read = 0
    const endless = () =>
      new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            read += 1024 * 1024
            controller.enqueue(new Uint8Array(1024 * 1024))
          },
        },
        { highWaterMark: 0 },
      )
    const send = (headers: Record<string, string>) =>
      host.handleWebhook(
        new Request(`https://host.example/${hookId}`, {
          method: 'POST',
          headers,
          body: endless(),
          duplex: 'half',
        } as RequestInit),
      )
    expect((await send({ 'content-length': String(100 * 1024 * 1024) })).status).toBe(413)
    expect(read).toBe(0)
    expect((await send({})).status).toBe(413)
    expect(read).toBe(26 * 1024 * 1024)
  })
  it('refuses other methods', async () => {
    const answer = await hostWithListener().handleWebhook(new Request(`https://host.example/${hookId}`))
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
  })
  it('answers a body that is cut off, and does not throw', async () => {
    const cut = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('gone')) })
    const one = new Request(`https://host.example/${hookId}`, {
      method: 'POST',
      body: cut,
      duplex: 'half',
    } as RequestInit)
    expect((await hostWithListener().handleWebhook(one)).status).toBe(400)
  })
  it('T20: a secret in the query reaches no event, log line or quarantine', async () => {
    const lines: unknown[] = []
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation((...line) => void lines.push(line)),
    )
    const events: AnyEvent[] = []
    const host = hostWithListener((event) => void events.push(event))
    await host.handleWebhook(requestOf(signed(issueBody), `/webhooks/${hookId}?secret=canary`))
    await host.handleWebhook(
      requestOf(signed({ ...issueBody, repository: 'o/two' }, { delivery: 'd2' }), `/webhooks/${hookId}?secret=canary`),
    )
    await host.idle()
    for (const spy of spies) spy.mockRestore()
    expect([events.length, host.quarantine().length]).toEqual([1, 1])
    expect(JSON.stringify([lines, events, host.quarantine()])).not.toContain('canary')
  })
})

it('runs no listener before the vendor has its answer', async () => {
  const order: string[] = []
  const host = hostWithListener(() => void order.push('listener'))
  await host.receive(signed(issueBody))
  order.push('answer')
  await host.idle()
  expect(order).toEqual(['answer', 'listener'])
})

it('handles every event of a flood, and idle waits for all of them', async () => {
  let handled = 0
  const host = hostWithListener(async () => {
    await Promise.resolve()
    handled++
  })
  for (let index = 0; index < 200; index++)
    await host.receive(signed({ ...issueBody, index }, { delivery: `d${index}` }))
  await host.idle()
  expect(handled).toBe(200)
})

it('T12: Node keeps duplicate headers apart in rawHeaders, where receive finds them', async () => {
  const host = hostWithListener()
  const server = createServer((incoming, outgoing) => {
    void receiveFrom(incoming)
      .then((delivery) => host.receive(delivery))
      .then(({ status }) => outgoing.writeHead(status).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({ close: () => new Promise((resolve) => server.close(() => resolve())) })
  const { rawHeaders, body } = signed(issueBody)
  const post = (headers: string[]) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { port } = server.address() as AddressInfo
      const sent = request(
        { host: '127.0.0.1', port, method: 'POST', headers: ['host', 'h', ...headers], agent: false },
        (response) => {
          response.resume()
          resolve(response.statusCode)
        },
      )
      sent.on('error', reject).end(body)
    })
  expect(await post([...rawHeaders.flat(), 'X-Fake-Event', 'push'])).toBe(400)
  expect(await post(rawHeaders.flat())).toBe(202)
})

async function receiveFrom(incoming: IncomingMessage): Promise<RawDelivery> {
  const raw = incoming.rawHeaders
  const rawHeaders = Array.from(
    { length: raw.length / 2 },
    (_, index) => [raw[2 * index] ?? '', raw[2 * index + 1] ?? ''] as const,
  )
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return { hookId, rawHeaders, body: Buffer.concat(chunks) }
}
