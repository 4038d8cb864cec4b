/** 0 when nothing answers. */
export async function statusOf(url: string): Promise<number> {
  try {
    return (await fetch(url)).status
  } catch {
    return 0
  }
}

export function post(url: string, body: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
}

export async function accessToken(
  url: string,
  { email, password }: { email: string; password: string },
): Promise<string> {
  const response = await post(`${url}/api/v1/auth/login`, { email, password })
  const answer: { accessToken: string } = JSON.parse(await response.text())
  return answer.accessToken
}
