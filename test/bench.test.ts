import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

it('the bench prints well-formed rows', async () => {
  const words = ['bench/run.ts', '--quick', '--only', 'bus', '--json']
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root })
  const rows = JSON.parse(stdout) as readonly Readonly<Record<string, unknown>>[]
  expect(rows.map(({ name }) => name)).toContain('bus')
  for (const row of rows) {
    expect(Object.keys(row)).toEqual(['name', 'ratio', 'ours', 'theirs', 'unit', 'interval', 'bound', 'ok'])
    const numbers = [row['ratio'], row['ours'], row['theirs'], ...(row['interval'] as readonly unknown[])]
    expect(numbers).toHaveLength(5)
    for (const value of numbers) expect(value).toEqual(expect.any(Number))
    expect(row['unit']).toEqual(expect.any(String))
    expect(row['ok']).toEqual(expect.any(Boolean))
  }
})
