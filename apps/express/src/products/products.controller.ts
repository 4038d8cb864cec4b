import {
  createProductSchema,
  listProductsQuery,
  updateProductSchema,
} from '@backend-rosetta/contract/products'
import type { Request, Response } from 'express'
import * as z from 'zod'
import { etagOfContent, toPage } from '../http/pages.ts'
import { parseRequest } from '../http/parse-request.ts'
import { ifMatch, requireIfMatch } from '../http/preconditions.ts'
import { sendCreated, sendIfChanged, sendResource, sendTagged } from '../http/resources.ts'
import type { ProductService } from './products.service.ts'

const listProductsRequest = z.object({ query: listProductsQuery })
const createProductRequest = z.object({ body: createProductSchema })
const updateProductRequest = z.object({ body: updateProductSchema })

/** Caches may keep the catalogue and have to ask whether it is still so (CAT-1). */
const cacheControl = 'public, max-age=0, must-revalidate'

type ById = Request<{ id: string }>

export type ProductController = ReturnType<typeof createProductController>

export function createProductController(products: ProductService) {
  return {
    // #region list-products
    async listProducts(req: Request, res: Response) {
      const { query } = parseRequest(listProductsRequest, req)
      const found = await products.listProducts(query)
      const body = toPage(req, res, { ...found, ...query })
      res.set('Cache-Control', cacheControl)
      sendTagged(req, res, { etag: etagOfContent(body), body })
    },
    // #endregion

    // #region get-product
    async getProduct(req: ById, res: Response) {
      const product = await products.getProduct(req.params.id)
      res.set('Cache-Control', cacheControl)
      sendIfChanged(req, res, product)
    },
    // #endregion

    // #region create-product
    async createProduct(req: Request, res: Response) {
      const { body } = parseRequest(createProductRequest, req)
      const product = await products.createProduct(body)
      sendCreated(res, `/api/v1/products/${product.id}`, product)
    },
    // #endregion

    // #region update-product
    async updateProduct(req: ById, res: Response) {
      const { body } = parseRequest(updateProductRequest, req)
      const product = await products.updateProduct(req.params.id, body, requireIfMatch(req))
      sendResource(res, product)
    },
    // #endregion

    // #region delete-product
    async deleteProduct(req: ById, res: Response) {
      await products.deleteProduct(req.params.id, ifMatch(req))
      res.status(204).end()
    },
    // #endregion
  }
}
