import { isProblemCode } from '@backend-rosetta/contract/problem-codes'
import { problemPage } from '@backend-rosetta/contract/problem-page'
import { Controller, Get, Header, Param } from '@nestjs/common'
import { Public } from '../auth/access.decorators.ts'
import { notFound } from '../problems.ts'

@Public()
@Controller('problems')
export class ProblemsController {
  // #region get-problem
  @Get(':code')
  @Header('Content-Type', 'text/html; charset=utf-8')
  getProblem(@Param('code') code: string) {
    if (!isProblemCode(code)) throw notFound()
    return problemPage(code)
  }
  // #endregion
}
