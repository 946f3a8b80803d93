/** For tests of providers and of programs that embed the host. */
export { startFakeApi } from './testing/fake-api.ts'
export type { FakeApi, FakeIssue, Intercept, SeenRequest } from './testing/fake-api.ts'
export { fakeProvider } from './testing/fake-provider.ts'
