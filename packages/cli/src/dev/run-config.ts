import { fileURLToPath } from 'node:url'
import type { Receipt } from '@scm-host/core'
import type { Args, Io } from '../command.ts'
import { hostFromConfig, readConfig } from '../config.ts'
import { aborted } from '../interruption.ts'
import { plain } from '../plain.ts'
import { slow } from '../slow.ts'
import { sayer, type Say } from './say.ts'
import { startWebhookServer } from './webhook-server.ts'

/** Runs a configuration until it is ended. @throws ScmError `config_invalid`, and what the loader throws */
export async function runConfig(file: URL, args: Args, io: Io, port: number | undefined): Promise<number> {
  const say = sayer(args, io)
  io.err(`Reading ${plain(fileURLToPath(file))}\n`)
  const config = await slow(io, 'Running the configuration', readConfig(file))
  const server = await startWebhookServer({ host: '127.0.0.1', port: port ?? config.server?.port ?? 0 })
  try {
    const { host, hookIds } = await hostFromConfig(config, file, (error, { listener, operation }) => {
      io.err(`${plain(`${listener ?? operation ?? 'host'}: ${error.code}: ${error.message}`)}\n`)
    })
    try {
      host.onAny('scm-host dev', ({ kind, action, repository }) => {
        const fullName = repository?.fullName ?? null
        say(`← ${kind} ${action} ${fullName ?? ''}`.trimEnd(), { step: 'event', kind, action, repository: fullName })
      })
      server.onReceipt = (receipt) => tell(receipt, say, host.quarantine().at(-1)?.reason)
      server.host = host
      const base = (config.server?.publicUrl ?? server.url).replace(/\/+$/, '')
      say(`The host listens on ${server.url}. Ctrl-C ends it.`, { step: 'ready', url: server.url })
      for (const id of hookIds) say(`  webhook ${base}/webhooks/${id}`, { step: 'hook', url: `${base}/webhooks/${id}` })
      await aborted(io.signal)
      return 0
    } finally {
      await host.close()
    }
  } finally {
    await server.close()
  }
}

/** Accepted deliveries show as their events; what became of the others must show too. */
function tell({ status, result }: Receipt, say: Say, reason: string | undefined): void {
  if (result === 'accepted') return
  const why = result === 'quarantined' ? `: ${reason ?? ''}` : status === 401 ? ': hook id or signature is wrong' : ''
  say(`← delivery ${result} (${status})${why}`, { step: 'delivery', result, status })
}
