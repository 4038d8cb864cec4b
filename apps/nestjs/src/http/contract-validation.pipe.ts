import { type Fault, faultLocations } from '@backend-rosetta/contract/problems'
import { toFaults } from '@backend-rosetta/contract/validation'
import { type ArgumentMetadata, Injectable, StandardSchemaValidationPipe } from '@nestjs/common'
import type * as z from 'zod'
import { DomainError } from '../problems.ts'

// #region validate-request
/**
 * Nest's validation by Standard Schema, with the faults of the contract (HTTP-5). A parameter declares its schema:
 * `@Body({ schema })`, `@Query({ schema })`, or `@RequestParts(schema)` for several parts whose faults come together.
 */
@Injectable()
export class ContractValidationPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ validateCustomDecorators: true, exceptionFactory: (issues) => new SchemaIssues(issues) })
  }

  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    try {
      return await super.transform(value, metadata)
    } catch (error) {
      if (!(error instanceof SchemaIssues)) throw error
      throw new DomainError({ code: 'validation_failed', faults: faultsOf(error.issues, value, metadata) })
    }
  }

  protected override stripProtoKeys(): void {
    // Nest would take `__proto__` out. It is a property like any other, which the schema refuses (HTTP-6).
  }
}
// #endregion

class SchemaIssues extends Error {
  constructor(readonly issues: readonly object[]) {
    super('a value does not fit its schema')
  }
}

function faultsOf(all: readonly object[], input: unknown, { type }: ArgumentMetadata): Fault[] {
  const issues = all.filter(isZodIssue)
  if (type !== 'custom') return toFaults(issues, { in: type === 'param' ? 'path' : type, input })
  return faultLocations.flatMap((location) => {
    const own = issues.filter(({ path }) => path[0] === location)
    const place = { in: location, input: partOf(input, location) }
    return toFaults(own.map(withoutLocation), place)
  })
}

/** The contract's schemas are zod's, whose issues say more than the standard asks for. */
function isZodIssue(issue: object): issue is z.core.$ZodIssue {
  return 'code' in issue
}

function withoutLocation(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  return { ...issue, path: issue.path.slice(1) }
}

function partOf(parts: unknown, location: string): unknown {
  return typeof parts === 'object' && parts !== null ? Reflect.get(parts, location) : undefined
}
