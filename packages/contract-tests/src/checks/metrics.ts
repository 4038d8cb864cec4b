import { operation, operationIds } from '@backend-rosetta/contract/operations'
import { defineChecks } from '../check.ts'
import type { Context } from '../context.ts'
import { type Sample, samplesOf } from './prometheus.ts'

const histogram = 'http_request_duration_seconds'

const metrics = defineChecks('OPS-2', { level: 'ops' }, (check) => {
  check('OPS-2.1', 'metrics are Prometheus text that can be read line by line', async (t) => {
    const answer = await t.anonymous.call('getMetrics')
    t.status(answer, 200)
    t.header(answer, 'Content-Type', /^(text\/plain\b.*version=0\.0\.4|application\/openmetrics-text\b)/)
    samplesOf(t, answer.text)
    t.expect(answer.text).matches(
      new RegExp(`^# TYPE ${histogram} histogram$`, 'm'),
      `${histogram} is a histogram`,
    )
  })

  check('OPS-2.2', 'a request is counted by method, template of the route and status', async (t) => {
    const { id } = await t.product()
    const { at, count } = counter(t)
    const before = await count('GET', '/api/v1/products/{id}', '200')
    t.status(await at.call('getProduct', { path: { id } }), 200)
    t.status(await at.call('getProduct', { path: { id } }), 200)
    await t.poll(async () => {
      const after = await count('GET', '/api/v1/products/{id}', '200')
      t.expect(after >= before + 2).equals(true, 'both requests are counted')
    })
  })

  check('OPS-2.3', 'a request that is refused is counted with its status', async (t) => {
    const { at, count } = counter(t)
    const cases = [
      ['PATCH', '/api/v1/users/me', '401', () => at.call('updateMe', { body: {} })],
      ['GET', '/api/v1/products/{id}', '404', () => at.call('getProduct', { path: { id: t.unique('no') } })],
      ['POST', '/api/v1/auth/register', '422', () => at.call('registerUser', { body: {} })],
      ['POST', '/api/v1/auth/refresh', '400', () => malformed(t, at)],
    ] as const
    for (const [method, route, status, send] of cases) {
      const before = await count(method, route, status)
      t.status(await send(), Number(status))
      await t.poll(async () => {
        const after = await count(method, route, status)
        t.expect(after > before).equals(true, `${method} ${route} ${status} is counted`)
      })
    }
  })

  check('OPS-2.4', 'no path and no text of a request becomes a label', async (t) => {
    const secret = t.unique('path').toLowerCase()
    const { at, read } = counter(t)
    for (const path of [`/${secret}`, `/api/v1/${secret}`, `/api/v1/orders/1/${secret}`, `/a?b=${secret}`]) {
      t.problem(await at.request('GET', path), 'not_found')
    }
    t.problem(await at.call('getProduct', { path: { id: secret } }), 'not_found')
    t.status(await at.call('listProducts', { query: { search: secret } }), 200)
    await at.request('POST', `/problems/${secret}`)
    const samples = await read()
    const shown = samples.filter(({ labels }) => [...labels.values()].some((value) => value.includes(secret)))
    t.expect(shown.map(({ line }) => line)).equals([], 'series that show what was sent')
  })

  check('OPS-2.5', 'the routes are templates of the contract, and few names for all else', async (t) => {
    const { at, read } = counter(t)
    t.problem(await at.request('GET', `/${t.unique('unknown')}`), 'not_found')
    const known = new Set(operationIds.map((id) => template(operation(id).path)))
    const routes = new Set((await read()).filter(isCount).map(({ labels }) => template(labels.get('route'))))
    const other = [...routes].filter((route) => !known.has(route))
    t.expect(other).satisfies((names) => names.length <= 5, 'at most five other names for routes')
  })

  check('OPS-2.6', 'the buckets add up', async (t) => {
    const { at, read } = counter(t)
    t.status(await at.call('getLiveness'), 200)
    const samples = await read()
    const series = samples.filter(isCount)
    t.expect(series.length >= 1).equals(true, 'there are counted requests')
    for (const { labels, value } of series) {
      const mine = samples.filter(
        (sample) => sample.name === `${histogram}_bucket` && belongs(sample, labels),
      )
      const sorted = mine.toSorted((a, b) => limitOf(a) - limitOf(b)).map((sample) => sample.value)
      t.expect(sorted).equals(
        sorted.toSorted((a, b) => a - b),
        'each bucket holds the ones below it',
      )
      t.expect(sorted.at(-1)).equals(value, 'the bucket +Inf is the count')
    }
  })
})

/** Counts the requests to one instance: each has metrics of its own. */
function counter(t: Context) {
  const at = t.anonymous.at(t.baseUrls[0])
  async function read(): Promise<Sample[]> {
    const answer = await at.call('getMetrics')
    t.status(answer, 200)
    return samplesOf(t, answer.text).filter(({ name }) => name.startsWith(histogram))
  }
  async function count(method: string, route: string, status: string): Promise<number> {
    const found = (await read()).filter(
      ({ name, labels }) =>
        name === `${histogram}_count` &&
        labels.get('method') === method &&
        labels.get('status') === status &&
        template(labels.get('route')) === template(route),
    )
    return found.reduce((sum, { value }) => sum + value, 0)
  }
  return { at, read, count }
}

function malformed(t: Context, at: Context['anonymous']) {
  const headers = { 'Content-Type': 'application/json' }
  return at.request('POST', '/api/v1/auth/refresh', { headers, rawBody: `{"${t.run}` })
}

/** A template in one spelling, whether its parameters are written `{id}`, `:id` or `<id>`. */
function template(route = ''): string {
  return route.replaceAll(/\{[^}]*\}|:\w+|<[^>]*>/g, '{}')
}

function isCount({ name }: Sample): boolean {
  return name === `${histogram}_count`
}

function belongs(sample: Sample, labels: Sample['labels']): boolean {
  return ['method', 'route', 'status'].every((name) => sample.labels.get(name) === labels.get(name))
}

function limitOf({ labels }: Sample): number {
  const limit = labels.get('le')
  return limit === '+Inf' ? Number.POSITIVE_INFINITY : Number(limit)
}

export const checks = metrics
