import type { ObjectLiteral, Repository, SelectQueryBuilder } from 'typeorm'

/**
 * A query for these properties, whose raw rows have them under their names. What is only read need not be hydrated into
 * entities, which takes the processor as long again.
 */
export function selectRows<Entity extends ObjectLiteral>(
  repository: Repository<Entity>,
  alias: string,
  properties: readonly (keyof Entity & string)[],
): SelectQueryBuilder<Entity> {
  const query = repository.createQueryBuilder(alias).select([])
  for (const property of properties) query.addSelect(`${alias}.${property}`, property)
  return query
}
