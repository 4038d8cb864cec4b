import { listOrdersQuery } from '@backend-rosetta/contract/orders'
import { type ArgumentMetadata, Injectable } from '@nestjs/common'
import { ContractValidationPipe } from '../http/contract-validation.pipe.ts'
import { OrderCursors } from './order-cursors.ts'

// #region list-orders
/** A schema that needs a provider, which knows the cursors that were issued here, is beyond `@Query({ schema })`. */
@Injectable()
export class ListOrdersQueryPipe extends ContractValidationPipe {
  private readonly schema

  constructor(cursors: OrderCursors) {
    super()
    this.schema = listOrdersQuery.extend({ cursor: cursors.schema })
  }

  override transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    return super.transform(value, { ...metadata, schema: this.schema })
  }
}
// #endregion
