import type { EventKind, ParsedEvent } from '@scm-host/core/provider'
import type { Envelope } from './envelope.ts'

/** How the deliveries of one event of GitHub's become neutral events. */
export interface EventParser {
  /** Neutral kinds it makes. */
  readonly kinds: readonly EventKind[]
  /** The top-level fields of such a body that tell what it is about; see `agree.ts`. */
  readonly fields: readonly string[]
  /** True where the body has no field of its own: `fields` are then all it may have. */
  readonly closed?: boolean
  /** @throws ScmError `payload_invalid` */
  parse(body: unknown, envelope: Envelope): readonly ParsedEvent[]
}
