import type { Area, OperationId } from '../../contract/guards.ts'
import { operationTable } from '../../contract/generated/operations.ts'
import type { OperationRow } from '../../contract/operation-row.ts'
import type { PageOptions } from '../../contract/result.ts'
import type { Scope } from '../../contract/operation.ts'
import type { ConnectionHandle, SourceCodeManager } from '../../contract/source-code-manager.ts'
import { ScmError } from '../../errors/scm-error.ts'
import { createAction, type Action, type ActionHost, type ActionOwner } from './action.ts'
import type { ProviderMethod } from './perform.ts'

type Methods = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>
type AreaActions = Readonly<Record<string, Action>>

const rows = Object.entries(operationTable) as readonly (readonly [OperationId, OperationRow])[]
const nothing: AreaActions = Object.freeze({})

/** What `createHandle` makes a handle of. */
export interface HandleOptions {
  readonly scope: Exclude<Scope, 'either'>
  readonly methods: Methods
  readonly owner: ActionOwner
  readonly host: ActionHost
  /** Checks untyped input by the contract, unknown fields included. */
  checkStrictly(id: OperationId): (input: unknown) => void
}

/** The handle as users see it. Areas and their actions are made when they are first read. */
export function createHandle<H extends SourceCodeManager | ConnectionHandle>(
  options: HandleOptions,
  extra: Omit<H, keyof SourceCodeManager | keyof ConnectionHandle> & Partial<H>,
): H {
  const handle = Object.create(prototypes[options.scope]) as object
  made.set(handle, { options, areas: new Map(), operations: null })
  return Object.freeze(Object.assign(handle, { provider: options.owner.provider, ...extra })) as H
}

interface Made {
  readonly options: HandleOptions
  readonly areas: Map<string, AreaActions>
  operations: ReadonlySet<OperationId> | null
}

const made = new WeakMap<object, Made>()

function inside(handle: object): Made {
  const state = made.get(handle)
  if (state === undefined) throw new ScmError('internal', 'A handle was copied; use the one the host gave out.', {})
  return state
}

const isVisible = (row: OperationRow, scope: Scope) => row.scope === scope || row.scope === 'either'

function methodOf({ options }: Made, id: OperationId): ProviderMethod | null {
  const row: OperationRow | undefined = Object.hasOwn(operationTable, id) ? operationTable[id] : undefined
  if (row === undefined || !isVisible(row, options.scope)) return null
  const method = options.methods[row.area]?.[row.name]
  return typeof method === 'function' ? (method as ProviderMethod) : null
}

function areaOf(handle: object, area: Area): AreaActions {
  const state = inside(handle)
  const known = state.areas.get(area)
  if (known !== undefined) return known
  const { options } = state
  const has = rows.filter(([id, row]) => row.area === area && methodOf(state, id) !== null)
  const actions: AreaActions = has.length === 0 ? nothing : lazyActions(state, has, options)
  state.areas.set(area, actions)
  return actions
}

function lazyActions(state: Made, has: typeof rows, { owner, host }: HandleOptions): AreaActions {
  const actions = {}
  for (const [id, row] of has) {
    let action: Action | null = null
    Object.defineProperty(actions, row.name, {
      enumerable: true,
      get: () => (action ??= createAction(id, row, methodOf(state, id) as ProviderMethod, owner, host)),
    })
  }
  return Object.freeze(actions)
}

function createPrototype(scope: Exclude<Scope, 'either'>): object {
  const prototype = {
    get operations(): ReadonlySet<OperationId> {
      const state = inside(this)
      state.operations ??= new Set(rows.filter(([id]) => methodOf(state, id) !== null).map(([id]) => id))
      return state.operations
    },
    can(...ids: readonly OperationId[]): boolean {
      const state = inside(this)
      return ids.every((id) => methodOf(state, id) !== null)
    },
    async call(id: OperationId, input: unknown, options: PageOptions = {}) {
      const state = inside(this)
      const row: OperationRow | undefined = Object.hasOwn(operationTable, id) ? operationTable[id] : undefined
      if (row === undefined || methodOf(state, id) === null) throw notSupported(id, this.operations, state)
      state.options.checkStrictly(id)(input)
      const action = areaOf(this, row.area as Area)[row.name] as Action
      return action(input, options)
    },
  }
  const visible = new Set(rows.filter(([, row]) => isVisible(row, scope)).map(([, row]) => row.area as Area))
  for (const area of visible) {
    Object.defineProperty(prototype, area, {
      enumerable: true,
      get(this: object) {
        return areaOf(this, area)
      },
    })
  }
  return Object.freeze(prototype)
}

function notSupported(operation: string, supported: ReadonlySet<OperationId>, { options }: Made): ScmError {
  const provider = options.owner.provider
  const message = `Provider ${provider} has no operation ${operation} on a ${options.scope} handle; ask with can() first.`
  return new ScmError('capability_not_supported', message, { operation, supported: [...supported].sort() })
}

const prototypes = { repository: createPrototype('repository'), connection: createPrototype('connection') }
