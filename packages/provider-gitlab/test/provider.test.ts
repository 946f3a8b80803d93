import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { Value } from 'typebox/value'
import { Branches } from '@gitbeaker/rest'
import { operationTable } from '../../core/src/contract/generated/operations.ts'
import { operationsOf } from '../../core/src/host/describe.ts'
import { specOf } from '../../core/src/provider/define-provider.ts'
import byDefault, { emulated, gitlab, nativeClient } from '../src/index.ts'
import { settingsSchema, type GitLabSettings } from '../src/settings.ts'
import { diaspora } from './bed/spec-bed.ts'

const spec = specOf(gitlab)
const own: GitLabSettings = { baseUrl: 'https://git.example:8443/gitlab/' }
const refuse = () => Promise.reject(new Error('no request was expected'))

/** What GitLab cannot do; the README says why of each. */
const absent = ['branches.update', 'git.createBlob', 'git.createTree', 'git.createCommit', 'reviews.minimizeComment']

describe('the provider', () => {
  it('lacks what GitLab cannot do, and tells how it does what GitLab has no call for', async () => {
    const operations: readonly string[] = operationsOf(gitlab)
    expect(Object.keys(operationTable).filter((id) => !operations.includes(id))).toEqual(absent)
    expect(Object.keys(emulated).filter((id) => !operations.includes(id))).toEqual([])
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
    expect(absent.filter((id) => !readme.includes(`\`${id}\``))).toEqual([])
  })

  it('is its own default export, and gives out gitbeaker’s classes', () => {
    expect(byDefault).toBe(gitlab)
    expect(nativeClient({ settings: {}, fetch: refuse, log: () => undefined }).of(Branches)).toBeInstanceOf(Branches)
  })

  it('has an icon beside its code', async () => {
    expect(await readFile(spec.icon, 'utf8')).toContain('<svg')
  })

  it('reaches only its API, wherever the instance is', () => {
    expect(spec.baseUrls({})).toEqual(['https://gitlab.com/api/v4'])
    expect(spec.baseUrls(own)).toEqual(['https://git.example:8443/gitlab/api/v4'])
    expect(spec.downloadOrigins).toBeUndefined()
    expect(spec.repositoryPaths(diaspora, {})).toEqual(['/projects/4', '/projects/diaspora%2Fapps%2Fclient'])
  })

  it('sends tokens as GitLab wants them, and signs users in at the instance with PKCE', () => {
    expect(spec.auth.map(({ kind, header }) => [kind, header.name, header.scheme])).toEqual([
      ['token', 'private-token', 'raw'],
      ['oauth2', 'authorization', 'bearer'],
      ['none', 'private-token', 'raw'],
    ])
    const oauth = spec.auth.find((method) => method.kind === 'oauth2')
    if (oauth?.kind !== 'oauth2') throw new Error('no oauth2')
    expect(oauth.endpoints(own)).toEqual({
      authorize: 'https://git.example:8443/gitlab/oauth/authorize',
      token: 'https://git.example:8443/gitlab/oauth/token',
      revoke: 'https://git.example:8443/gitlab/oauth/revoke',
    })
    expect(oauth).toMatchObject({ pkce: true, refresh: 'single_use' })
  })

  it('checks settings by plain data', () => {
    expect(Value.Check(settingsSchema, {})).toBe(true)
    expect(Value.Check(settingsSchema, { baseUrl: 7 })).toBe(false)
    expect(Value.Check(settingsSchema, { token: 'x' })).toBe(false)
  })
})
