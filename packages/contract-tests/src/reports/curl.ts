import { DOMAIN, PASSWORD } from '../fixtures/actors.ts'
import type { Exchange } from '../http/exchange.ts'

/** A command for a POSIX shell that sends the request again; `$TOKEN` stands for the access token. */
export function curlOf({ request }: Exchange): string {
  const { method, url, headers, body } = request
  if (method === 'RAW') {
    const { hostname, port } = new URL(url)
    return `printf ${quoted(printfFormat(body ?? ''))} | nc ${hostname} ${port || 80}`
  }
  const fields = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((one) => `-H ${headerArgument(name, one)}`),
  )
  const parts = [
    'curl -i --path-as-is',
    method === 'HEAD' ? '--head' : `-X ${method}`,
    quoted(url),
    ...fields,
    ...(body === undefined ? [] : [`--data-binary ${quoted(shortened(body))}`]),
  ]
  return parts.join(' ')
}

/** Who sent a request, and where the token for repeating it comes from. */
export function tokenHint({ request }: Exchange): string | undefined {
  if (request.headers['Authorization'] === undefined) return undefined
  const { origin } = new URL(request.url)
  const { as: email = '…' } = request
  const password = email.endsWith(DOMAIN) ? PASSWORD : '…'
  const body = JSON.stringify({ email, password })
  return `TOKEN=$(curl -s ${origin}/api/v1/auth/login -H 'Content-Type: application/json' -d ${quoted(body)} | sed 's/.*"accessToken":"\\([^"]*\\).*/\\1/')`
}

function headerArgument(name: string, value: string): string {
  const issued = name === 'Authorization' && value.startsWith('Bearer ')
  return issued ? `"${name}: Bearer $TOKEN"` : quoted(value === '' ? `${name};` : `${name}: ${value}`)
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function printfFormat(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('%', '%%').replaceAll('\r', '\\r').replaceAll('\n', '\\n')
}

/** A body that is tested for its size is no use in a terminal. */
function shortened(body: string): string {
  return body.length > 2000 ? `${body.slice(0, 200)}… (${body.length} characters)` : body
}
