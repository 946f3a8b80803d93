import { startSpecBed, type SpecBed } from '../bed/spec-bed.ts'
import { gitRoutes } from './git.ts'
import { pullRoutes } from './pulls.ts'
import { reportRoutes } from './reports.ts'
import { newState, type FakeState } from './state.ts'

/** A loopback Bitbucket with one repository, `acme/web`, and a memory; whatever it takes and answers is checked. */
export interface FakeBitbucket extends SpecBed {
  readonly state: FakeState
}

/** Starts it on a free port of 127.0.0.1; close it after. It needs Bitbucket's document. */
export async function startFakeBitbucket(): Promise<FakeBitbucket> {
  const state = newState()
  const bed = await startSpecBed()
  for (const [route, handle] of Object.entries({ ...gitRoutes, ...pullRoutes, ...reportRoutes })) {
    bed.answer(route, (request) => handle(request, state))
  }
  return { ...bed, state }
}
