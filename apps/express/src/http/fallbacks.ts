import type { RequestHandler } from 'express'
import { notFound } from '../problems.ts'
import { HttpError } from './http-error.ts'

/** Ends every route: OPTIONS is answered with `Allow`, a method that the path does not know refused with it (HTTP-8). */
export const otherMethods: RequestHandler = (req, res) => {
  const { methods }: { methods: Record<string, boolean> } = req.route
  const allowed = Object.keys(methods).filter((method) => method !== '_all')
  if (methods['get']) allowed.push('head')
  res.set('Allow', [...allowed, 'options'].join(', ').toUpperCase())
  if (req.method !== 'OPTIONS') throw new HttpError('method_not_allowed')
  res.status(204).end()
}

export const unknownPath: RequestHandler = () => {
  throw notFound()
}
