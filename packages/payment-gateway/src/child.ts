import { rm } from 'node:fs/promises'
import { createGateway } from './server.ts'

// The entry that process.ts forks: `child <port> <ledger> [<folder to remove at the end>]`.
const [port, ledgerFile = '', temporary] = process.argv.slice(2)
const gateway = createGateway({ ledgerFile })

// The parent ends it by hanging up, also by dying. Ctrl-C reaches both: the parent decides when.
process.on('SIGINT', () => undefined)
process.once('SIGTERM', stop)
process.once('disconnect', stop)

try {
  process.send?.({ url: await gateway.listen(Number(port)) })
} catch (error) {
  process.send?.({ error: error instanceof Error ? error.message : String(error) }, stop)
}

async function stop(): Promise<void> {
  await gateway.close()
  if (temporary) await rm(temporary, { recursive: true, force: true })
  process.exit()
}
