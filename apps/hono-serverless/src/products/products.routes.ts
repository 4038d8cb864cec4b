import type { Access } from '../auth/authenticate.ts'
import type { Deps } from '../deps.ts'
import { contractRoute } from '../http/contract-route.ts'
import { etagOfContent, toPage } from '../http/pages.ts'
import { ifMatch, requireIfMatch } from '../http/preconditions.ts'
import { sendCreated, sendIfChanged, sendResource, sendTagged } from '../http/resources.ts'
import { router } from '../http/router.ts'
import { listProducts } from './products.queries.ts'
import { createProduct, deleteProduct, getProduct, updateProduct } from './products.ts'

/** Caches may keep the catalogue and have to ask whether it is still so (CAT-1). */
const cacheControl = 'public, max-age=0, must-revalidate'

export function productRoutes(deps: Pick<Deps, 'clock' | 'newId'>, access: Access) {
  return (
    router()
      // #region list-products
      .openapi(contractRoute('listProducts'), async (c) => {
        const query = c.req.valid('query')
        const body = toPage(c, { ...(await listProducts(c.var.db, query)), ...query })
        c.header('Cache-Control', cacheControl)
        return sendTagged(c, await etagOfContent(body), body)
      })
      // #endregion

      // #region get-product
      .openapi(contractRoute('getProduct'), async (c) => {
        const product = await getProduct(c.var.db, c.req.valid('param').id)
        c.header('Cache-Control', cacheControl)
        return sendIfChanged(c, product)
      })
      // #endregion

      // #region create-product
      .openapi(contractRoute('createProduct', access.admin), async (c) => {
        const product = await createProduct({ ...deps, db: c.var.db }, c.req.valid('json'))
        return sendCreated(c, `/api/v1/products/${product.id}`, product)
      })
      // #endregion

      // #region update-product
      .openapi(contractRoute('updateProduct', access.admin), async (c) => {
        const change = { ...c.req.valid('json'), guard: requireIfMatch(c) }
        const id = c.req.valid('param').id
        return sendResource(c, await updateProduct({ ...deps, db: c.var.db }, id, change))
      })
      // #endregion

      // #region delete-product
      .openapi(contractRoute('deleteProduct', access.admin), async (c) => {
        await deleteProduct({ ...deps, db: c.var.db }, c.req.valid('param').id, ifMatch(c))
        return c.body(null, 204)
      })
    // #endregion
  )
}
