import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { UserError } from '../user-error.ts'

/**
 * Makes sure that a port of 127.0.0.1 can be used; 0 becomes one that is free now.
 * @param owner who wants it, and how the user can give it another: both appear in the message
 * @throws UserError when the port is in use or not allowed
 */
export async function claimPort(port: number, owner: { name: string; elsewhere: string }): Promise<number> {
  const server = createServer()
  try {
    server.listen({ port, host: '127.0.0.1', exclusive: true })
    await once(server, 'listening')
    return portOf(server.address())
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    const problem = isTaken ? 'is in use' : 'may not be used here'
    throw new UserError(
      `Port ${port}, for ${owner.name}, ${problem}: free it, or choose another with ${owner.elsewhere}.`,
    )
  } finally {
    server.close()
  }
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0
}
