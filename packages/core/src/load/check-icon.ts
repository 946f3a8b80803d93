import { lstatSync, readFileSync, realpathSync } from 'node:fs'
import { sep } from 'node:path'
import type { ProviderDetail } from '../errors/codes.ts'
import { invalidProvider } from './about.ts'
import { svgFault } from './check-svg.ts'

const maxBytes = 256 * 1024
const maxPixels = 1024
const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])
const pngEnd = Buffer.from([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82])

/** An icon that was found harmless. Serve it with `nosniff` and a policy that allows nothing all the same. */
export interface Icon {
  readonly mediaType: 'image/svg+xml' | 'image/png'
  readonly bytes: Uint8Array
}

/**
 * Reads an icon: a square SVG of listed elements and attributes, or a square PNG; at most 256 KiB and 1024 × 1024. With
 * `inside` the file must lie in that folder; a symbolic link is refused either way.
 * @throws ScmError `provider_invalid`, member `icon`
 */
export function checkIcon(file: string, about: ProviderDetail, inside: string | null = null): Icon {
  const wrong = (rule: string) => invalidProvider(about, 'icon', rule)
  const stat = lstatSync(file, { throwIfNoEntry: false })
  if (!stat?.isFile()) throw wrong('a file that exists and is no symbolic link')
  if (inside !== null && !realpathSync(file).startsWith(realpathSync(inside) + sep)) throw wrong('inside its package')
  if (stat.size > maxBytes) throw wrong('at most 256 KiB')
  const bytes = readFileSync(file)
  const isPng = file.endsWith('.png')
  if (!isPng && !file.endsWith('.svg')) throw wrong('an .svg or .png file')
  const fault = isPng ? pngFault(bytes) : textFault(bytes)
  if (fault !== null) throw wrong(`a plain square ${isPng ? 'PNG' : 'SVG'}: ${fault}`)
  return { mediaType: isPng ? 'image/png' : 'image/svg+xml', bytes }
}

function pngFault(bytes: Buffer): string | null {
  if (!bytes.subarray(0, pngStart.length).equals(pngStart)) return 'it does not begin as a PNG'
  if (bytes.length < 33 || !bytes.subarray(-pngEnd.length).equals(pngEnd)) return 'it does not end as a PNG'
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  if (width === 0 || width > maxPixels || height > maxPixels) return `it is ${width} × ${height}`
  return width === height ? null : 'it is not square'
}

function textFault(bytes: Buffer): string | null {
  try {
    return svgFault(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return 'it is not UTF-8'
  }
}
