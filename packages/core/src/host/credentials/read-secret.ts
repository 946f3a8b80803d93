import { createHmac, randomBytes } from 'node:crypto'
import { ScmError } from '../../errors/scm-error.ts'
import type { ConnectionRecord } from '../directory.ts'

const processKey = randomBytes(32)

/** A name for a secret that is useless outside this process: for cache keys. */
export function fingerprint(secret: string): string {
  return createHmac('sha256', processKey).update(secret).digest('base64url')
}

/**
 * One secret of a connection, read anew each time.
 * @throws ScmError `config_invalid` naming the secret when it is absent, empty or could not be read
 */
export async function readSecret(connection: ConnectionRecord, name: string): Promise<string> {
  const secret = Object.hasOwn(connection.auth.secret, name) ? connection.auth.secret[name] : undefined
  const value = typeof secret === 'function' ? await readFrom(secret, connection.id, name) : secret
  if (typeof value === 'string' && value !== '') return value
  throw invalidSecret(connection.id, name, 'a value that is not empty')
}

/** All secrets of a connection. */
export async function readSecrets(connection: ConnectionRecord): Promise<Readonly<Record<string, string>>> {
  const names = Object.keys(connection.auth.secret)
  const values = await Promise.all(names.map((name) => readSecret(connection, name)))
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']))
}

async function readFrom(secret: () => string | Promise<string>, connectionId: string, name: string): Promise<string> {
  try {
    return await secret()
  } catch (error) {
    if (ScmError.is(error)) throw error
    // The cause may quote the secret or where it lies; its kind is enough.
    const kind = error instanceof Error ? error.name : typeof error
    throw invalidSecret(connectionId, name, `readable (its function threw ${kind})`)
  }
}

function invalidSecret(connectionId: string, name: string, rule: string): ScmError {
  const path = `connections.${connectionId}.auth.secret.${name}`
  return new ScmError('config_invalid', `Connection ${connectionId}: the secret "${name}" must be ${rule}.`, {
    path,
    rule,
  })
}
