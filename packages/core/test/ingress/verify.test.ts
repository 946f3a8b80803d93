import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { verify } from '../../src/ingress/verify.ts'
import type { SignatureScheme } from '../../src/provider/webhooks.ts'

const hmac: SignatureScheme = {
  kind: 'hmac',
  header: 'x-hub-signature-256',
  prefix: 'sha256=',
  hash: 'sha256',
  encoding: 'hex',
}
const token: SignatureScheme = { kind: 'token', header: 'x-gitlab-token' }
const standard: SignatureScheme = { kind: 'standard-webhooks' }

function isAccepted(
  scheme: SignatureScheme,
  secrets: readonly string[],
  headers: Record<string, string>,
  body: string | Uint8Array,
  now = 0,
) {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  return verify(scheme, secrets, { headers: new Map(Object.entries(headers)), body: bytes, now }) !== null
}

const secret = "It's a Secret to Everybody"
const right = '757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
const github = (
  signature: string,
  body: string | Uint8Array = 'Hello, World!',
  secrets: readonly string[] = [secret],
) => isAccepted(hmac, secrets, { 'x-hub-signature-256': signature }, body)

it('vectors 4a: accepts the signature of GitHub’s documentation', () => {
  expect(github(`sha256=${right}`)).toBe(true)
  expect(github('sha256=66a0c074deaa0f489ead6537e0d32f9a344b90bbeda705b6ed45ecd3b413fb40', '')).toBe(true)
  expect(github('sha256=66a0c074deaa0f489ead6537e0d32f9a344b90bbeda705b6ed45ecd3b413fb40')).toBe(false)
  expect(github(`sha256=${right.toUpperCase()}`)).toBe(false)
})

it('vectors 4b: accepts the signatures of the Octokit suite, over raw bytes', () => {
  const octokit = (key: string, body: string, signature: string) => github(`sha256=${signature}`, body, [key])
  const upper = String.raw`{"foo":"Foo\n\u001B[34mbar: ♥♥♥♥♥♥♥♥\nthis-is-lost\u001B[0m\u001B[2K"}`
  const ofUpper = 'afecc3caa27548bb90d51a50384cb2868b9a3327b4ad6a01c9bd4ed0f8b0b12c'
  const ofLower = '0dd186363f087982384e842aaaaa6613749d4ad301cede36cee978ed231e6be2'
  const lower = upper.replaceAll(String.raw`\u001B`, String.raw`\u001b`)
  expect(octokit('mysecret', '{"foo":"bar"}', '4864d2759938a15468b5df9ade20bf161da9b4f737ea61794142f3484236bda3')).toBe(
    true,
  )
  expect(octokit('development', upper, ofUpper)).toBe(true)
  expect(octokit('development', lower, ofLower)).toBe(true)
  expect(octokit('development', lower, ofUpper)).toBe(false)
  const doubled = String.raw`{"foo":"\\u001b"}`
  expect(octokit('development', doubled, '6f8326efbacfbd04e870cea25b5652e635be8c9807f2fd5348ef60753c9e96ed')).toBe(true)
})

it('vectors 4c: accepts Bitbucket’s signature', () => {
  const scheme: SignatureScheme = { ...hmac, header: 'X-Hub-Signature' }
  const signature = 'sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9'
  expect(isAccepted(scheme, [secret], { 'x-hub-signature': signature }, 'Hello World!')).toBe(true)
})

const standardSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const sentAt = 1_614_265_330
const goodSignature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
const otherSignature = 'Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc='
const standardly = (change: Record<string, string> = {}, nowS = sentAt, secrets = [standardSecret]) => {
  const headers = {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': String(sentAt),
    'webhook-signature': goodSignature,
  }
  return isAccepted(standard, secrets, { ...headers, ...change }, '{"test": 2432232314}', nowS * 1000)
}

it('vectors 4d: accepts Standard Webhooks, one right signature in a list being enough', () => {
  expect(standardly()).toBe(true)
  expect(
    standardly({
      'webhook-signature': `v1,${otherSignature} v2,${otherSignature} ${goodSignature} v1,${otherSignature}`,
    }),
  ).toBe(true)
  expect(standardly({}, sentAt + 300)).toBe(true)
  expect(standardly({}, sentAt - 300)).toBe(true)
})

it('vectors 4d: accepts GitLab’s form of it', () => {
  const headers = {
    'webhook-id': 'a5461c4d-9c7f-4af9-add6-cddebe3c426f',
    'webhook-timestamp': '1700000000',
    'webhook-signature': 'v1,9KzbokZE9s2TjzbZVmKsZvYxZwdkLnySKI3vYHqSyQU=',
  }
  const secrets = ['whsec_dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=']
  expect(isAccepted(standard, secrets, headers, '{"object_kind":"push"}', 1_700_000_000_000)).toBe(true)
})

it('vectors 4d: refuses other versions, cut signatures, odd timestamps and times too far away', () => {
  const signatures = ['v1,', goodSignature.slice(0, 11), goodSignature.replace('v1', 'v2'), goodSignature.slice(3), '']
  for (const signature of signatures) expect(standardly({ 'webhook-signature': signature }), signature).toBe(false)
  const timestamps = [
    'hello',
    `${sentAt}abc`,
    ` ${sentAt}`,
    `${sentAt}.5`,
    `+${sentAt}`,
    `${sentAt}e0`,
    '',
    '0x60379a72',
  ]
  for (const timestamp of timestamps) expect(standardly({ 'webhook-timestamp': timestamp }), timestamp).toBe(false)
  for (const seconds of [-301, 301]) expect(standardly({}, sentAt + seconds), String(seconds)).toBe(false)
  expect(standardly({ 'webhook-id': 'msg_other' })).toBe(false)
  expect(standardly({ 'webhook-id': '' })).toBe(false)
})

it('vectors 4d: refuses a secret of fewer than 24 bytes although the HMAC fits', () => {
  const short = Buffer.alloc(23, 7)
  const signed = createHmac('sha256', short).update(`id1.${sentAt}.{}`).digest('base64')
  const headers = { 'webhook-id': 'id1', 'webhook-timestamp': String(sentAt), 'webhook-signature': `v1,${signed}` }
  const secrets = [`whsec_${short.toString('base64')}`]
  expect(isAccepted(standard, secrets, headers, '{}', sentAt * 1000)).toBe(false)
})

it('T01: no signature, an empty one and no secret are refused', () => {
  expect(isAccepted(hmac, [secret], {}, 'Hello, World!')).toBe(false)
  expect(github('')).toBe(false)
  expect(github(`sha256=${right}`, 'Hello, World!', [])).toBe(false)
  expect(isAccepted(token, ['t'], {}, '')).toBe(false)
  expect(isAccepted(token, [], { 'x-gitlab-token': '' }, '')).toBe(false)
  expect(standardly({}, sentAt, [])).toBe(false)
})

it('T02: signatures of a wrong length, alphabet or algorithm are refused, and nothing throws', () => {
  const odd = [
    'sha256=',
    `sha256=zz${right.slice(2)}`,
    `sha256=${right.slice(1)}`,
    `sha256=${right}0`,
    `sha256=${'a'.repeat(10_240)}`,
    'sha256=é',
    `sha256=${right.slice(0, 63)}é`,
    `sha256=${right}, sha256=${right}`,
    `sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59`,
    `SHA256=${right}`,
    ` sha256=${right}`,
    `sha256=${right} `,
    `sha256=${right}\n`,
    right,
    `sha256=${right.slice(0, 32)}`,
  ]
  for (const signature of odd) expect(github(signature), signature.slice(0, 80)).toBe(false)
  expect(github(`sha256=${right}`)).toBe(true)
})

it('T03: no prefix of the right signature is accepted', () => {
  for (let length = 0; length < 64; length++)
    expect(github(`sha256=${right.slice(0, length)}`), String(length)).toBe(false)
  for (let length = 0; length < 44; length++) {
    expect(standardly({ 'webhook-signature': goodSignature.slice(0, 3 + length) }), String(length)).toBe(false)
  }
})

it('T04: the signature is over the bytes as received, also when they are not UTF-8', () => {
  const bytes = Uint8Array.of(0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d)
  const signature = `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`
  expect(github(signature, bytes)).toBe(true)
  expect(github(signature, bytes.with(6, 0xfe))).toBe(false)
})

it('T15: tokens are compared whole; a prefix, a longer one and another case are refused', () => {
  const secrets = ['glwh-0123456789']
  const given = (value: string) => isAccepted(token, secrets, { 'x-gitlab-token': value }, '{}')
  expect(given('glwh-0123456789')).toBe(true)
  for (const wrong of ['glwh-012345678', 'glwh-01234567890', 'GLWH-0123456789', 'xlwh-0123456789', ''])
    expect(given(wrong), wrong).toBe(false)
})

it('T19: while a secret is rotated each of the two signs, and it is told which', () => {
  const signature = (key: string) => `sha256=${createHmac('sha256', key).update('{}').digest('hex')}`
  const by = (key: string) =>
    verify(hmac, ['new', 'old'], {
      headers: new Map([['x-hub-signature-256', signature(key)]]),
      body: Buffer.from('{}'),
      now: 0,
    })?.secret
  expect([by('new'), by('old'), by('gone')]).toEqual([0, 1, undefined])
})

it('keeps the key of an HMAC apart from a Standard Webhooks key of the same spelling', () => {
  const signature = `sha256=${createHmac('sha256', standardSecret).update('{}').digest('hex')}`
  for (let round = 0; round < 2; round++) {
    expect(github(signature, '{}', [standardSecret])).toBe(true)
    expect(standardly()).toBe(true)
  }
})

it('T02: a character whose low byte is a digit’s is not that digit', () => {
  const disguised = right.slice(0, 40) + String.fromCodePoint(0x100 + right.charCodeAt(40)) + right.slice(41)
  expect(Buffer.from(disguised, 'latin1').toString('latin1')).toBe(right)
  expect(github(`sha256=${disguised}`)).toBe(false)
})
