const statusWithoutBody = new Set([204, 205, 304])

/** Makes the Response a vendor client gets. Costs a third of `new Response(bytes)`: no stream before one is asked for. */
export function bytesResponse(status: number, headers: Headers, bytes: Uint8Array, url: string): Response {
  becomeResponse()
  return new BytesResponse(status, headers, bytes, url)
}

/** A Response whose body is not read yet. */
export function streamResponse(
  status: number,
  headers: Headers,
  body: ReadableStream<Uint8Array> | null,
  url: string,
): Response {
  const response = new Response(statusWithoutBody.has(status) ? null : body, { status, headers })
  Object.defineProperty(response, 'url', { value: url })
  return response
}

/** `instanceof Response` holds. Not said by `extends`: reading that global loads Node's whole fetch, 20 MB, at import. */
function becomeResponse(): void {
  if (Object.getPrototypeOf(BytesResponse.prototype) === Response.prototype) return
  Object.setPrototypeOf(BytesResponse.prototype, Response.prototype)
}

class BytesResponse implements Response {
  readonly status: number
  readonly headers: Headers
  readonly url: string
  readonly ok: boolean
  readonly redirected = false
  readonly statusText = ''
  readonly type = 'default'
  #bytes: Uint8Array
  #stream: ReadableStream<Uint8Array<ArrayBuffer>> | null = null
  #isUsed = false

  constructor(status: number, headers: Headers, bytes: Uint8Array, url: string) {
    this.status = status
    this.headers = headers
    this.url = url
    this.ok = status >= 200 && status < 300
    this.#bytes = bytes
  }

  get bodyUsed(): boolean {
    return this.#isUsed || (this.#stream?.locked ?? false)
  }

  get body(): ReadableStream<Uint8Array<ArrayBuffer>> | null {
    if (statusWithoutBody.has(this.status)) return null
    const bytes = this.#bytes
    this.#stream ??= new ReadableStream({
      start(controller) {
        if (bytes.length > 0) controller.enqueue(Uint8Array.from(bytes))
        controller.close()
      },
    })
    return this.#stream
  }

  async text(): Promise<string> {
    return decode(this.#take())
  }

  async json(): Promise<unknown> {
    return JSON.parse(decode(this.#take()))
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return Uint8Array.from(this.#take()).buffer
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return Uint8Array.from(this.#take())
  }

  async blob(): Promise<Blob> {
    return new Blob([Uint8Array.from(this.#take())], { type: this.headers.get('content-type') ?? '' })
  }

  formData(): Promise<FormData> {
    return new Response(Uint8Array.from(this.#take()), { headers: this.headers }).formData()
  }

  clone(): Response {
    if (this.bodyUsed) throw new TypeError('The body has been read.')
    return new BytesResponse(this.status, new Headers(this.headers), this.#bytes, this.url)
  }

  #take(): Uint8Array {
    if (this.bodyUsed) throw new TypeError('The body has been read.')
    this.#isUsed = true
    return this.#bytes
  }
}

/** UTF-8 as `Response.text` reads it: without a byte order mark, wrong bytes replaced. */
export function decode(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}
