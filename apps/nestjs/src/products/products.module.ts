import { Module } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'
import { ProductEntity } from './product.entity.ts'
import { ProductsController } from './products.controller.ts'
import { ProductsRepository } from './products.repository.ts'
import { ProductsService } from './products.service.ts'
import { StockRepository } from './stock.repository.ts'

@Module({
  imports: [TypeOrmModule.forFeature([ProductEntity])],
  controllers: [ProductsController],
  providers: [ProductsRepository, ProductsService, StockRepository],
  exports: [ProductsRepository, StockRepository],
})
export class ProductsModule {}
