/** For those who embed the host. */
export { ScmError } from './errors/scm-error.ts'
export type { ScmErrorJson } from './errors/scm-error.ts'
export { errorMeaning, httpStatus, retryableCodes } from './errors/codes.ts'
export type { ErrorCode, ErrorDetail } from './errors/codes.ts'
export { CONTRACT } from './contract/version.ts'
export { paginate } from './contract/paginate.ts'
export type { PaginateOptions } from './contract/paginate.ts'
export type * from './contract/generated/types.ts'
export type { Area, Grants, OperationId } from './contract/guards.ts'
export type { CallOptions, Meta, Page, PageOptions, Result } from './contract/result.ts'
export type { ConnectionHandle, Handle, SourceCodeManager } from './contract/source-code-manager.ts'
export { discoverProviders, resolveProviders } from './load/discover.ts'
export type { Discovered, DiscoverOptions, RejectedProvider } from './load/discover.ts'
export type { Provider } from './provider/define-provider.ts'
export { createHost } from './host/create-host.ts'
export { inMemoryDirectory } from './host/directory-memory.ts'
export type { DirectorySeed } from './host/directory-memory.ts'
export type {
  ConnectionRecord,
  Directory,
  HookRecord,
  RepositoryAt,
  RepositoryRecord,
  Secret,
} from './host/directory.ts'
export { defineConfig, env, file } from './host/config.ts'
export type { ConnectionConfig, HookConfig, RepositoryConfig, ScmConfig } from './host/config.ts'
export { defineListener } from './host/listener.ts'
export type { ListenerModule } from './host/listener.ts'
export { describeProvider } from './host/describe.ts'
export type { ProviderDescription } from './host/describe.ts'
export { parseDelivery } from './ingress/parse-delivery.ts'
export type { Quarantined } from './host/receiving/receive.ts'
export type {
  AfterAction,
  BeforeAction,
  ErrorContext,
  Host,
  HostOptions,
  Listener,
  ListenerContext,
  RawDelivery,
  Receipt,
} from './host/types.ts'
export type { NetworkOptions } from './egress/transport.ts'
export { createTransport } from './egress/transport.ts'
export type { QuotaPolicy } from './policy/quota.ts'
export type * from './events/envelope.ts'
