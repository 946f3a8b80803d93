import { readPayload, type ParsedEvent, type PullRequestEvent } from '@scm-host/core/provider'
