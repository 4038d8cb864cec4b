import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import path from 'node:path'
import serveStatic from 'serve-static'

export interface SiteOptions {
  /** Of the built pages. */
  folder: string
  /** Of 127.0.0.1; 0 takes a free one. */
  port?: number
  /** The path that the site was built for, such as `/backend-rosetta/`. */
  base?: string
  /** A page that is shown in place of any other, for as long as there is one. */
  placeholder?: () => string | undefined
}

export interface SiteServer {
  /** Of the first page, with a slash at the end. */
  url: string
  stop: () => Promise<void>
}

/**
 * Serves static pages on this machine: folders end in a slash, and what is missing gets the site's own page for that.
 * @throws Error with code EADDRINUSE when the port is in use
 */
export async function serveSite(options: SiteOptions): Promise<SiteServer> {
  const prefix = `/${options.base ?? ''}/`.replace(/\/+/g, '/')
  const server = createServer(answering(options, prefix))
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${portOf(server)}${prefix}`, stop: () => stop(server) }
}

function answering({ folder, placeholder }: SiteOptions, prefix: string) {
  const serveFile = serveStatic(folder)
  return (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('X-Content-Type-Options', 'nosniff')
    const instead = placeholder?.()
    if (instead !== undefined) return answer(response, 503, instead)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD')
      return answer(response, 405, 'Only GET and HEAD.')
    }
    const missing = () => answer(response, 404, notFoundPage(folder))
    if (!enter(request, prefix)) return missing()
    serveFile(request, response, (error) => {
      if (error) answer(response, 400, 'This is not an address.')
      else missing()
    })
  }
}

/** Takes the prefix off the address, as a framework does where a router is mounted. */
function enter(request: IncomingMessage & { originalUrl?: string }, prefix: string): boolean {
  const url = request.url ?? '/'
  if (!url.startsWith(prefix)) return false
  request.originalUrl = url
  request.url = url.slice(prefix.length - 1)
  return true
}

function answer(response: ServerResponse, status: number, page: string): void {
  response.statusCode = status
  response.setHeader('Content-Type', 'text/html; charset=utf-8')
  response.setHeader('Cache-Control', 'no-store')
  response.end(response.req.method === 'HEAD' ? undefined : page)
}

function notFoundPage(folder: string): string {
  try {
    return readFileSync(path.join(folder, '404.html'), 'utf8')
  } catch {
    return 'There is no such page.'
  }
}

async function stop(server: Server): Promise<void> {
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
