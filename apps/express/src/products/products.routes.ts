import { Router } from 'express'
import type { Access } from '../auth/authenticate.ts'
import { otherMethods } from '../http/fallbacks.ts'
import { jsonBody } from '../http/json-body.ts'
import type { ProductController } from './products.controller.ts'

export function productRoutes(products: ProductController, access: Access): Router {
  const router = Router({ caseSensitive: true, strict: true })

  router
    .route('/api/v1/products')
    // #region list-products
    .get(products.listProducts)
    // #endregion
    // #region create-product
    .post(jsonBody, access.admin, products.createProduct)
    // #endregion
    .all(otherMethods)

  router
    .route('/api/v1/products/:id')
    // #region get-product
    .get(products.getProduct)
    // #endregion
    // #region update-product
    .patch(jsonBody, access.admin, products.updateProduct)
    // #endregion
    // #region delete-product
    .delete(access.admin, products.deleteProduct)
    // #endregion
    .all(otherMethods)

  return router
}
