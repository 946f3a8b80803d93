// One measurement in a process of its own, so that none inherits the heap and the compiled code of another:
// node bench/one.ts <group> [pairs] [scale]
import { groups } from './groups.ts'

const [group = '', pairs = '11', scale = '1'] = process.argv.slice(2)
const bench = groups[group]
if (bench === undefined) throw new Error(`There is no group ${group}; there are ${Object.keys(groups).join(', ')}.`)
const rows = await (await bench())({ pairs: Number(pairs), scale: Number(scale) })
if (process.send === undefined) console.log(rows)
else process.send(rows, () => process.disconnect())
