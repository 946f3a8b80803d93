import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { files, packages, sources, text } from './sources.ts'

/** This file names what it looks for. */
const here = 'test/workspace/structure.test.ts'

const lines = sources
  .filter((path) => path !== here)
  .flatMap((path) =>
    text(path)
      .split('\n')
      .map((line, index) => ({ line, at: `${path}:${index + 1}` })),
  )
const found = (pattern: RegExp) => lines.filter(({ line }) => pattern.test(line)).map(({ at, line }) => `${at} ${line}`)

describe('files', () => {
  it('are at most 300 lines long', () => {
    expect(sources.filter((path) => text(path).split('\n').length > 301)).toEqual([])
  })

  it('are at most 20 in a folder', () => {
    const counts = Object.entries(Object.groupBy(sources, (path) => dirname(path)))
    const full = counts.filter(([, inside = []]) => inside.length > 20)
    expect(full.map(([folder, inside = []]) => `${folder}: ${inside.length}`)).toEqual([])
  })

  it('lie at most two folders deep under src', () => {
    const depth = (path: string) => path.replace(/^.*?\/src\//, '').split('/').length - 1
    expect(sources.filter((path) => path.includes('/src/') && depth(path) > 2)).toEqual([])
  })

  it('of each package are there: manifest, sources, project, licence', () => {
    const missing = packages.flatMap(({ folder }) =>
      ['LICENSE', 'src/index.ts', 'tsconfig.json']
        .map((name) => `packages/${folder}/${name}`)
        .filter((path) => !files.includes(path)),
    )
    expect(missing).toEqual([])
    for (const { folder } of packages) expect(text(`packages/${folder}/LICENSE`)).toBe(text('LICENSE'))
  })

  it('exist for each entrance a package exports', () => {
    const missing = packages.flatMap(({ folder, manifest }) =>
      Object.values(manifest.exports ?? {})
        .filter((target) => typeof target !== 'string')
        .map(({ default: built }) => `packages/${folder}/${built.replace('./dist/', 'src/').replace(/\.js$/, '.ts')}`)
        .filter((path) => !files.includes(path)),
    )
    expect(missing).toEqual([])
  })
})

describe('sources hold no', () => {
  it('type any', () => {
    expect(found(/[:<|&]\s*any\s*([,;)>[\]|&={]|$)|\bas any\s*([).,;\]}]|$)/)).toEqual([])
  })

  it('switched-off checks, but for a reason', () => {
    expect(found(/@ts-(ignore|nocheck)|(oxlint|eslint)-disable(?!.* -- \w)|biome-ignore/)).toEqual([])
  })

  it('open ends', () => {
    expect(found(/\b(TODO|FIXME|XXX)\b/)).toEqual([])
  })

  it('tests that are left out, or leave others out', () => {
    expect(found(/\b(it|test|describe|suite)(\.\w+)*\.(only|skip|todo)\b/)).toEqual([])
  })
})

describe('the repository holds no', () => {
  const texts = files.filter((path) => !/\.(png|ico|tgz|gz|zip)$/.test(path))
  const holding = (pattern: RegExp) => texts.filter((path) => pattern.test(text(path)))

  it('path of a machine', () => {
    expect(holding(/(?<![\w.~/:-])\/(work|root|home\/[a-z]\w*|Users\/\w+)\/[\w.-]/)).toEqual([])
    expect(holding(/\b[A-Z]:\\+Users\\/)).toEqual([])
  })

  it('registry address', () => {
    const configured = process.env['npm_config_registry']
    const hosts = ['registry.npmjs.org', 'registry.yarnpkg.com', ...(configured ? [new URL(configured).host] : [])]
    const naming = texts.filter((path) => path !== here && hosts.some((host) => text(path).includes(host)))
    expect(naming).toEqual([])
  })
})
