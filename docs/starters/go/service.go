package main

import (
	"sort"
	"strings"
)

func (a *app) getLiveness(request) (response, error) {
	return response{status: 200, body: map[string]string{"status": "ok"}}, nil
}

// getReadiness names the store "database", as the contract asks for: ask yours here once there is one.
func (a *app) getReadiness(request) (response, error) {
	checks := map[string]string{"database": "ok"}
	return response{status: 200, body: map[string]any{"status": "ok", "checks": checks}}, nil
}

func (a *app) getProblem(r request) (response, error) {
	if _, ok := problemKinds[r.parameter]; !ok {
		return response{}, problem{code: "not_found"}
	}
	return response{status: 200, html: problemPage(r.parameter)}, nil
}

type soldProduct struct {
	ProductID string `json:"productId"`
	Name      string `json:"name"`
	Quantity  int64  `json:"quantity"`
}

func (a *app) getStats(request) (response, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	active, outOfStock, products := 0, 0, 0
	for _, u := range a.store.users {
		if u.Active {
			active++
		}
	}
	for _, p := range a.store.products {
		if !p.archived {
			products++
			if p.Stock == 0 {
				outOfStock++
			}
		}
	}
	byStatus, revenue, top := a.store.sales()
	return response{status: 200, body: map[string]any{
		"users":       map[string]int{"total": len(a.store.users), "active": active},
		"products":    map[string]int{"total": products, "outOfStock": outOfStock},
		"orders":      map[string]any{"total": len(a.store.orders), "byStatus": byStatus},
		"revenue":     revenue,
		"topProducts": top,
	}}, nil
}

// sales counts the orders, and of those that were sold the money by currency and the five products most asked for.
func (s *store) sales() (byStatus map[string]int, revenue []money, top []soldProduct) {
	byStatus, revenue, top = map[string]int{}, []money{}, []soldProduct{}
	for _, status := range orderStatuses {
		byStatus[status] = 0
	}
	amounts, pieces := map[string]int64{}, map[string]int64{}
	for _, o := range s.orders {
		byStatus[o.Status]++
		if !contains([]string{"confirmed", "shipped", "delivered"}, o.Status) {
			continue
		}
		amounts[o.Total.Currency] += o.Total.Amount
		for _, item := range o.Items {
			pieces[item.ProductID] += item.Quantity
		}
	}
	for currency, amount := range amounts {
		revenue = append(revenue, money{amount, currency})
	}
	for id, quantity := range pieces {
		if p, err := s.product(id); err == nil {
			top = append(top, soldProduct{id, p.Name, quantity})
		}
	}
	sort.Slice(top, func(i, j int) bool {
		return firstDifference(int(top[j].Quantity-top[i].Quantity), strings.Compare(top[i].ProductID, top[j].ProductID)) < 0
	})
	return byStatus, revenue, top[:min(5, len(top))]
}
