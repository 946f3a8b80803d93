import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** A block of code in a document. */
export interface Block {
  readonly document: string
  readonly line: number
  readonly language: string
  /** Checked by the compiler only. */
  readonly isChecked: boolean
  readonly isRun: boolean
  /** Where it is written, for blocks that import each other. */
  readonly file: string
  readonly code: string
}

/** Documents that people write. The generated ones have no blocks. */
export function documents(): readonly string[] {
  const packages = readdirSync(`${root}packages`).map((name) => `packages/${name}/README.md`)
  const docs = readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`)
  return ['README.md', ...packages, ...docs].filter((path) => path.endsWith('.md') && textOf(path) !== '')
}

export function textOf(path: string): string {
  try {
    return readFileSync(`${root}${path}`, 'utf8')
  } catch {
    return ''
  }
}

/** The blocks of a document: ```ts is checked and run, ```ts no-run only checked, file=<path> names its file. */
export function blocksOf(document: string): readonly Block[] {
  const text = textOf(document)
  return [...text.matchAll(/^```(\w+)([^\n]*)\n([^]*?)^```$/gm)].map((found, index) => {
    const [, language = '', about = '', code = ''] = found
    const options = about.trim().split(/\s+/)
    const file = options.find((one) => one.startsWith('file='))?.slice('file='.length) ?? `block-${index}.ts`
    const line = text.slice(0, found.index).split('\n').length
    const isTypeScript = language === 'ts'
    return {
      document,
      line,
      language,
      isChecked: isTypeScript,
      isRun: isTypeScript && !options.includes('no-run'),
      file,
      code,
    }
  })
}
