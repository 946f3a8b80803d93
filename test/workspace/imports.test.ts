import { execFileSync } from 'node:child_process'
import { isBuiltin } from 'node:module'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { importsOf, packageOf, packages, root, sources, type Import } from './sources.ts'

const core = 'packages/core/src/'
const inSource = sources.filter((path) => /^packages\/[^/]+\/src\//.test(path)).flatMap(importsOf)
const inCore = inSource.filter(({ from }) => from.startsWith(core))
const named = (imports: readonly Import[], name: string) => imports.filter((one) => packageOf(one.name) === name)
const show = ({ from, name }: Import) => `${from} imports ${name}`

/** A folder of core may import from folders that stand before it, and from those beside it. Types count as well. */
const layers = [
  ['errors'],
  ['contract'],
  ['events'],
  ['provider'],
  ['bus', 'load', 'egress', 'policy', 'ingress'],
  ['host'],
  ['testing'],
]
const layerOf = (path: string) =>
  layers.findIndex((names) => names.includes(path.slice(core.length).split('/')[0] ?? ''))

describe('imports', () => {
  it('are seen at all', () => {
    expect(inCore.length).toBeGreaterThan(100)
    expect(inCore.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['type', 'value', 'lazy']))
    expect(named(inCore, 'typebox').length).toBeGreaterThan(10)
  })

  it('go one way in core: errors, contract, events, provider, the stages, host, testing', () => {
    const inFolders = inCore.filter(({ from }) => from.slice(core.length).includes('/'))
    expect(inFolders.filter(({ from }) => layerOf(from) < 0).map(show)).toEqual([])
    const upward = inFolders.filter(({ from, target }) => {
      if (target === null) return false
      // An entrance at the top of `src` exports from every layer, so nothing below it may import it.
      return layerOf(target) < 0 || layerOf(target) > layerOf(from)
    })
    expect(upward.map(show)).toEqual([])
  })

  it.each([
    ['tapable', `${core}bus/bus.ts`],
    ['semver', `${core}load/check-contract.ts`],
  ])('of %s are in one file', (name, file) => {
    expect(new Set(named(inSource, name).map(({ from }) => from))).toEqual(new Set([file]))
  })

  it('of typebox for its values are where schemas are written, or lazy', () => {
    const places =
      /^(contract\/(areas|objects)\/|contract\/(conversation|formats|operation)\.ts$|events\/[^/]+\.ts$|testing\/)/
    const values = named(inCore, 'typebox').filter(({ kind }) => kind === 'value')
    expect(values.filter(({ from }) => !places.test(from.slice(core.length))).map(show)).toEqual([])
  })

  it.each([
    ['index', []],
    ['provider', []],
  ])('of the entrance %s do not load typebox', (entrance, loaded) => {
    const program = `import { registerHooks } from 'node:module'
      const loaded = new Set()
      registerHooks({ resolve: (name, context, next) => {
        if (/^typebox(\\/|$)/.test(name)) loaded.add(name)
        return next(name, context)
      } })
      await import(${JSON.stringify(pathToFileURL(`${root}${core}${entrance}.ts`).href)})
      console.log(JSON.stringify([...loaded]))`
    const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
      encoding: 'utf8',
      cwd: root,
    })
    expect(JSON.parse(printed)).toEqual(loaded)
  })

  it('stay out of other providers', () => {
    const product = (name: string) => name === '@scm-host/core' || name.startsWith('scm-provider-')
    const foreign = inSource.filter(({ from, name, target }) => {
      const folder = /^packages\/((?:core|provider-[^/]+))\//.exec(from)?.[1]
      if (folder === undefined) return false
      if (target !== null) return !target.startsWith(`packages/${folder}/src/`)
      return product(packageOf(name)) && (folder === 'core' || packageOf(name) !== '@scm-host/core')
    })
    expect(foreign.map(show)).toEqual([])
  })

  it.each(packages)('of $folder are in its manifest', ({ folder, manifest }) => {
    const declared = { ...manifest.dependencies, ...manifest.peerDependencies, [manifest.name]: '' }
    const undeclared = inSource.filter(
      ({ from, name, target }) =>
        from.startsWith(`packages/${folder}/`) && target === null && !isBuiltin(name) && !(packageOf(name) in declared),
    )
    expect(undeclared.map(show)).toEqual([])
  })
})
