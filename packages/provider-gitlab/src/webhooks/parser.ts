import type { EventKind, ParsedEvent } from '@scm-host/core/provider'
import type { Envelope } from './envelope.ts'

/** How bodies of one `object_kind` or `event_name` of GitLab's become neutral events. */
export interface EventParser {
  /** Neutral kinds it makes. */
  readonly kinds: readonly EventKind[]
  /** @throws ScmError `payload_invalid` */
  parse(body: unknown, envelope: Envelope): readonly ParsedEvent[]
}
