export { github, github as default } from './provider.ts'
export { nativeClient } from './client.ts'
export type { GitHubSettings } from './settings.ts'
