import {
  createProductSchema,
  listProductsQuery,
  productPageSchema,
  productSchema,
  updateProductSchema,
} from '@backend-rosetta/contract/products'
import type { Access } from '../auth/access.ts'
import { ifMatch, requireIfMatch } from '../http/etags.ts'
import { etagOfContent, toPage } from '../http/pages.ts'
import { byId, type Routes } from '../http/validation.ts'
import { createProduct, deleteProduct, type ProductDeps, updateProduct } from './products.commands.ts'
import { getProduct, listProducts } from './products.queries.ts'

/** Caches may keep the catalogue and have to ask whether it is still so (CAT-1). */
const cacheControl = 'public, max-age=0, must-revalidate'

const theProduct = { 200: productSchema }

export const productRoutes: Routes<ProductDeps & { access: Access }> = async (app, { access, ...deps }) => {
  const admin = [access.user, access.adminOnly]

  // #region list-products
  app.get(
    '',
    { schema: { querystring: listProductsQuery, response: { 200: productPageSchema } } },
    async ({ query }, reply) => {
      const page = toPage(await listProducts(deps.db, query), query, reply)
      reply.headers({ 'Cache-Control': cacheControl, ETag: etagOfContent(page) })
      return page
    },
  )
  // #endregion

  // #region get-product
  app.get('/:id', { schema: { params: byId, response: theProduct } }, async ({ params }, reply) => {
    const product = await getProduct(deps.db, params.id)
    reply.header('Cache-Control', cacheControl)
    return product
  })
  // #endregion

  // #region create-product
  app.post(
    '',
    { preValidation: admin, schema: { body: createProductSchema, response: { 201: productSchema } } },
    async ({ body }, reply) => {
      const product = await createProduct(deps, body)
      return reply.code(201).header('Location', `/api/v1/products/${product.id}`).send(product)
    },
  )
  // #endregion

  // #region update-product
  app.patch(
    '/:id',
    {
      preValidation: admin,
      preHandler: requireIfMatch,
      schema: { params: byId, body: updateProductSchema, response: theProduct },
    },
    async (request) => updateProduct(deps, request.body, { id: request.params.id, guard: ifMatch(request) }),
  )
  // #endregion

  // #region delete-product
  app.delete('/:id', { preValidation: admin, schema: { params: byId } }, async (request, reply) => {
    await deleteProduct(deps, { id: request.params.id, guard: ifMatch(request) })
    return reply.code(204).send()
  })
  // #endregion
}
