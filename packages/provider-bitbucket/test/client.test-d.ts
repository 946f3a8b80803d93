import { test } from 'vitest'
import type { Client } from '../src/client.ts'

declare const client: Client

test('a misspelt endpoint does not compile', () => {
  // @ts-expect-error no such endpoint
  void client.api.repositories.gett
  // @ts-expect-error no such area
  void client.api.repos
})
