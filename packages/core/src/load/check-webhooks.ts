import { faultIn, isFunction, isHeaderName, isRecord, isText, type Fault, type Rules } from './faults.ts'

const headerName = [isHeaderName, 'a lower-case header name'] as const
const byKind: Readonly<Record<string, Rules>> = {
  hmac: {
    header: headerName,
    prefix: [(value) => value === '' || isText(value, 32), 'a text, which may be empty'],
    hash: [(value) => value === 'sha256', 'sha256'],
    encoding: [(value) => value === 'hex' || value === 'base64', 'hex or base64'],
  },
  token: { header: headerName },
  'standard-webhooks': {},
}
const webhookMembers: Rules = {
  schemes: [(value) => Array.isArray(value) && value.length > 0, 'a list of at least one scheme'],
  headers: [isRecord, 'an object with event and delivery'],
  parse: [isFunction, 'a function'],
}
const optionalMembers: Rules = {
  maxBytes: [(value) => Number.isSafeInteger(value) && (value as number) > 0, 'a number of bytes'],
  ignore: [(value) => Array.isArray(value) && value.every((one) => isText(one, 200)), 'a list of event names'],
  account: [isFunction, 'a function'],
}
const nameOrNull = [
  (value: unknown) => value === null || isHeaderName(value),
  'a lower-case header name, or null',
] as const

/** What is wrong with the webhook side of a provider. */
export function webhookFaults(spec: Record<string, unknown>): Fault | null {
  const webhooks = spec['webhooks']
  if (!isRecord(webhooks)) return null
  const fault =
    faultIn(webhooks, webhookMembers, optionalMembers, 'webhooks.') ??
    faultIn(
      webhooks['headers'] as Record<string, unknown>,
      { event: nameOrNull, delivery: nameOrNull },
      {},
      'webhooks.headers.',
    )
  if (fault) return fault
  for (const [index, scheme] of (webhooks['schemes'] as unknown[]).entries()) {
    const member = `webhooks.schemes[${index}]`
    const rules =
      isRecord(scheme) && Object.hasOwn(byKind, String(scheme['kind'])) ? byKind[String(scheme['kind'])] : undefined
    if (!rules) return { member: `${member}.kind`, rule: `one of ${Object.keys(byKind).join(', ')}` }
    const wrong = faultIn(scheme as Record<string, unknown>, rules, {}, `${member}.`)
    if (wrong) return wrong
  }
  return null
}
