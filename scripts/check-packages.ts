import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Packs every package that is published and checks the tarball: what must be in it, what must not, its manifest
 * (publint) and its types as every module resolution sees them (are-the-types-wrong). Build first.
 */
const root = fileURLToPath(new URL('../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'packages-'))
const failed: string[] = []

try {
  for (const name of readdirSync(join(root, 'packages'))) {
    const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as Manifest
    if (manifest.private === true) continue
    const faults = check(name)
    console.log(`${manifest.name}: ${faults.length === 0 ? 'ok' : faults.join('; ')}`)
    if (faults.length > 0) failed.push(manifest.name)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
if (failed.length > 0) process.exitCode = 1

interface Manifest {
  readonly name: string
  readonly private?: boolean
}
interface Packed {
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}

function check(name: string): readonly string[] {
  const at = join(root, 'packages', name)
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], at)) as [
    Packed,
  ]
  const paths = packed.files.map(({ path }) => path)
  const tarball = join(folder, packed.filename)
  return [
    ...['LICENSE', 'package.json', 'dist/index.js', 'dist/index.d.ts']
      .filter((path) => !paths.includes(path))
      .map((path) => `${path} is missing in the package`),
    ...paths
      .filter((path) => !/^(dist\/.*|LICENSE|README\.md|CHANGELOG\.md|package\.json)$/.test(path))
      .map((path) => `${path} does not belong into the package`),
    ...verdict('publint', ['run', tarball, '--strict']),
    ...verdict('attw', [tarball, '--profile', 'esm-only', '--no-emoji', '--format', 'ascii']),
  ]
}

function verdict(tool: string, args: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules', '.bin', tool), args, { encoding: 'utf8' })
  if (status === 0) return []
  console.log(`${stdout}${stderr}`)
  return [`${tool} is not content`]
}

function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args[0]} failed in ${cwd}: ${stderr}`)
  return stdout
}
