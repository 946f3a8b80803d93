export { gitlab, gitlab as default } from './provider.ts'
export { emulated } from './emulated.ts'
export { nativeClient } from './client.ts'
export type { GitLabSettings } from './settings.ts'
/** The neutral event kinds its webhooks can give. */
export { kinds as events } from './webhooks.ts'
