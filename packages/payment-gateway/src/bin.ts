#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { createGateway } from './server.ts'

const help = `A stand-in for a payment provider, with a ledger of its own.

Usage: rosetta-gateway [--port 4010] [--ledger payments.jsonl]

  --port <number>   port on 127.0.0.1; 0 takes any free one (default 4010)
  --ledger <file>   where charges and refunds are kept (default payments.jsonl)
  --help            this text
`

try {
  await main()
} catch (error) {
  console.error(`rosetta-gateway: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4010' },
      ledger: { type: 'string', default: 'payments.jsonl' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) {
    process.stdout.write(help)
    return
  }
  const gateway = createGateway({ ledgerFile: values.ledger })
  const url = await gateway.listen(parsePort(values.port))
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void gateway.close())
  console.log(`Payment gateway on ${url}, ledger ${values.ledger}. Ctrl-C stops it.`)
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  throw new Error(`--port is a number from 0 to 65535, not "${text}".`)
}
