#!/usr/bin/env node
const oldest = [22, 18] as const
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  process.stderr.write(`scm-host needs Node ${oldest.join('.')} or newer; this is ${process.versions.node}.\n`)
  process.exitCode = 1
} else {
  const { main, processIo } = await import('./index.ts')
  process.exitCode = await main(process.argv.slice(2), processIo())
}
