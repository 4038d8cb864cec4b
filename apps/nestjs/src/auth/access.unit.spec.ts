import type { User } from '@backend-rosetta/contract/users'
import { Controller, Get } from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTinyApp } from '../../test/support/tiny-app.ts'
import { CurrentUser, Public, Roles } from './access.decorators.ts'
import { AccessTokenGuard } from './access-token.guard.ts'
import { AccessTokens } from './access-tokens.ts'
import { RolesGuard } from './roles.guard.ts'
import { SessionsRepository } from './sessions.repository.ts'

@Controller()
class Doors {
  @Get('forgotten')
  forgotten(@CurrentUser() user: User) {
    return user.role
  }

  @Get('public')
  @Public()
  public() {
    return 'hello'
  }

  @Get('admins')
  @Roles('admin')
  admins() {
    return 'secret'
  }
}

let app: NestFastifyApplication

beforeAll(async () => {
  // A token is the name of its login here, and a login the role of its user.
  const roles = new Map([
    ['customer', { role: 'customer' }],
    ['admin', { role: 'admin' }],
  ])
  app = await startTinyApp({
    controllers: [Doors],
    providers: [
      { provide: AccessTokens, useValue: { verify: (token: string) => token } },
      { provide: SessionsRepository, useValue: { findUserOfSession: async (id: string) => roles.get(id) } },
      { provide: APP_GUARD, useClass: AccessTokenGuard },
      { provide: APP_GUARD, useClass: RolesGuard },
    ],
  })
})

afterAll(() => app.close())

describe('a route', () => {
  it.each([
    ['/forgotten', undefined, 401],
    ['/forgotten', 'Basic customer', 401],
    ['/forgotten', 'Bearer nobody', 401],
    ['/forgotten', 'Bearer customer', 200],
    ['/public', undefined, 200],
    ['/public', 'Bearer nobody', 200],
    ['/admins', undefined, 401],
    ['/admins', 'Bearer customer', 403],
    ['/admins', 'Bearer admin', 200],
  ])('%s with %s is answered with %i', async (url, authorization, status) => {
    const answer = await app.inject({ url, headers: { ...(authorization && { authorization }) } })
    expect(answer.statusCode).toBe(status)
  })

  it('that is not public is kept by no cache', async () => {
    const refused = await app.inject('/forgotten')
    expect(refused.headers).toMatchObject({ 'cache-control': 'no-store', 'www-authenticate': 'Bearer' })
  })
})
