import {
  type ListUsersQuery,
  listUsersQuery,
  type UpdateMe,
  type UpdateUser,
  type User,
  updateMeSchema,
  updateUserSchema,
} from '@backend-rosetta/contract/users'
import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { CurrentAuth, CurrentUser, Roles } from '../auth/access.decorators.ts'
import type { Auth } from '../auth/auth.ts'
import { ETagInterceptor } from '../http/etag.interceptor.ts'
import { toPage } from '../http/page.ts'
import { ifMatch, requireIfMatch } from '../http/preconditions.ts'
import { TimeoutInterceptor } from '../http/timeout.interceptor.ts'
import { UsersService } from './users.service.ts'

@Controller('api/v1/users')
@UseInterceptors(TimeoutInterceptor, ETagInterceptor)
export class UsersController {
  constructor(private readonly users: UsersService) {}

  // #region get-me
  @Get('me')
  getMe(@CurrentUser() user: User) {
    return user
  }
  // #endregion

  // #region update-me
  @Patch('me')
  updateMe(
    @CurrentAuth() auth: Auth,
    @Body({ schema: updateMeSchema }) body: UpdateMe,
    @Headers('if-match') version?: string,
  ) {
    return this.users.updateMe(auth, body, requireIfMatch(version))
  }
  // #endregion

  // #region list-users
  @Get()
  @Roles('admin')
  async listUsers(
    @Query({ schema: listUsersQuery }) query: ListUsersQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return toPage(reply, await this.users.listUsers(query), query)
  }
  // #endregion

  // #region get-user
  @Get(':id')
  getUser(@Param('id') id: string, @CurrentUser() reader: User) {
    return this.users.getUser(id, reader)
  }
  // #endregion

  // #region update-user
  @Patch(':id')
  @Roles('admin')
  updateUser(
    @Param('id') id: string,
    @Body({ schema: updateUserSchema }) body: UpdateUser,
    @CurrentUser() admin: User,
    @Headers('if-match') version?: string,
  ) {
    return this.users.updateUser(id, body, { admin, guard: requireIfMatch(version) })
  }
  // #endregion

  // #region delete-user
  @Delete(':id')
  @Roles('admin')
  @HttpCode(204)
  deleteUser(@Param('id') id: string, @CurrentUser() admin: User, @Headers('if-match') version?: string) {
    return this.users.deleteUser(id, { admin, guard: ifMatch(version) })
  }
  // #endregion
}
