// A child process: answers every GET with the object it was told, numbered as the last segment of the path says.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a vendor answers. The object's number must be 0 and its first such field. */
export interface VendorAnswer {
  readonly numberField: string
  readonly object: object
  /** Beside type, length and ETag. */
  readonly headers: Readonly<Record<string, string>>
}

/** JSON before the number, JSON after it. */
let parts: readonly string[] = []
let headers: VendorAnswer['headers'] = {}

const server = createServer(({ url = '' }, response) => {
  const number = url.split('?')[0]?.split('/').at(-1) ?? ''
  const text = parts.join(number)
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    etag: `W/"${number.padStart(32, '0')}"`,
    ...headers,
  })
  response.end(text)
})
server.keepAliveTimeout = 60_000
process.on('message', (answer: VendorAnswer) => {
  const field = `"${answer.numberField}":`
  const [before = '', ...after] = JSON.stringify(answer.object).split(`${field}0`)
  parts = [before + field, after.join(`${field}0`)]
  headers = answer.headers
  server.listen(0, '127.0.0.1', () =>
    process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
  )
})
process.on('disconnect', () => process.exit())
