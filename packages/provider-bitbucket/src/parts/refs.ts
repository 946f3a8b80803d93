import { encodePath, repositoryPath, type Bound } from '../client.ts'
import type { VendorRef } from '../map/branch.ts'

type Kind = 'branches' | 'tags'

/** In paths the client writes a slash of a name as `%2F`; Bitbucket's own links leave it, so that proxies do not matter. */
const pathOf = (client: Bound, kind: Kind, name: string) => `${repositoryPath(client)}/refs/${kind}/${encodePath(name)}`

/** One branch or tag. @throws ScmError `not_found` */
export async function getRef(client: Bound, kind: Kind, name: string): Promise<VendorRef> {
  return (await client.send<VendorRef>('GET', pathOf(client, kind, name))).data
}

/** Deletes a branch or tag. */
export async function deleteRef(client: Bound, kind: Kind, name: string): Promise<void> {
  await client.send('DELETE', pathOf(client, kind, name))
}
