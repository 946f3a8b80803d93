import './generate/workspace-sources.ts'
import { generate } from './generate/index.ts'

const check = process.argv.includes('--check')
const stale = await generate({ check })
for (const path of stale) console.log(`${check ? 'stale' : 'written'}: ${path}`)
if (check && stale.length > 0) {
  console.log('Run `npm run generate` and commit the result.')
  process.exitCode = 1
}
