import { readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
rmSync(`${root}.tsbuild`, { recursive: true, force: true })
rmSync(`${root}node_modules/.scm-host-built`, { force: true })
for (const name of readdirSync(`${root}packages`))
  rmSync(`${root}packages/${name}/dist`, { recursive: true, force: true })
