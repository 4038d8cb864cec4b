import type { OperationId } from '@backend-rosetta/contract/operations'
import { isProblemCode } from '@backend-rosetta/contract/problem-codes'
import { type Answer, jsonType } from './answer.ts'
import { type Handler, notFound } from './call.ts'
import { listOrders } from './list-orders.ts'
import { listProducts, listUsers } from './lists.ts'
import { logIn, logOut, refreshTokens } from './logging-in.ts'
import { cancelOrder, deliverOrder, getOrder, listOrderEvents, shipOrder, updateOrder } from './orders.ts'
import { placeOrder } from './placing.ts'
import { createProduct, deleteProduct, getProduct, updateProduct } from './products.ts'
import { registerUser } from './registering.ts'
import { Anything, Pattern } from './template.ts'
import { deleteUser, getMe, getUser, updateMe, updateUser } from './users.ts'

const html = new Pattern(/^text\/html\b/i)

/** What every operation does. */
export const handlers: Readonly<Record<OperationId, Handler>> = {
  registerUser,
  logIn,
  refreshTokens,
  logOut,
  getMe,
  updateMe,
  listUsers,
  getUser,
  updateUser,
  deleteUser,
  listProducts,
  getProduct,
  createProduct,
  updateProduct,
  deleteProduct,
  placeOrder,
  listOrders,
  getOrder,
  updateOrder,
  cancelOrder,
  shipOrder,
  deliverOrder,
  listOrderEvents,
  getStats: () => served('it counts what others did, too'),
  getLiveness: () => ({ ...served(''), body: { status: 'ok' } }),
  getReadiness: () => served('it names what the server depends on'),
  getMetrics: () => ({ ...served('every server has metrics of its own'), headers: {} }),
  getOpenApi: () => served('it is checked by the suite'),
  getDocs: () => ({ ...served('every server has a page of its own'), headers: { 'content-type': html } }),
  getProblem({ parameter }) {
    if (!isProblemCode(parameter)) throw notFound()
    return { ...served('every server has a page of its own'), headers: { 'content-type': html } }
  },
}

function served(why: string): Answer {
  return { status: 200, headers: { 'content-type': jsonType }, body: new Anything(why) }
}
