import { exchangeError, tooLarge, type BodySource } from './answer.ts'

/** The body of an ordinary Response: of a transport that is not ours. */
export function fetchBody(response: Response): BodySource {
  return {
    async bytes(limit) {
      if (response.body === null) return new Uint8Array()
      const chunks: Uint8Array[] = []
      let total = 0
      try {
        for await (const chunk of response.body) {
          total += chunk.length
          if (total > limit) throw tooLarge(limit)
          chunks.push(chunk)
        }
      } catch (error) {
        throw total > limit ? error : exchangeError(error, true)
      }
      return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)
    },
    stream: () => response.body ?? new ReadableStream({ start: (controller) => controller.close() }),
    cancel: (reason) => void response.body?.cancel(reason).catch(() => undefined),
  }
}
