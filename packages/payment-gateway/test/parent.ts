import { startGatewayProcess } from '../src/process.ts'

// A parent that dies without stopping its gateway: process.spec.ts kills it.
const gateway = await startGatewayProcess()
console.log(JSON.stringify({ url: gateway.url, pid: gateway.pid }))
