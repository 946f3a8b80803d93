import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CONTRACT } from '../../src/contract/version.ts'

export const goodSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M0 0h16v16z" fill="#000"/></svg>'

/** What a fake package is made of; everything has a good default. */
export interface FakePackage {
  readonly id?: string
  readonly contract?: string
  readonly manifest?: unknown
  readonly packageJson?: Readonly<Record<string, unknown>>
  readonly code?: string
  readonly icon?: string | Uint8Array
}

/** Code of a provider as a package has it; it needs nothing installed. `more` is added to the spec. */
export function providerCode(id: string, contract = `^${CONTRACT}`, more = ''): string {
  return `
    const spec = { id: '${id}', title: '${id}', icon: new URL('./icon.svg', import.meta.url), contract: '${contract}', settings: {},
      baseUrls: () => ['https://x.example'], repositoryPaths: () => ['/x'], auth: [], connect: () => ({ connection: {}, repository: () => ({}) }), ${more} }
    const provider = { $scmProvider: 1, id: spec.id, spec }
    export default provider
  `
}

/** An app in a temporary folder, with packages in its node_modules. */
export interface FakeApp {
  readonly folder: string
  readonly from: URL
  install(name: string, fake?: FakePackage): Promise<string>
  depend(fields: Readonly<Record<string, readonly string[]>>): Promise<void>
  remove(): Promise<void>
}

export async function fakeApp(): Promise<FakeApp> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'scm-host-load-')))
  const file = join(folder, 'package.json')
  await writeFile(file, '{}')
  return {
    folder,
    from: pathToFileURL(file),
    install: (name, fake = {}) => install(folder, name, fake),
    depend: (fields) => {
      const lists = Object.entries(fields).map(([field, names]) => [
        field,
        Object.fromEntries(names.map((name) => [name, '*'])),
      ])
      return writeFile(file, JSON.stringify(Object.fromEntries(lists)))
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function install(app: string, name: string, fake: FakePackage): Promise<string> {
  const { id = name.replace(/^.*scm-provider-/, ''), contract = `^${CONTRACT}` } = fake
  const folder = join(app, 'node_modules', name)
  const manifest = { id, contract, operations: ['issues.get'], events: ['issue'], icon: './dist/icon.svg' }
  const packageJson = {
    name,
    version: '1.2.3',
    type: 'module',
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './package.json': './package.json' },
    scmProvider: 'manifest' in fake ? fake.manifest : manifest,
    ...fake.packageJson,
  }
  const files = {
    'package.json': JSON.stringify(packageJson),
    'dist/index.js': fake.code ?? providerCode(id, contract),
    'dist/icon.svg': fake.icon ?? goodSvg,
  }
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  return folder
}
