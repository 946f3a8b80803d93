export { gitlab, gitlab as default } from './provider.ts'
export { emulated } from './emulated.ts'
export { nativeClient } from './client.ts'
export type { GitLabSettings } from './settings.ts'
