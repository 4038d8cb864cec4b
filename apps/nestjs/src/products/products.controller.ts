import {
  type CreateProduct,
  createProductSchema,
  type ListProductsQuery,
  listProductsQuery,
  type UpdateProduct,
  updateProductSchema,
} from '@backend-rosetta/contract/products'
import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { Public, Roles } from '../auth/access.decorators.ts'
import { ETagInterceptor } from '../http/etag.interceptor.ts'
import { etagOfContent, toPage } from '../http/page.ts'
import { ifMatch, requireIfMatch } from '../http/preconditions.ts'
import { TimeoutInterceptor } from '../http/timeout.interceptor.ts'
import { ProductsService } from './products.service.ts'

/** Caches may keep the catalogue and have to ask whether it is still so (CAT-1). */
const Cached = () => Header('Cache-Control', 'public, max-age=0, must-revalidate')

@Controller('api/v1/products')
@UseInterceptors(TimeoutInterceptor, ETagInterceptor)
export class ProductsController {
  constructor(private readonly products: ProductsService) {}

  // #region list-products
  @Get()
  @Public()
  @Cached()
  async listProducts(
    @Query({ schema: listProductsQuery }) query: ListProductsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const page = toPage(reply, await this.products.listProducts(query), query)
    reply.header('ETag', etagOfContent(page))
    return page
  }
  // #endregion

  // #region get-product
  @Get(':id')
  @Public()
  @Cached()
  getProduct(@Param('id') id: string) {
    return this.products.getProduct(id)
  }
  // #endregion

  // #region create-product
  @Post()
  @Roles('admin')
  async createProduct(
    @Body({ schema: createProductSchema }) body: CreateProduct,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const product = await this.products.createProduct(body)
    reply.header('Location', `/api/v1/products/${product.id}`)
    return product
  }
  // #endregion

  // #region update-product
  @Patch(':id')
  @Roles('admin')
  updateProduct(
    @Param('id') id: string,
    @Body({ schema: updateProductSchema }) body: UpdateProduct,
    @Headers('if-match') version?: string,
  ) {
    return this.products.updateProduct(id, body, requireIfMatch(version))
  }
  // #endregion

  // #region delete-product
  @Delete(':id')
  @Roles('admin')
  @HttpCode(204)
  deleteProduct(@Param('id') id: string, @Headers('if-match') version?: string) {
    return this.products.deleteProduct(id, ifMatch(version))
  }
  // #endregion
}
