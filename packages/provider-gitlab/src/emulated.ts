import type { OperationId } from '@scm-host/core/provider'

/** How it does what GitLab has no call for. */
export const emulated: Partial<Record<OperationId, string>> = {}
