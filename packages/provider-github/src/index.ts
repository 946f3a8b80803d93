export { github, github as default } from './provider.ts'
export { nativeClient } from './client.ts'
export type { GitHubSettings } from './settings.ts'
/** The neutral event kinds its webhooks can give. */
export { kinds as events } from './webhooks.ts'
