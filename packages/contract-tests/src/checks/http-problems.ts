import { isProblemCode, problemCodes, problems } from '@backend-rosetta/contract/problem-codes'
import { defineChecks } from '../check.ts'
import { neverIssued } from './samples.ts'

export const checks = defineChecks('HTTP-4', { level: 'core' }, (check) => {
  check('HTTP-4.1', 'every type of problem has an HTML page that names it', async (t) => {
    for (const code of problemCodes) {
      const answer = await t.anonymous.request('GET', `/problems/${code}`)
      t.status(answer, 200)
      t.header(answer, 'Content-Type', /^text\/html\b/i)
      t.expect(answer.text).satisfies(
        (html) => /<html\b/i.test(html) && html.includes(problems[code].title),
        `the page of ${code} is HTML with the title "${problems[code].title}"`,
      )
    }
  })

  check('HTTP-4.2', 'a type that does not exist has no page', async (t) => {
    for (const code of ['nope', 'Not_Found', '__proto__', 'constructor', 'toString', '%00', '..%2fdocs']) {
      t.problem(await t.anonymous.request('GET', `/problems/${code}`), 'not_found')
    }
  })

  check('HTTP-4.3', 'a problem is of its type, status and path, without the query', async (t) => {
    const target = `/api/v1/products/${neverIssued}`
    const problem = t.problem(await t.anonymous.request('GET', `${target}?secret=1`), 'not_found')
    t.expect(problem).includes(
      { type: '/problems/not_found', status: 404, instance: target, code: 'not_found' },
      'the members of the problem',
    )
  })

  check('HTTP-4.4', 'problems of one type have one title, and requests of their own', async (t) => {
    const answers = [
      await t.anonymous.call('getProduct', { path: { id: neverIssued } }),
      await t.anonymous.request('GET', '/api/v1/nothing'),
      await t.as(t.admin).call('getOrder', { path: { id: neverIssued } }),
    ]
    const found = answers.map((answer) => t.problem(answer, 'not_found'))
    t.expect(new Set(found.map(({ title }) => title)).size).equals(1, 'the title is always the same')
    t.expect(new Set(found.map(({ requestId }) => requestId)).size).equals(3, 'each has a requestId')
  })

  check('HTTP-4.5', 'a problem is JSON also for a browser', async (t) => {
    const headers = { Accept: 'text/html,application/xhtml+xml;q=0.9' }
    const answer = await t.anonymous.request('GET', '/api/v1/nothing', { headers })
    t.problem(answer, 'not_found')
    t.header(answer, 'Content-Type', /^application\/problem\+json\b/i)
  })

  check('HTTP-4.6', 'the page is where the problem says', async (t) => {
    const answers = [
      await t.anonymous.request('PUT', '/api/v1/products'),
      await t.anonymous.call('registerUser', { body: {} }),
      await t.anonymous.call('getMe'),
    ]
    for (const { body } of answers) {
      const type = body && typeof body === 'object' && 'type' in body ? String(body.type) : ''
      t.expect(isProblemCode(type.replace('/problems/', ''))).equals(true, `"${type}" is a type`)
      t.status(await t.anonymous.request('GET', type), 200)
    }
  })
})
