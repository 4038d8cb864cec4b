package main

// takeStock takes all items or none.
func (s *store) takeStock(items []orderItem) bool {
	for _, item := range items {
		if s.products[item.ProductID].Stock < item.Quantity {
			return false
		}
	}
	for _, item := range items {
		p := s.products[item.ProductID]
		p.Stock -= item.Quantity
		p.touch()
	}
	return true
}

func (s *store) giveBackStock(items []orderItem) {
	for _, item := range items {
		p := s.products[item.ProductID]
		p.Stock += item.Quantity
		p.touch()
	}
}
