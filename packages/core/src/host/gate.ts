import { checkerFor } from '../contract/check-arguments.ts'
import { operationTable } from '../contract/generated/operations.ts'
import type { ConnectionHandle, SourceCodeManager } from '../contract/source-code-manager.ts'
import { ScmError } from '../errors/scm-error.ts'
import { visible } from '../policy/access.ts'
import { knownReferrer } from '../policy/referrer.ts'
import type { ActionHost, ActionOwner } from './actions/action.ts'
import type { createConnector, Connection } from './connect.ts'
import type { ConnectionRecord, RepositoryRecord } from './directory.ts'
import { createHandle } from './actions/handle.ts'
import { perOperation } from './actions/per-operation.ts'
import type { Host, HostOptions } from './types.ts'

const strictly = perOperation((id) => checkerFor(operationTable[id], { strict: true }))

/**
 * The one way to a handle: found for this organization → active → connection active → provider allowed. Foreign, inactive
 * and absent records get the same answer.
 */
export function createGate(
  { directory, allowProvider, quotas }: HostOptions,
  connector: ReturnType<typeof createConnector>,
  actions: ActionHost,
): Pick<Host, 'scm' | 'connection'> {
  const reserved = new Set(Object.keys(quotas?.reserve ?? {}))
  const connectionOf = async (what: 'repository' | 'connection', organization: string, id: string) => {
    const found = await directory.connection(organization, id)
    const record = visible(what, organization, found, ({ state }) => state === 'active')
    if ((await allowProvider?.({ organizationId: organization, provider: record.provider })) === false) {
      throw disabled(record)
    }
    return connector.get(record)
  }
  return {
    async scm({ organization, repository: at, referrer }) {
      const found = await directory.repository(organization, at)
      const repository = visible('repository', organization, found, ({ status }) => status === 'active')
      const connection = await connectionOf('repository', organization, repository.connectionId)
      return repositoryHandle(connection, repository, knownReferrer(referrer, reserved), actions)
    },
    async connection({ organization, connection: id, referrer }) {
      const connection = await connectionOf('connection', organization, id)
      return connectionHandle(connection, knownReferrer(referrer, reserved), actions)
    },
  }
}

function disabled({ provider }: ConnectionRecord): ScmError<'feature_disabled'> {
  const message = `Provider ${provider} is not enabled for this organization.`
  return new ScmError('feature_disabled', message, { provider })
}

function repositoryHandle(
  connection: Connection,
  record: RepositoryRecord,
  referrer: string,
  host: ActionHost,
): SourceCodeManager {
  const bound = connection.bind(record)
  const owner: ActionOwner = { ...ownerOf(connection, referrer), repositoryId: record.id, repository: bound.repository }
  const { id, fullName, externalId } = record
  return createHandle<SourceCodeManager>(
    { scope: 'repository', methods: bound.methods, owner, host, checkStrictly: strictly },
    { repositoryRecord: Object.freeze({ id, fullName, externalId }) },
  )
}

function connectionHandle(connection: Connection, referrer: string, host: ActionHost): ConnectionHandle {
  return createHandle<ConnectionHandle>(
    {
      scope: 'connection',
      methods: connection.connected.connection,
      owner: ownerOf(connection, referrer),
      host,
      checkStrictly: strictly,
    },
    { connectionId: connection.record.id },
  )
}

function ownerOf({ record, spec }: Connection, referrer: string): ActionOwner {
  return {
    provider: spec.id,
    secretFields: spec.secretFields ?? [],
    organizationId: record.organizationId,
    connectionId: record.id,
    repositoryId: null,
    repository: null,
    referrer,
  }
}
