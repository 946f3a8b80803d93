import { ScmError } from '../errors/scm-error.ts'

/** How a vendor's webhook events stand for neutral event kinds. */
export interface HookEvents {
  /** The vendor's name, for messages: `GitHub`. */
  readonly vendor: string
  /** What an event without a neutral kind is called by: the provider's id and a dot. */
  readonly prefix: string
  /** The vendor's events for each neutral kind. */
  readonly kinds: Readonly<Record<string, readonly string[]>>
}

/** Every event of the vendor that stands for a neutral kind, each once. */
export function understoodEvents({ kinds }: HookEvents): readonly string[] {
  return [...new Set(Object.values(kinds).flat())]
}

/**
 * The vendor's events for neutral kinds and for names such as `github.<event>`, each once; all that are understood when no
 * kinds are given.
 * @throws ScmError `invalid_argument` for a kind the vendor has no events for
 */
export function eventsOfKinds(table: HookEvents, asked: readonly string[] | undefined): string[] {
  return [...(asked === undefined ? understoodEvents(table) : new Set(asked.flatMap((kind) => eventsOf(table, kind))))]
}

function eventsOf({ vendor, prefix, kinds }: HookEvents, kind: string): readonly string[] {
  if (kind.startsWith(prefix)) return [kind.slice(prefix.length)]
  if (Object.hasOwn(kinds, kind)) return kinds[kind] ?? []
  throw new ScmError('invalid_argument', `A webhook of a ${vendor} repository cannot have the events of ${kind}.`, {
    argument: 'events',
    rule: `one of ${Object.keys(kinds).join(', ')}, or ${prefix}<event>`,
  })
}

/** The neutral kinds of which a hook with these events gets any, each once; an event without a kind is `github.<event>`. */
export function kindsOfEvents({ prefix, kinds }: HookEvents, events: readonly string[]): readonly string[] {
  const found = events.flatMap((event) => {
    const names = Object.keys(kinds).filter((kind) => kinds[kind]?.includes(event))
    return names.length > 0 ? names : [`${prefix}${event}`]
  })
  return [...new Set(found)]
}
