import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { eventKinds } from '../packages/core/src/events/kinds.ts'
import { checkContract } from '../packages/core/src/load/check-contract.ts'
import { checkProvider } from '../packages/core/src/load/check-provider.ts'
import { readManifest } from '../packages/core/src/load/manifest.ts'
import { builtInProviders } from '../scripts/generate/built-in-providers.ts'
import { generate, generated } from '../scripts/generate/index.ts'

describe('generated files', () => {
  it('are as the contract and the providers make them now (else: npm run generate)', async () => {
    expect(await generate({ check: true })).toEqual([])
  })

  it('are found stale when they differ', async () => {
    const made = await generated['docs/errors.md']?.()
    expect(made).toContain('| `rate_limited` | 429 | yes |')
    expect(made).toContain('`retryAfterMs`, `by`, `resource?`')
  })

  it('hold a manifest that the loader accepts, as it does the provider, for each provider here', async () => {
    const providers = await builtInProviders()
    expect(providers.map(({ id }) => id)).toContain('github')
    for (const { folder, provider, id, operations } of providers) {
      const text = await readFile(new URL(`../packages/${folder}/package.json`, import.meta.url), 'utf8')
      const about = { package: folder }
      const manifest = readManifest(JSON.parse(text), about)
      expect([manifest.id, new Set(manifest.operations)]).toEqual([id, operations])
      checkContract(manifest.contract, about)
      expect(checkProvider(provider, { ...about, id: manifest.id })).toBe(provider)
      for (const kind of manifest.events) expect(Object.keys(eventKinds), folder).toContain(kind)
    }
  })
})
