/**
 * Imports the server, and says when it began to: in milliseconds since 1970, with fractions. Not in TypeScript: what Node
 * loads to read that would be in the way of what is measured.
 */
const server = new URL('../../dist/server.js', import.meta.url)
process.send?.(performance.timeOrigin + performance.now())
await import(server.href)
