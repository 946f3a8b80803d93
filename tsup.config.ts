import { copyFile, readdir } from 'node:fs/promises'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { defineConfig } from 'tsup'

/** One entry an entrance; declarations come from `tsc -b`, so tsup must neither emit nor clean them. */
const entrances = ['index', 'contract', 'provider', 'testing', 'bin', 'sandbox-child']

// Chunks carry a hash in their name: those of earlier builds would stay, and be published.
const earlier = existsSync('dist') ? readdirSync('dist').filter((name) => /\.js(\.map)?$/.test(name)) : []
for (const name of earlier) rmSync(`dist/${name}`)

export default defineConfig({
  entry: Object.fromEntries(
    entrances.filter((name) => existsSync(`src/${name}.ts`)).map((name) => [name, `src/${name}.ts`]),
  ),
  format: ['esm'],
  target: 'node22',
  platform: 'node',
  sourcemap: true,
  splitting: true,
  dts: false,
  clean: false,
  async onSuccess() {
    const icons = (await readdir('src')).filter((name) => name.endsWith('.svg') || name.endsWith('.png'))
    await Promise.all(icons.map((name) => copyFile(`src/${name}`, `dist/${name}`)))
  },
})
