import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import type { Dispatcher } from 'undici'
import { exchangeError, tooLarge, type BodySource } from './answer.ts'

/** The receiving end of a body: fed by the socket, read by one reader. */
export interface BodyReader {
  readonly source: BodySource
  push(chunk: Buffer): void
  end(): void
  fail(error: Error): void
}

/** As much is taken from the socket before somebody reads. */
const aheadBytes = 256 * 1024
/** A body that unpacks to more than this times its size, and to more than a megabyte, is an attack. */
const mostRatio = 200
const ratioFree = 1024 * 1024

const inflaters: Readonly<Record<string, (packed: Buffer, limit: number) => Promise<Buffer>>> = {
  gzip: (packed, maxOutputLength) =>
    promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip)(packed, { maxOutputLength }),
  deflate: (packed, maxOutputLength) =>
    promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.inflate)(packed, { maxOutputLength }),
  br: (packed, maxOutputLength) =>
    promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress)(packed, { maxOutputLength }),
}

/** What we ask vendors for, and can take. */
export const acceptEncoding = 'gzip, deflate, br'

/** Collects a body. Chunks are kept as they come; nothing is copied before the end. */
export function bodyReader(controller: Dispatcher.DispatchController, encoding: string | null): BodyReader {
  let chunks: Buffer[] = []
  let held = 0
  let total = 0
  let limit = Number.POSITIVE_INFINITY
  let state: 'open' | 'ended' | Error = 'open'
  let isReading = false
  let wake: () => void = () => undefined

  const stop = (error: Error) => {
    if (state !== 'open') return
    state = error
    chunks = []
    controller.abort(error)
    wake()
  }
  const waitForMore = () =>
    new Promise<void>((resolve) => {
      wake = resolve
      if (controller.paused) controller.resume()
    })
  const unread = async (most: number): Promise<Buffer> => {
    limit = most
    isReading = true
    if (total > limit) stop(tooLarge(limit))
    while (state === 'open') await waitForMore()
    if (state !== 'ended') throw state
    const whole = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)
    chunks = []
    return whole
  }
  const readable = (): Readable => {
    const give = () => {
      wake = () => undefined
      const chunk = chunks.shift()
      if (chunk !== undefined) {
        held -= chunk.length
        stream.push(chunk)
      } else if (state === 'open') {
        wake = give
        if (controller.paused) controller.resume()
      } else if (state === 'ended') stream.push(null)
      else stream.destroy(state)
    }
    const destroy = (error: Error | null, done: (error: Error | null) => void) => {
      stop(error ?? new Error('nobody reads the body'))
      done(error)
    }
    const stream = new Readable({ read: give, destroy })
    return stream
  }
  return {
    push(chunk) {
      if (state !== 'open') return
      chunks.push(chunk)
      held += chunk.length
      total += chunk.length
      if (total > limit) stop(tooLarge(limit))
      else if (!isReading && held > aheadBytes) controller.pause()
      if (!isReading) wake()
    },
    end() {
      if (state === 'open') state = 'ended'
      wake()
    },
    fail(error) {
      if (state === 'open') state = exchangeError(error, true)
      wake()
    },
    source: {
      async bytes(most) {
        const packed = await unread(most)
        return encoding === null || packed.length === 0 ? packed : inflate(packed, encoding, most)
      },
      stream: () => Readable.toWeb(unpacked(readable(), encoding)) as ReadableStream<Uint8Array>,
      cancel: (reason = new Error('nobody reads the body')) => stop(reason),
    },
  }
}

async function inflate(packed: Buffer, encoding: string, most: number): Promise<Buffer> {
  const limit = Math.min(most, Math.max(ratioFree, packed.length * mostRatio))
  try {
    return await (inflaters[encoding]?.(packed, limit) ?? Promise.resolve(packed))
  } catch (error) {
    const isOver = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw isOver ? tooLarge(limit) : exchangeError(error, true)
  }
}

function unpacked(packed: Readable, encoding: string | null): Readable {
  if (encoding === null) return packed
  const unpack = encoding === 'br' ? zlib.createBrotliDecompress() : zlib.createUnzip()
  packed.on('error', (error) => unpack.destroy(error))
  unpack.on('close', () => packed.destroy())
  return packed.pipe(unpack)
}

/** The packing we undo, or null. */
export function knownEncoding(header: string | null): string | null {
  const encoding = header?.trim().toLowerCase().replace('x-gzip', 'gzip') ?? ''
  return Object.hasOwn(inflaters, encoding) ? encoding : null
}
