import { describe, expect, it } from 'vitest'
import type { BuiltIn } from '../scripts/generate/built-in-providers.ts'
import { withManifest, withTable } from '../scripts/generate/provider-tables.ts'

const acme: Omit<BuiltIn, 'provider'> = {
  folder: 'provider-acme',
  id: 'acme',
  title: 'Acme',
  contract: '^1.0.0',
  operations: new Set(['repository.get', 'checks.get'] as const),
  emulated: { 'checks.get': 'commit statuses | of one name' },
  events: ['push'],
}

describe('the table in a README', () => {
  const text = '# Acme\n<!-- capabilities:start -->\nold\n<!-- capabilities:end -->\nrest\n'

  it('stands between its markers; the rest stays', () => {
    const made = withTable(text, acme)
    expect(made).toMatch(/^# Acme\n<!-- capabilities:start -->\n/)
    expect(made).toMatch(/<!-- capabilities:end -->\nrest\n$/)
    expect(made).not.toContain('old')
    expect(made).toContain('2 of 138 operations; 136 the vendor cannot do.')
    expect(made).toContain('| `repository.get` | yes |  |')
    expect(made).toContain('| `checks.get` | ~ | commit statuses \\| of one name |')
    expect(made).toContain('| `issues.get` | - |  |')
    expect(withTable(made, acme)).toBe(made)
  })

  it('is left out where there are no markers', () => {
    expect(withTable('# Acme\n', acme)).toBe('# Acme\n')
    expect(withTable('', acme)).toBe('')
  })
})

describe('the manifest in a package.json', () => {
  const text = '{\n  "name": "scm-provider-acme",\n  "files": ["dist"]\n}\n'

  it('is added, and brought up to date, with the rest of the file as it was', () => {
    const made = withManifest(text, acme)
    expect(made).toContain('  "files": ["dist"],\n  "scmProvider": {\n    "id": "acme",')
    expect(JSON.parse(made)).toEqual({
      name: 'scm-provider-acme',
      files: ['dist'],
      scmProvider: {
        id: 'acme',
        contract: '^1.0.0',
        operations: ['repository.get', 'checks.get'],
        events: ['push'],
        icon: './dist/icon.svg',
      },
    })
    expect(withManifest(made, acme)).toBe(made)
    const fewer = withManifest(made, { ...acme, operations: new Set(['repository.get'] as const), events: [] })
    expect(JSON.parse(fewer)).toMatchObject({ scmProvider: { operations: ['repository.get'], events: ['push'] } })
  })

  it('keeps the icon it names', () => {
    const named = withManifest(text, acme).replace('./dist/icon.svg', './icon.png')
    expect(withManifest(named, acme)).toBe(named)
  })
})
