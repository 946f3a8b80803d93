import type { Hook } from '@scm-host/core/provider'
import { neutralKinds } from '../parts/hook-events.ts'

/** The fields of GitHub's repository webhooks this provider reads. */
export interface VendorHook {
  readonly id: number
  readonly active: boolean
  readonly events: readonly string[]
  readonly config: { readonly url?: string | undefined }
  readonly created_at?: string
}

/** GitHub's `hook`. */
export function mapHook(hook: VendorHook): Hook {
  return {
    hook: String(hook.id),
    url: hook.config.url ?? '',
    events: neutralKinds(hook.events),
    isActive: hook.active,
    createdAt: hook.created_at ?? null,
  }
}

/** The hook without its secret, which GitHub shows masked on github.com and did show plainly on old GHES. */
export function withoutSecret<T extends { readonly config: object }>(hook: T): T {
  const { secret: _secret, ...config } = hook.config as { readonly secret?: unknown }
  return { ...hook, config }
}
