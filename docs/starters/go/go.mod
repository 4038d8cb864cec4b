module order-api

go 1.19
