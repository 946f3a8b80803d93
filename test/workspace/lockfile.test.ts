import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { lockfileFaults, type LockFile } from '../../scripts/lockfile-faults.ts'

const real = async () =>
  JSON.parse(await readFile(new URL('../../package-lock.json', import.meta.url), 'utf8')) as LockFile

it('is whole, has integrity everywhere and no download address', async () => {
  expect(lockfileFaults(await real())).toEqual([])
})

it('names each kind of fault', () => {
  const packages = {
    '': { optionalDependencies: { absent: '1' } },
    'packages/own': {},
    'node_modules/own': { link: true, resolved: 'packages/own' },
    'node_modules/a': { integrity: 'sha512-x', optionalDependencies: { b: '1', c: '1' } },
    'node_modules/a/node_modules/b': { integrity: 'sha512-x', hasInstallScript: true },
    'node_modules/d': { resolved: 'https://registry.invalid/d.tgz' },
  }
  expect(lockfileFaults({ packages })).toEqual([
    'root: optional dependency absent has no entry',
    'node_modules/a: optional dependency c has no entry',
    'node_modules/a/node_modules/b: has an install script',
    'node_modules/d: holds a download address',
    'node_modules/d: has no integrity',
  ])
})
