import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { startGatewayProcess } from '@backend-rosetta/payment-gateway/process'
import * as z from 'zod'

const recordSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('charge'),
    status: z.enum(['captured', 'declined']),
    id: z.string(),
    reference: z.string(),
    amount: z.int(),
    currency: z.string(),
  }),
  z.object({ type: z.literal('refund'), chargeId: z.string() }),
])

/** A charge that took money; `refunds` counts how often it was given back. */
export interface Charge {
  reference: string
  amount: number
  currency: string
  refunds: number
}

/** A payment gateway that keeps its ledger and may be killed. */
export interface CrashingGateway {
  url: string
  set(mode: 'up' | 'down' | 'slow', delayMs?: number): Promise<void>
  /** Ends it by SIGKILL: replies that were under way are lost, charges that were accepted are not. */
  crash(): Promise<void>
  /** Starts it again on the same port and ledger. */
  start(): Promise<void>
  /** All charges that took money, by the order that they refer to. */
  charges(): Promise<Map<string, Charge[]>>
  stop(): Promise<void>
}

export async function startCrashingGateway(): Promise<CrashingGateway> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rosetta-crash-gateway-'))
  const ledgerFile = path.join(folder, 'ledger.jsonl')
  let gateway = await startGatewayProcess({ ledgerFile })
  const { url } = gateway
  const port = Number(new URL(url).port)
  return {
    url,
    async set(mode, delayMs) {
      const response = await fetch(`${url}/_control`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ mode, delayMs }),
      })
      if (!response.ok) throw new Error(`the gateway refused its control: ${response.status}`)
    },
    crash: () => gateway.kill(),
    async start() {
      gateway = await startGatewayProcess({ ledgerFile, port })
    },
    charges: async () => chargesIn(await readFile(ledgerFile, 'utf8')),
    async stop() {
      await gateway.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What is on disk counts, as for the gateway itself: a last line without its end was never accepted. */
function chargesIn(ledger: string): Map<string, Charge[]> {
  const byId = new Map<string, Charge>()
  const complete = ledger.slice(0, ledger.lastIndexOf('\n') + 1)
  for (const line of complete.split('\n').filter(Boolean)) {
    const record = recordSchema.parse(JSON.parse(line))
    if (record.type === 'refund') {
      const charge = byId.get(record.chargeId)
      if (charge) charge.refunds += 1
    } else if (record.status === 'captured') {
      const { reference, amount, currency } = record
      byId.set(record.id, { reference, amount, currency, refunds: 0 })
    }
  }
  return Map.groupBy(byId.values(), ({ reference }) => reference)
}
