/** The requests that are sent, in the order of the table. */
export const operations = [
  'getLiveness',
  'getProduct',
  'searchProducts',
  'getMe',
  'getOrder',
  'listOrders',
  'listOrdersDeep',
  'placeOrder',
  'logIn',
] as const

export type BenchOperation = (typeof operations)[number]

/** Everything that `--only` can name. */
export const measures = ['footprint', 'startUp', 'memory', 'profile', ...operations] as const

export type Measure = (typeof measures)[number]

/** What is sent, in a line. */
export const descriptions: Record<Measure, string> = {
  footprint: 'lines, files, hops, dependencies, installed size',
  startUp: 'from the start of the process to the first list of products, with a compile cache',
  memory: 'resident, idle and after the load',
  profile: 'what a request spends processor time on',
  getLiveness: 'GET /health/live',
  getProduct: 'GET /products/{id}',
  searchProducts: 'GET /products?search=…',
  getMe: 'GET /users/me',
  getOrder: 'GET /orders/{id}',
  listOrders: 'GET /orders, first page',
  listOrdersDeep: 'GET /orders, deep page',
  placeOrder: 'POST /orders, until settled',
  logIn: 'POST /auth/login',
}
