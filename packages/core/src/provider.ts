/** For those who write a provider. */
export { ScmError } from './errors/scm-error.ts'
export type { ErrorCode, ErrorDetail } from './errors/codes.ts'
export { CONTRACT } from './contract/version.ts'
export { defineProvider } from './provider/define-provider.ts'
export type {
  AreaMethods,
  CallContext,
  Connected,
  ConnectionMethods,
  Method,
  Provider,
  ProviderContext,
  ProviderSpec,
  RepositoryMethods,
  RepositoryRef,
  VendorAnswer,
} from './provider/define-provider.ts'
export type { AuthMethod, CredentialHeader, MintedToken, MintRequest } from './provider/auth.ts'
export {
  actionOf,
  either,
  flag,
  isObject,
  listOf,
  mapOf,
  maybe,
  nullable,
  object,
  optional,
  ordinal,
  payloadInvalid,
  readPayload,
  text,
  whole,
} from './provider/read-payload.ts'
export type { Checked, PayloadCheck } from './provider/read-payload.ts'
export { belowPage, linesIn, splitRef, withoutRefPrefix } from './provider/file-link.ts'
export type { Below } from './provider/file-link.ts'
export { given } from './provider/given.ts'
export type { Given } from './provider/given.ts'
export { eventsOfKinds, kindsOfEvents, understoodEvents } from './provider/hook-events.ts'
export type { HookEvents } from './provider/hook-events.ts'
export { lazily } from './provider/lazily.ts'
export { nextQuery } from './provider/links.ts'
export { cursorNumber, cursorRefused, isPageNumber, pageOfCall, pageOfWhole } from './provider/paging.ts'
export type { Delivery, SignatureScheme, Webhooks } from './provider/webhooks.ts'
export type * from './contract/generated/types.ts'
export type { Area, OperationId } from './contract/guards.ts'
export type { CallOptions, Meta, Page, PageOptions, Result } from './contract/result.ts'
export type * from './events/envelope.ts'
