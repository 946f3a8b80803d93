const statusWithoutBody = new Set([204, 205, 304])

/** Makes the Response a vendor client gets. Costs a third of `new Response(bytes)`: no stream before one is asked for. */
export function bytesResponse(status: number, headers: Headers, bytes: Uint8Array, url: string): Response {
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

type Base = Pick<Response, 'ok' | 'redirected' | 'status' | 'statusText' | 'type'>
/** The part of Response that is kept; the rest is ours, so the compiler need not see it. */
const BaseResponse: new (body: null, init: { readonly status: number }) => Base = Response

class BytesResponse extends BaseResponse {
  #headers: Headers
  #bytes: Uint8Array
  #url: string
  #stream: ReadableStream<Uint8Array<ArrayBuffer>> | null = null
  #isUsed = false

  constructor(status: number, headers: Headers, bytes: Uint8Array, url: string) {
    super(null, { status })
    this.#headers = headers
    this.#bytes = bytes
    this.#url = url
  }

  get headers(): Headers {
    return this.#headers
  }

  get url(): string {
    return this.#url
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
    return new Blob([Uint8Array.from(this.#take())], { type: this.#headers.get('content-type') ?? '' })
  }

  formData(): Promise<FormData> {
    return new Response(Uint8Array.from(this.#take()), { headers: this.#headers }).formData()
  }

  clone(): Response {
    if (this.bodyUsed) throw new TypeError('The body has been read.')
    return new BytesResponse(this.status, new Headers(this.#headers), this.#bytes, this.#url)
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
