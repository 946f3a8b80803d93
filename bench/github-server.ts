// A child process: GitHub-shaped answers of 10 KB, with its headers and its rule about conditional requests.
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'

type Groups = readonly { readonly name: string; readonly examples: readonly { readonly issue?: object }[] }[]

const groups = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('@octokit/webhooks-examples/api.github.com/index.json'), 'utf8'),
) as Groups
const issue = groups.find(({ name }) => name === 'issues')?.examples[0]?.issue
const padding = 'The body of an issue is Markdown, and often long. '
const bodyBytes = 10 * 1024
const shape = JSON.stringify({ ...issue, number: 0, body: '' })
const template = JSON.stringify({
  ...issue,
  number: 0,
  body: padding.repeat(Math.ceil((bodyBytes - shape.length) / padding.length)),
})
const [before = '', after = ''] = template.split('"number":0')
const resetsAt = String(Math.floor(Date.now() / 1000) + 3600)
let used = 0

/**
 * A 304 to an authorised conditional request does not count against the primary limit:
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
const server = createServer((request, response) => {
  const number = request.url?.split('?')[0]?.split('/').at(-1) ?? ''
  const etag = `W/"${number.padStart(64, '0')}"`
  const isSame = request.headers['if-none-match'] === etag && request.headers.authorization !== undefined
  if (!isSame) used++
  const text = isSame ? '' : `${before}"number":${number}${after}`
  response.writeHead(isSame ? 304 : 200, {
    ...(isSame ? {} : { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) }),
    etag,
    'cache-control': 'private, max-age=60, s-maxage=60',
    vary: 'Accept, Authorization, Cookie, X-GitHub-OTP',
    'x-github-media-type': 'github.v3; format=json',
    'x-github-request-id': `BEEF:${number}`,
    'x-ratelimit-limit': '100000000',
    'x-ratelimit-remaining': String(100_000_000 - used),
    'x-ratelimit-reset': resetsAt,
    'x-ratelimit-resource': 'core',
    'x-ratelimit-used': String(used),
  })
  response.end(text)
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () =>
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
)
process.on('message', () => process.send?.({ used }))
process.on('disconnect', () => process.exit())
