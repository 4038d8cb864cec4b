import {
  type Login,
  loginSchema,
  type RefreshToken,
  type Register,
  refreshTokenSchema,
  registerSchema,
} from '@backend-rosetta/contract/auth'
import { Body, Controller, Header, HttpCode, Post, Res, UseGuards, UseInterceptors } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { ETagInterceptor } from '../http/etag.interceptor.ts'
import { TimeoutInterceptor } from '../http/timeout.interceptor.ts'
import { Public } from './access.decorators.ts'
import { AuthService } from './auth.service.ts'
import { LoginLimitGuard } from './login-limit.guard.ts'

@Public()
@Controller('api/v1/auth')
@UseInterceptors(TimeoutInterceptor, ETagInterceptor)
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  // #region register-user
  @Post('register')
  async registerUser(
    @Body({ schema: registerSchema }) body: Register,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const user = await this.auth.registerUser(body)
    reply.header('Location', `/api/v1/users/${user.id}`)
    return user
  }
  // #endregion

  // #region log-in
  @Post('login')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @UseGuards(LoginLimitGuard)
  logIn(@Body({ schema: loginSchema }) body: Login) {
    return this.auth.logIn(body)
  }
  // #endregion

  // #region refresh-tokens
  @Post('refresh')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  refreshTokens(@Body({ schema: refreshTokenSchema }) body: RefreshToken) {
    return this.auth.refreshTokens(body.refreshToken)
  }
  // #endregion

  // #region log-out
  @Post('logout')
  @HttpCode(204)
  logOut(@Body({ schema: refreshTokenSchema }) body: RefreshToken) {
    return this.auth.logOut(body.refreshToken)
  }
  // #endregion
}
