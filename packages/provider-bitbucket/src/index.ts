export { bitbucket, bitbucket as default } from './provider.ts'
export { nativeClient } from './client.ts'
export type { BitbucketSettings } from './settings.ts'
export { emulated } from './emulated.ts'
/** The neutral event kinds its webhooks can give. */
export { kinds as events } from './webhooks.ts'
