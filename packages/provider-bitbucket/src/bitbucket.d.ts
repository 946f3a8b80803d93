import type { VendorClient, VendorFetch } from './endpoints.ts'

/** What of the package `bitbucket` is used, in place of its own types (see `endpoints.ts`). It has a default import only. */
declare const bitbucket: {
  readonly Bitbucket: new (options: {
    readonly baseUrl: string
    readonly notice: boolean
    readonly request: { readonly fetch: VendorFetch }
  }) => VendorClient
}
export default bitbucket
