import * as z from 'zod'

/** An answer, or why there is none. */
export interface Answer {
  /** 0 where the connection broke or nothing came in time. */
  status: number
  headers: Headers
  body: unknown
  /** What is shown of it: `201`, `409 idempotency_in_progress`, `no answer: ECONNRESET`. */
  outline: string
}

export interface Call {
  method: 'GET' | 'POST'
  path: string
  token?: string
  body?: unknown
  key?: string
}

const timeoutMs = 10_000

/** Sends one request below `/api/v1` and never throws. */
export async function call(baseUrl: string, { method, path, token, body, key }: Call): Promise<Answer> {
  try {
    const response = await fetch(`${baseUrl}/api/v1${path}`, {
      method,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(key && { 'Idempotency-Key': key }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await response.text()
    const json = text === '' ? undefined : JSON.parse(text)
    const { status, headers } = response
    return { status, headers, body: json, outline: outlineOf(status, json) }
  } catch (error) {
    return { status: 0, headers: new Headers(), body: undefined, outline: `no answer: ${reasonOf(error)}` }
  }
}

const problemSchema = z.object({ code: z.string() })

function outlineOf(status: number, body: unknown): string {
  const problem = problemSchema.safeParse(body)
  return problem.success ? `${status} ${problem.data.code}` : String(status)
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message
  return error.message
}
