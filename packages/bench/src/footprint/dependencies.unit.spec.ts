import { expect, it } from 'vitest'
import { summarize } from './dependencies.ts'

it('counts each package once, and only what comes from outside and is installed', async () => {
  const ms = { version: '2.1.3', path: '/store/ms' }
  const forMac = { version: '1.0.0', path: '/store/native-darwin' }
  const direct = {
    express: { version: '5.3.0', path: '/store/express', dependencies: { ms } },
    contract: { version: 'link:../../packages/contract', path: '/packages/contract', dependencies: { ms } },
    native: { version: '1.0.0', path: '/store/native', dependencies: { forMac } },
  }
  const found = await summarize(direct, (folder) => !folder.endsWith('darwin'))
  expect(found).toEqual({ direct: 2, all: 3, bytes: 0 })
})
