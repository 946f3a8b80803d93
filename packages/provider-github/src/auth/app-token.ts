import { createPrivateKey, sign, type KeyObject } from 'node:crypto'
import { ScmError } from '@scm-host/core/provider'

/** GitHub refuses a token issued in its future or living longer than ten minutes. */
const backdatedSeconds = 60
const lifeSeconds = 9 * 60

/**
 * The private key of an app: PKCS#1 as GitHub gives it out, or PKCS#8; line ends may have become the two characters `\n`,
 * as they do in environment variables.
 * @throws ScmError `config_invalid`; neither the key nor what the parser said of it is in the error
 */
export function readPrivateKey(pem: string | undefined): KeyObject {
  const text = (pem ?? '').replaceAll('\\r', '').replaceAll('\\n', '\n').trim()
  const key = parseKey(text)
  if (key?.asymmetricKeyType === 'rsa') return key
  const rule = 'the RSA private key of the GitHub App, in PEM form as GitHub gave it out'
  throw new ScmError('config_invalid', `The secret privateKey must be ${rule}.`, {
    path: 'auth.secret.privateKey',
    rule,
  })
}

function parseKey(text: string): KeyObject | null {
  try {
    return createPrivateKey(text)
  } catch {
    return null
  }
}

/**
 * The app's own token, to be used at once.
 * @see https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
 */
export function appToken(appId: string, key: KeyObject, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000)
  const payload = { iat: seconds - backdatedSeconds, exp: seconds + lifeSeconds, iss: appId }
  const head = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(payload)}`
  return `${head}.${sign('RSA-SHA256', Buffer.from(head), key).toString('base64url')}`
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
