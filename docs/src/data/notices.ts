import type { OperationId } from '@backend-rosetta/contract/operations'

/** What is worth noticing when an operation is read in several styles. */
export const notices: Record<OperationId, string> = {
  registerUser:
    'No style asks first whether the e-mail address is taken: the unique index decides, so one of two parallel registrations wins. Compare how each hears of it: Hono’s query lets the conflict pass and sees that no row came back; event-driven catches the violation by the name of the index.',
  logIn:
    'The limit on failed logins comes before the faults of the body. NestJS gets that order from the framework, as guards run before pipes; the others write it into the route. All count in the database, so that several instances share one limit.',
  refreshTokens:
    'A refresh token is spent by one conditional update, not by a read and a write: whoever comes second ends the whole login. Look for that update, and for what differs around it: a repository, an entity, a query, a command.',
  logOut:
    'The shortest way from edge to storage, and good for a first look at the layers. Express passes through four files; event-driven has a command at once behind the route. A token that nobody knows gets the same 204.',
  getMe:
    'There is no rule here and no query of its own: whoever authenticates has read the user already. Compare where the ETag comes from. NestJS has one interceptor for all answers; in the others each handler sends it.',
  updateMe:
    'If-Match, a row lock and a version that grows: optimistic towards the client, pessimistic inside the transaction. NestJS and event-driven lock and write in one place; Express and Hono split it in two, with the rule between them.',
  listUsers:
    'Who may do this is said in four ways: an array of middleware, a guard that reads a decorator, a middleware of the route, a hook. Express and NestJS go through a service that adds nothing here: that is the price of a layer kept for the cases where it does.',
  getUser:
    'Somebody else’s account answers “not found”, not “forbidden”, so that nobody learns which ids exist. In three styles a rule says so in code; in event-driven the condition is part of the query.',
  updateUser:
    'The same steps as a user’s own change, with one rule more: no admin takes away their own rights. See how much of the path the two operations share in each style, and where the difference sits.',
  deleteUser:
    'Nothing is deleted: what says who it was is emptied, logins end, orders stay. This is one transaction in every style; look for who opens it, the service or the query.',
  listProducts:
    'Filters, search, sorting and the count come down to one place in each style: a good page to compare query builders. Kysely and Drizzle compose typed expressions, TypeORM a builder over entities, event-driven plain SQL.',
  getProduct:
    'An archived product has to be left out everywhere. In NestJS the entity does it for every query; in the others each query says so itself. One is shorter, the other can be seen where it matters.',
  createProduct:
    'Again the unique index decides, and the admin check comes before the body is judged. Compare how the contract’s schema reaches the handler: parsed in a controller, by a pipe, by a typed route, by Fastify’s schema.',
  updateProduct:
    'Lock, compare the version, merge, write. TypeORM changes an entity and works out the update; the others name each column. A change that changes nothing keeps its version in all.',
  deleteProduct:
    'A product is archived, as orders still name it. If-Match is optional here, unlike for a change: see where each style decides that, and how little has to differ.',
  placeOrder:
    'Three styles do it at once: one transaction for order, stock and idempotency key, then the payment, then the answer. The gateway is never called inside the transaction. In event-driven the request appends events and answers “pending”; workers take the stock, charge and decide, so the list of steps is twice as long and no step waits for another.',
  listOrders:
    'Pages begin after a position, not at an offset, so nothing is skipped or shown twice while orders come in. The cursor is signed: in NestJS a pipe refuses a forged one, in Hono WebCrypto checks it, as Node’s crypto is not there on every platform.',
  getOrder:
    'Foreign orders are not found. Express and NestJS read the order and then ask whose it is; Hono and event-driven make the owner part of the query. Event-driven reads a row that a projection wrote, not the events.',
  updateOrder:
    'Three styles lock the row, check and write the next version. Event-driven locks nothing: it reads the stream, decides and appends at the version it has read; who was too late decides anew. Compare what each does with two changes at once.',
  cancelOrder:
    'Stock goes back in the transaction, money after it: the gateway may fail, and then a worker refunds later. Event-driven cancels and tells others to give the pieces back; its answer still waits for that, so that whoever has it finds them in the catalogue.',
  shipOrder:
    'One step of the order’s life cycle. The table of transitions comes from the contract; who applies it differs: a service, a function, or a pure decision that turns a command into events.',
  deliverOrder:
    'The twin of shipping. Flip between the two: in a good structure nearly nothing differs but a name. The body may be missing or empty, which each framework has to be told in its own way.',
  listOrderEvents:
    'One address, JSON or a live stream by Accept. NestJS lets the router choose the handler; the others branch inside. LISTEN wakes the streams where a process stays; on Lambda and Workers nothing stays, so Hono looks again and again.',
  getStats:
    'Express and NestJS ask one statement for one moment. Hono runs its statements side by side, each with its own moment. Event-driven counted when things happened: it reads a handful of rows, however many orders there are, and may lag behind.',
  getLiveness:
    'It must not ask the database: a process that is alive is not restarted because something else is down. Three lines in every style, and so a fair look at the smallest route each framework allows.',
  getReadiness:
    'Ready means: the database answers and nobody is shutting down. NestJS brings Terminus for it; the others ask themselves. The answer turns to 503 before the server stops, so that a load balancer goes first.',
  getMetrics:
    'The registry belongs to one process. On Lambda and Workers no process stays, so there the route is not found: a limit of the platform, said openly rather than answered with figures that mean nothing.',
  getOpenApi:
    'Two directions. Express and event-driven serve the document of the contract. NestJS and Hono make it from their own routes, and their tests compare it with the contract.',
  getDocs:
    'Swagger UI from this server, with no request to anybody else. NestJS brings a module for it; the others serve the files and one page.',
  getProblem:
    'The “type” of every error is an address that can be opened. The page comes from the contract’s table of problems, so that no code is without one.',
}
