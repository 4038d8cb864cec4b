import type { Exchange } from '@backend-rosetta/contract-tests/http/exchange'

/** A command for a POSIX shell that sends the request again, with the very ids and tokens that it was sent with. */
export function curlLine({ request }: Exchange): string {
  const { method, url, headers, body } = request
  const fields = Object.entries(headers)
    .filter(([name]) => name !== 'Content-Length')
    .flatMap(([name, value]) =>
      [value].flat().map((one) => `-H ${quoted(one === '' ? `${name};` : `${name}: ${one}`)}`),
    )
  const plain = body === undefined || headers['Content-Type'] !== undefined ? [] : ["-H 'Content-Type:'"]
  const parts = [
    'curl -i --path-as-is -g',
    method === 'HEAD' ? '--head' : `-X ${method}`,
    quoted(url),
    ...fields,
    ...plain,
    ...(body === undefined ? [] : [`--data-binary ${data(body)}`]),
  ]
  return parts.join(' ')
}

function data(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1')
  const text = bytes.toString('utf8')
  const isText = Buffer.from(text, 'utf8').equals(bytes) && !/[^\P{Cc}\n\t]/u.test(text)
  if (isText) return quoted(text)
  const escaped = [...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`)
  return `$'${escaped.join('')}'`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
