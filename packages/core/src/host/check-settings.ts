import type { TSchema } from 'typebox'
import { stringFormats } from '../contract/check-format.ts'
import { ScmError } from '../errors/scm-error.ts'
import type { ConnectionRecord } from './directory.ts'

/**
 * A connection's settings, checked by the provider's schema. The schema library is loaded here, when the first
 * connection is made.
 * @throws ScmError `config_invalid` naming the setting and its rule, never its value
 */
export async function checkSettings(schema: TSchema, record: ConnectionRecord): Promise<unknown> {
  const [{ Value }, { Format }] = await Promise.all([import('typebox/value'), import('typebox/format')])
  if (!Format.Has('scm-url')) {
    Format.Set('scm-url', stringFormats.url.check)
    Format.Set('url', stringFormats.url.check)
  }
  const settings = Value.Default(schema, structuredClone(record.settings ?? {}))
  if (Value.Check(schema, settings)) return settings
  const [first] = Value.Errors(schema, settings)
  const path = `connections.${record.id}.settings${(first?.instancePath ?? '').replaceAll('/', '.')}`
  const rule = first?.message ?? 'what the provider’s settings schema asks'
  throw new ScmError('config_invalid', `${path} ${rule}. See the README of provider ${record.provider}.`, {
    path,
    rule,
  })
}
