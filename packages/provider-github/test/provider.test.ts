import { readFile } from 'node:fs/promises'
import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { contract } from '../../core/src/contract/contract.ts'
import { specOf } from '../../core/src/provider/define-provider.ts'
import byDefault, { github, nativeClient } from '../src/index.ts'
import { areaPermissions, wantedPermissions } from '../src/auth/permissions.ts'
import { quotaResource } from '../src/paths.ts'
import { settingsSchema, type GitHubSettings } from '../src/settings.ts'
import { helloWorld } from './bed/spec-bed.ts'

const spec = specOf(github)
const ghes: GitHubSettings = { baseUrl: 'https://ghes.example/api/v3' }
const refuse = () => Promise.reject(new Error('no request was expected'))
const context = { settings: {}, fetch: refuse, log: () => undefined }

describe('the provider', () => {
  it('has every operation of the contract', () => {
    const connected = spec.connect(context)
    const bound = connected.repository(helloWorld) as Readonly<Record<string, Readonly<Record<string, unknown>>>>
    const free = connected.connection as typeof bound
    const wanted = Object.entries(contract).flatMap(([area, operations]) =>
      Object.entries(operations).map(([name, { scope }]) => ({ area, name, scope: scope as string })),
    )
    const absent = wanted.flatMap(({ area, name, scope }) => [
      ...(scope !== 'connection' && typeof bound[area]?.[name] !== 'function' ? [`repository ${area}.${name}`] : []),
      ...(scope !== 'repository' && typeof free[area]?.[name] !== 'function' ? [`connection ${area}.${name}`] : []),
    ])
    expect(wanted).toHaveLength(138)
    expect(absent).toEqual([])
    expect(bound['issues']).toBe(bound['issues'])
  })

  it('is its own default export, and gives out GitHub’s client', () => {
    expect(byDefault).toBe(github)
    expect(nativeClient(context).rest.repos.get).toBeTypeOf('function')
  })

  it('has an icon beside its code', async () => {
    expect(await readFile(spec.icon, 'utf8')).toContain('<svg')
  })

  it('reaches only its API, GraphQL of GHES beside it, and archive hosts', () => {
    expect(spec.baseUrls({})).toEqual(['https://api.github.com'])
    expect(spec.baseUrls(ghes)).toEqual(['https://ghes.example/api/v3', 'https://ghes.example/api'])
    expect(spec.downloadOrigins?.({})).toEqual(['https://codeload.github.com'])
    expect(spec.downloadOrigins?.(ghes)).toEqual(['https://codeload.ghes.example', 'https://ghes.example'])
    expect(spec.repositoryPaths(helloWorld, {})).toEqual(['/repos/octocat/hello-world', '/repositories/1296269'])
  })

  it('signs users in at the instance, with PKCE', () => {
    const oauth = spec.auth.find((method) => method.kind === 'oauth2')
    if (oauth?.kind !== 'oauth2') throw new Error('no oauth2')
    expect(oauth.endpoints({})).toEqual({
      authorize: 'https://github.com/login/oauth/authorize',
      token: 'https://github.com/login/oauth/access_token',
    })
    expect(oauth.endpoints(ghes).token).toBe('https://ghes.example/login/oauth/access_token')
    expect(oauth).toMatchObject({ pkce: true, refresh: 'single_use' })
  })

  it('counts requests against GitHub’s limits, whatever the base', () => {
    for (const [path, resource] of [
      ['/repos/o/search/issues', 'core'],
      ['/search/issues', 'search'],
      ['/api/v3/search/repositories', 'search'],
      ['/search/code', 'code_search'],
      ['/graphql', 'graphql'],
      ['/api/graphql', 'graphql'],
      ['/repos/o/r/graphql', 'core'],
    ] as const) {
      expect(quotaResource('GET', path)).toBe(resource)
    }
  })
})

describe('settings', () => {
  it('are checked by plain data', () => {
    const fits = (settings: unknown) => Value.Check(settingsSchema, settings)
    expect(fits({})).toBe(true)
    expect(fits({ appId: 'Iv1.abc', installationId: '12', workflows: true })).toBe(true)
    expect(fits({ installationId: '0' })).toBe(false)
    expect(fits({ installationId: '1/../2' })).toBe(false)
    expect(fits({ token: 'x' })).toBe(false)
    expect(fits({ workflows: 'yes' })).toBe(false)
  })
})

describe('permissions', () => {
  it('are told for every area, reading asks for nothing that writes', () => {
    expect(Object.keys(areaPermissions).toSorted()).toEqual(Object.keys(contract).toSorted())
    for (const { read } of Object.values(areaPermissions)) {
      expect(Object.values({ ...read.needs, ...read.may })).not.toContain('write')
    }
    expect(wantedPermissions('users', 'read', { workflows: true })).toEqual({ needs: { metadata: 'read' }, may: {} })
  })
})
