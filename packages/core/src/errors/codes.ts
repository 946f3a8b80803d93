/** What an error of each code carries beside its message. Nothing here ever holds a secret or a request header. */
export interface ErrorDetail {
  /** `argument` is the path of the offending input (`comments[0].path`), `rule` what it must satisfy. */
  invalid_argument: { readonly argument: string; readonly rule: string }
  unauthorized: VendorDetail
  /** The vendor refused a credential that was fresh: revoked, uninstalled or suspended. */
  credentials_revoked: VendorDetail
  /** `missing` names the permissions the credential lacks, where the vendor says so. */
  forbidden: VendorDetail & { readonly missing?: readonly string[] }
  not_found: VendorDetail
  conflict: VendorDetail
  not_modified: { readonly etag?: string }
  path_is_directory: { readonly path: string }
  /** `fields` are the vendor's complaints, one line each. */
  validation_failed: VendorDetail & { readonly fields?: readonly string[] }
  /** `retryAfterMs` is counted from the moment the error was made. */
  rate_limited: { readonly retryAfterMs: number; readonly by: 'host' | 'vendor'; readonly resource?: string }
  capability_not_supported: { readonly operation: string; readonly supported: readonly string[] }
  feature_disabled: { readonly provider: string }
  vendor_unavailable: VendorDetail & { readonly retryAfterMs?: number }
  circuit_open: { readonly origin: string; readonly retryAfterMs: number }
  timeout: { readonly timeoutMs: number }
  aborted: {}
  payload_too_large: { readonly limitBytes: number }
  bad_response: VendorDetail & { readonly reason: string }
  truncated_response: VendorDetail & { readonly reason: string }
  /** `to` is an origin, never a whole URL. */
  redirect_refused: { readonly to: string; readonly reason: string }
  pagination_refused: { readonly reason: string }
  /** A write may or may not have taken place; search for its result before repeating it. */
  outcome_unknown: { readonly operation: string }
  signature_invalid: { readonly reason: string }
  payload_invalid: { readonly reason: string }
  rpc_replayed: {}
  provider_missing: { readonly package: string }
  provider_broken: ProviderDetail
  provider_invalid: ProviderDetail & { readonly member: string }
  provider_duplicate: { readonly provider: string; readonly sources: readonly string[] }
  provider_unknown: { readonly provider: string; readonly loaded: readonly string[] }
  contract_mismatch: ProviderDetail & {
    readonly wanted: string
    readonly contract: string
    readonly upgrade: 'host' | 'provider'
  }
  /** `path` names the setting, never its value. */
  config_invalid: { readonly path: string; readonly rule: string }
  internal: {}
}

/** Which vendor answer an error stands for. `status` is the vendor's HTTP status, null when there was no answer. */
export interface VendorDetail {
  readonly provider?: string
  readonly operation?: string
  readonly status?: number | null
  readonly requestId?: string
}

/** Which provider package an error of the loader is about. */
export interface ProviderDetail {
  readonly package: string
  readonly version?: string
}

export type ErrorCode = keyof ErrorDetail

/** The one HTTP status of each code, the same over RPC as in the documentation. */
export const httpStatus = {
  invalid_argument: 400,
  unauthorized: 401,
  credentials_revoked: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  not_modified: 304,
  path_is_directory: 422,
  validation_failed: 422,
  rate_limited: 429,
  capability_not_supported: 501,
  feature_disabled: 409,
  vendor_unavailable: 503,
  circuit_open: 503,
  timeout: 504,
  aborted: 499,
  payload_too_large: 413,
  bad_response: 502,
  truncated_response: 502,
  redirect_refused: 502,
  pagination_refused: 502,
  outcome_unknown: 502,
  signature_invalid: 401,
  payload_invalid: 422,
  rpc_replayed: 401,
  provider_missing: 500,
  provider_broken: 500,
  provider_invalid: 500,
  provider_duplicate: 500,
  provider_unknown: 500,
  contract_mismatch: 500,
  config_invalid: 500,
  internal: 500,
} as const satisfies Record<ErrorCode, number>

/** Codes after which the same call may succeed when it is made again later. */
export const retryableCodes: ReadonlySet<ErrorCode> = new Set([
  'rate_limited',
  'vendor_unavailable',
  'circuit_open',
  'timeout',
  'truncated_response',
])

/** What each code means and what its reader can do, for `docs/errors.md` and the command. */
export const errorMeaning = {
  invalid_argument: 'An argument breaks a rule of the contract. Nothing was sent. Correct the named argument.',
  unauthorized: 'The vendor did not accept the credential. Check the token or the app key of the connection.',
  credentials_revoked: 'A fresh credential was refused: the app was uninstalled or suspended, or the token revoked.',
  forbidden: 'The credential may not do this. Grant the permissions in `missing`, or use another connection.',
  not_found: 'There is no such thing, or it is not visible to this organization or credential. The two look the same.',
  conflict: 'The state has moved on (a moved branch, a name that exists). Read it again and decide.',
  not_modified: 'The resource has not changed since the given `ifNoneMatch` or `ifModifiedSince`.',
  path_is_directory: 'The path is a directory; list it with `files.list`.',
  validation_failed: 'The vendor refused the input. `fields` holds its complaints.',
  rate_limited: 'A limit is used up, ours (`by: host`) or the vendor’s. Try again after `retryAfterMs`.',
  capability_not_supported: 'The provider has no such operation. Ask with `can` first; `supported` lists what it has.',
  feature_disabled: 'The operator has not allowed this provider for this organization.',
  vendor_unavailable: 'The vendor could not be reached or answered 5xx. Try again later.',
  circuit_open: 'The vendor has failed too often, so calls are refused for a while. Try again after `retryAfterMs`.',
  timeout: 'No answer within the deadline.',
  aborted: 'The caller’s signal was aborted.',
  payload_too_large: 'The body is larger than the cap.',
  bad_response: 'The vendor answered with something that is not what its documentation promises.',
  truncated_response: 'The answer ended early. What had arrived was thrown away.',
  redirect_refused: 'The vendor sent the call elsewhere and following it would have carried the credential away.',
  pagination_refused: 'A next page was of another origin or shape, or repeated itself.',
  outcome_unknown: 'The connection failed after a write was sent. Look for its result before repeating it.',
  signature_invalid: 'The delivery is not signed with a secret of its hook.',
  payload_invalid: 'The delivery is signed but its body is not what its event promises. It was kept and not published.',
  rpc_replayed: 'The same signed request was seen before.',
  provider_missing: 'The package is not installed. Install it.',
  provider_broken: 'The package is installed and fails to load. `cause` says how.',
  provider_invalid: 'The package loads and is not a provider. `member` names what is wrong.',
  provider_duplicate: 'Two providers have the same id. Remove one.',
  provider_unknown: 'No provider of that id is loaded. `loaded` lists those that are.',
  contract_mismatch: 'Host and provider speak different contracts. `upgrade` says which side is behind.',
  config_invalid: 'The configuration breaks a rule at `path`.',
  internal: 'A fault of the host. `cause` has it; please report it.',
} as const satisfies Record<ErrorCode, string>
