import type { Credential } from './credential.ts'
import type { Reply } from './reply.ts'

const mark = '[secret]'
/** A shorter value would also be found where it is no secret. */
const shortest = 6

/**
 * A refusal without the credential it was sent with: vendors and proxies echo what they were given, and a refusal's text
 * becomes the message of an error. Plain, base64 and percent-encoded forms are found.
 */
export function withoutCredential(reply: Reply, { header }: Credential): Reply {
  if (header === null || reply.status < 400 || reply.bytes.length === 0) return reply
  const text = Buffer.from(reply.bytes).toString('utf8')
  const redacted = formsOf(header.value).reduce((left, form) => left.replaceAll(form, mark), text)
  return redacted === text ? reply : { ...reply, bytes: Buffer.from(redacted) }
}

function formsOf(value: string): readonly string[] {
  const space = value.indexOf(' ')
  const credential = space < 0 ? value : value.slice(space + 1)
  const isBasic = value.startsWith('Basic ')
  const pair = isBasic ? Buffer.from(credential, 'base64').toString('utf8') : ''
  const secrets = [credential, pair, pair.slice(pair.indexOf(':') + 1)].filter((one) => one.length >= shortest)
  return secrets.flatMap((secret) => {
    const bytes = Buffer.from(secret)
    const encoded = [bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')]
    return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...encoded]
  })
}
