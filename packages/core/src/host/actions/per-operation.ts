import type { OperationId } from '../../contract/guards.ts'

/** One value an operation, made when it is first needed. */
export function perOperation<T>(make: (id: OperationId) => T): (id: OperationId) => T {
  const known = new Map<OperationId, T>()
  return (id) => {
    let value = known.get(id)
    if (value === undefined) {
      value = make(id)
      known.set(id, value)
    }
    return value
  }
}
