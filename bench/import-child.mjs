// A fresh process: imports what it is told to and tells how long that took and what it holds now. JavaScript, so that no
// compiler for types is loaded beside it.
const startedAt = performance.now()
for (const name of process.argv.slice(2)) await import(name)
const ms = performance.now() - startedAt
process.send?.({ ms, megabytes: process.memoryUsage.rss() / 1e6 }, () => process.disconnect())
