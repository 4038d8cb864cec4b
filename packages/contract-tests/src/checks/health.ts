import { defineChecks } from '../check.ts'

export const checks = defineChecks('OPS-1', { level: 'core' }, (check) => {
  check('OPS-1.1', 'liveness answers 200 without credentials', async (t) => {
    const health = t.status(await t.anonymous.call('getLiveness'), 200)
    t.expect(health.status).equals('ok', 'the process says that it is well')
  })

  check('OPS-1.2', 'readiness names the database', async (t) => {
    const health = t.status(await t.anonymous.call('getReadiness'), 200)
    t.expect(health).includes({ status: 'ok', checks: { database: 'ok' } }, 'the database is ready')
  })
})
