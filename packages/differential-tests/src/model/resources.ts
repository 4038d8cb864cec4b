import type { Order, OrderEvent, Product, Resource, State, User } from './state.ts'
import { modelTime, parseSymbol, symbolOf } from './symbols.ts'
import { instant, prose, type Template, VersionNumber } from './template.ts'

/** The symbol of a resource's version. Version, rank and the resource itself are in it, for comparing them. */
export function versionSymbol({ id, version }: Resource): string {
  return symbolOf('version', `${nameOf(id)}.${version.number}.${version.rank}`)
}

export function etagOfResource(resource: Resource): string {
  return `"${versionSymbol(resource)}"`
}

export function now(state: State): string {
  state.tick += 1
  return modelTime(state.clock, state.tick)
}

export function userTemplate(user: User): Template {
  const { id, email, name, role, active } = user
  return { id, email, name, role, active, ...stamps(user) }
}

export function productTemplate(product: Product): Template {
  const { id, sku, name, description, price, stock } = product
  return { id, sku, name, description, price: { ...price }, stock, ...stamps(product) }
}

export function orderTemplate(order: Order): Record<string, Template> {
  const { id, userId, status, total, notes, rejection, cancellation, shipment } = order
  return {
    id,
    userId,
    status,
    items: order.items.map((item) => ({
      ...item,
      unitPrice: { ...item.unitPrice },
      lineTotal: { ...item.lineTotal },
    })),
    total: { ...total },
    payment: { status: order.payment },
    shippingAddress: { ...order.shippingAddress },
    notes,
    rejection: rejection === null ? null : { code: rejection, message: prose },
    cancellation: cancellation && { ...cancellation, at: momentOf(order, 'cancelled') },
    shipment: shipment && { ...shipment, at: momentOf(order, 'shipped') },
    ...stamps(order),
  }
}

export function eventTemplate({ type, actor, data }: OrderEvent, index: number): Template {
  return {
    seq: index + 1,
    type,
    at: instant,
    actor: actor === null ? { type: 'system', id: null } : { type: 'user', id: actor },
    data: type === 'order.rejected' ? { ...data, message: prose } : toTemplate(data),
  }
}

/** Plain JSON is a template of itself. */
export function toTemplate(value: unknown): Template {
  return JSON.parse(JSON.stringify(value))
}

export function nameOf(symbol: string): string {
  const parsed = parseSymbol(symbol)
  if (!parsed) throw new TypeError(`${symbol} is no symbol`)
  return `${parsed.kind}.${parsed.name}`
}

/** The same version has the same time of its last change. */
function stamps(resource: Resource): { createdAt: Template; updatedAt: Template; version: Template } {
  const { version, createdAt } = resource
  return {
    createdAt,
    updatedAt: momentOf(resource, `v${version.number}`),
    version: new VersionNumber(versionSymbol(resource)),
  }
}

function momentOf({ id }: Resource, what: string): string {
  return symbolOf('time', `${nameOf(id)}.${what}`)
}
