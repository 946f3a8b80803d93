import { rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ScmError } from '../../src/errors/scm-error.ts'
import { discoverProviders, resolveProviders } from '../../src/load/discover.ts'
import { createRegistry } from '../../src/load/registry.ts'
import { fakeApp, providerCode, type FakeApp, type FakePackage } from './fake-packages.ts'

let app: FakeApp
beforeEach(async () => {
  app = await fakeApp()
})
afterEach(() => app.remove())

/** The report of one package, beside a good one that must stay. */
async function rejectedOf(name: string, fake: FakePackage, timeoutMs = 5000) {
  await app.install('scm-provider-good')
  await app.install(name, fake)
  await app.depend({ dependencies: [name, 'scm-provider-good'] })
  const { providers, rejected } = await discoverProviders({ from: app.from, timeoutMs })
  expect(providers.map(({ id }) => id)).toEqual(['good'])
  expect(rejected).toHaveLength(1)
  return rejected[0]
}

describe('discoverProviders', () => {
  it('loads dependencies and optional dependencies that are named as providers, and looks nowhere else', async () => {
    for (const name of ['scm-provider-one', '@acme/scm-provider-two', 'scm-provider-unlisted', 'scm-provider-dev']) {
      await app.install(name)
    }
    await app.depend({
      dependencies: ['scm-provider-one', 'left-pad', 'my-scm-provider-x'],
      optionalDependencies: ['@acme/scm-provider-two'],
      devDependencies: ['scm-provider-dev'],
    })
    const { providers, rejected } = await discoverProviders({ from: app.from })
    expect(providers.map(({ id }) => id)).toEqual(['one', 'two'])
    expect(rejected).toEqual([])
    expect(createRegistry(providers).ids).toEqual(['one', 'two'])
  })

  it('loads a factory without parameters, and an entry that is exported to import only', async () => {
    const code = providerCode('acme').replace('export default provider', 'export default () => provider')
    await app.install('scm-provider-acme', {
      code,
      packageJson: { exports: { '.': { import: './dist/index.js' }, './package.json': './package.json' } },
    })
    await app.depend({ dependencies: ['scm-provider-acme'] })
    expect((await discoverProviders({ from: app.from })).providers.map(({ id }) => id)).toEqual(['acme'])
  })

  it('takes only what it is told to, and reports a name that is no dependency', async () => {
    await app.install('scm-provider-one')
    await app.install('scm-provider-two')
    await app.depend({ dependencies: ['scm-provider-one', 'scm-provider-two'] })
    const only = ['scm-provider-two', 'scm-provider-three']
    const { providers, rejected } = await discoverProviders({ from: app.from, only })
    expect(providers.map(({ id }) => id)).toEqual(['two'])
    expect(rejected.map((one) => [one.package, one.version, one.error.code])).toEqual([
      ['scm-provider-three', null, 'provider_missing'],
    ])
  })

  it('tells a missing package from one whose own dependency is missing', async () => {
    const broken = await rejectedOf('scm-provider-bad', { code: `import 'left-pad-that-is-absent'` })
    expect(broken).toMatchObject({ package: 'scm-provider-bad', version: '1.2.3', error: { code: 'provider_broken' } })
    expect(broken?.error.cause).toMatchObject({ code: 'ERR_MODULE_NOT_FOUND' })
    await rm(join(app.folder, 'node_modules/scm-provider-bad'), { recursive: true })
    const { rejected } = await discoverProviders({ from: app.from })
    expect(rejected).toMatchObject([
      {
        version: null,
        error: { code: 'provider_missing', message: expect.stringContaining('npm install scm-provider-bad') },
      },
    ])
  })

  it.each<[string, FakePackage, string, string]>([
    ['that throws when it is loaded', { code: 'throw new Error("boo")' }, 'provider_broken', 'fails to load'],
    ['that throws null', { code: 'throw null' }, 'provider_broken', 'fails to load'],
    ['with a syntax error', { code: 'export default {' }, 'provider_broken', 'fails to load'],
    [
      'whose factory throws',
      { code: 'export default () => { throw new Error("boo") }' },
      'provider_broken',
      'fails to load',
    ],
    ['whose factory wants something', { code: 'export default (options) => options' }, 'provider_invalid', 'default'],
    [
      'whose entry was not built',
      { packageJson: { exports: { '.': './lib.js', './package.json': './package.json' } } },
      'provider_broken',
      'entry',
    ],
    [
      'without an entry',
      { packageJson: { exports: { './package.json': './package.json' } } },
      'provider_invalid',
      'exports',
    ],
    [
      'with an entry outside of it',
      { packageJson: { exports: { '.': './../x.js', './package.json': './package.json' } } },
      'provider_invalid',
      'exports',
    ],
    ['that exports no provider', { code: 'export default { id: "bad" }' }, 'provider_invalid', 'defineProvider'],
    ['that exports nothing', { code: 'export const provider = 1' }, 'provider_invalid', 'defineProvider'],
    [
      'that hides its package.json',
      { packageJson: { exports: { '.': './dist/index.js' } } },
      'provider_invalid',
      './package.json',
    ],
    ['without a manifest', { manifest: undefined }, 'provider_invalid', 'scmProvider'],
    ['whose id is not its manifest’s', { code: providerCode('other') }, 'provider_invalid', 'id'],
    ['for a newer contract', { contract: '^2.0.0' }, 'contract_mismatch', 'Upgrade @scm-host/core'],
    ['for an older contract', { contract: '^0.9.0' }, 'contract_mismatch', 'Upgrade scm-provider-bad'],
    ['for any contract', { contract: '>=1.0.0' }, 'provider_invalid', 'upper end'],
  ])('reports a package %s, and the rest go on', async (_what, fake, code, words) => {
    const rejected = await rejectedOf('scm-provider-bad', fake)
    expect(rejected?.error.code).toBe(code)
    expect(rejected?.error.message).toContain('scm-provider-bad')
    expect(rejected?.error.message).toContain(words)
  })

  it('names a package that never finishes loading', async () => {
    const rejected = await rejectedOf('scm-provider-bad', { code: 'await new Promise(() => {})' }, 300)
    expect(rejected?.error).toMatchObject({
      code: 'provider_broken',
      message: 'scm-provider-bad@1.2.3 did not finish loading within 300 ms.',
    })
  })

  it('runs no code of a package whose manifest, contract or icon is wrong', async () => {
    const code = 'globalThis.ranForbiddenCode = true; export default 1'
    const wrong: FakePackage[] = [{ manifest: { id: 'bad' } }, { contract: '^2.0.0' }, { icon: '<svg onload="x"/>' }]
    for (const fake of wrong) await rejectedOf('scm-provider-bad', { ...fake, code })
    expect(globalThis).not.toHaveProperty('ranForbiddenCode')
  })

  it('T60: of two packages with one id the second is refused, with both named', async () => {
    await app.install('scm-provider-github')
    await app.install('@evil/scm-provider-github')
    await app.depend({ dependencies: ['scm-provider-github', '@evil/scm-provider-github'] })
    const { providers, rejected } = await discoverProviders({ from: app.from })
    expect(providers).toHaveLength(1)
    expect(rejected).toMatchObject([
      {
        package: '@evil/scm-provider-github',
        error: {
          code: 'provider_duplicate',
          detail: { sources: ['scm-provider-github', '@evil/scm-provider-github'] },
        },
      },
    ])
  })

  it('T61: refuses an icon outside its package, by path or by symbolic link', async () => {
    const manifest = { id: 'bad', contract: '^1.0.0', operations: [], events: [], icon: '../../../etc/passwd' }
    expect((await rejectedOf('scm-provider-bad', { manifest }))?.error.detail).toMatchObject({
      member: 'scmProvider.icon',
    })
    const folder = await app.install('scm-provider-bad')
    await rm(join(folder, 'dist/icon.svg'))
    await symlink('/etc/passwd', join(folder, 'dist/icon.svg'))
    const [linked] = (await discoverProviders({ from: app.from })).rejected
    expect(linked?.error).toMatchObject({ code: 'provider_invalid', detail: { member: 'icon' } })
    await rm(join(folder, 'dist'), { recursive: true })
    await symlink(join(app.folder, 'node_modules/scm-provider-good/dist'), join(folder, 'dist'))
    const [outside] = (await discoverProviders({ from: app.from })).rejected
    expect(outside?.error.message).toContain('inside its package')
  })

  it('says so when the app’s package.json cannot be read', async () => {
    await writeFile(app.from, '[')
    await expect(discoverProviders({ from: app.from })).rejects.toMatchObject({ code: 'config_invalid' })
  })
})

describe('resolveProviders', () => {
  it('loads by name and throws for the first that is bad', async () => {
    await app.install('scm-provider-one')
    await app.install('scm-provider-two', { code: 'export default 1' })
    expect((await resolveProviders(['scm-provider-one'], app.from)).map(({ id }) => id)).toEqual(['one'])
    await expect(resolveProviders(['scm-provider-one', 'scm-provider-two'], app.from)).rejects.toMatchObject({
      code: 'provider_invalid',
    })
    await expect(resolveProviders(['scm-provider-none'], app.from)).rejects.toMatchObject({ code: 'provider_missing' })
  })

  it.each(['../evil', './scm-provider-x', '/etc', 'fs', 'scm-provider-../x', '@a/b/scm-provider-c'])(
    'refuses the name %j',
    async (name) => {
      const failed = await resolveProviders([name], app.from).catch((error: unknown) => error)
      expect(ScmError.is(failed, 'provider_invalid') && failed.detail.member).toBe('name')
    },
  )
})
