package main

import (
	"log"
	"time"
)

const firstPause, longestPause = 100 * time.Millisecond, 5 * time.Second

// settler pays orders after they were placed, and refunds them after they were cancelled, until the gateway has said
// so. An order whose payment is pending or refund_pending has exactly one goroutine here.
type settler struct {
	store   *store
	gateway gateway
	slots   chan struct{} // Bounds how many calls of the gateway are under way.
}

func newSettler(s *store, g gateway) *settler {
	return &settler{store: s, gateway: g, slots: make(chan struct{}, 16)}
}

func (s *settler) enqueue(orderID string) { go s.settle(orderID) }

func (s *settler) settle(orderID string) {
	pause := firstPause
	for {
		more, err := s.step(orderID)
		switch {
		case err != nil:
			log.Printf("the payment of order %s is open: %v", orderID, err)
			time.Sleep(pause)
			if pause *= 2; pause > longestPause {
				pause = longestPause
			}
		case !more:
			return
		}
	}
}

// step makes one call of the gateway, outside of the lock, and then writes down what it said, on the order as it is by
// then. It says whether there is more to do.
func (s *settler) step(orderID string) (more bool, err error) {
	todo := s.begin(orderID)
	s.slots <- struct{}{}
	defer func() { <-s.slots }()
	switch todo.Payment.Status {
	case "pending":
		chargeID, err := s.gateway.charge(orderID, todo.Total, todo.cardToken)
		if err != nil {
			return true, err
		}
		return s.noteCharge(orderID, chargeID), nil
	case "refund_pending":
		if err := s.gateway.refund(orderID, todo.chargeID); err != nil {
			return true, err
		}
		s.noteRefund(orderID)
	}
	return false, nil
}

// begin gives a copy of the order. What was cancelled before its first charge was sent needs none.
func (s *settler) begin(orderID string) order {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	o := s.store.orders[orderID]
	if o.Payment.Status == "pending" && o.Status == "cancelled" && !o.chargeSent {
		o.Payment.Status, o.cardToken = "none", ""
		o.touch()
	}
	o.chargeSent = true
	return *o
}

func (s *settler) noteCharge(orderID, chargeID string) (more bool) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	o := s.store.orders[orderID]
	cancelled := o.Status == "cancelled"
	switch {
	case chargeID == "" && cancelled:
		o.Payment.Status = "none"
		o.touch()
	case chargeID == "":
		o.note("payment.declined", "", struct{}{})
		s.store.giveBackStock(o.Items)
		o.reject("payment_declined", "declined")
	case cancelled: // While it was charged: the next step refunds it.
		o.note("payment.captured", "", map[string]any{"amount": o.Total})
		o.Payment.Status, o.chargeID = "refund_pending", chargeID
		o.touch()
	default:
		o.note("payment.captured", "", map[string]any{"amount": o.Total})
		o.note("order.confirmed", "", struct{}{})
		o.Status, o.Payment.Status, o.chargeID = "confirmed", "captured", chargeID
		o.touch()
	}
	o.cardToken = ""
	return chargeID != "" && cancelled
}

func (s *settler) noteRefund(orderID string) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	o := s.store.orders[orderID]
	o.note("payment.refunded", "", map[string]any{"amount": o.Total})
	o.Payment.Status = "refunded"
	o.touch()
}

var rejectionMessages = map[string]string{
	"insufficient_stock": "There is not enough in stock.",
	"payment_declined":   "The card was declined.",
}

func (o *order) reject(code, paymentStatus string) {
	reason := rejection{code, rejectionMessages[code]}
	o.note("order.rejected", "", reason)
	o.Status, o.Payment.Status, o.Rejection = "rejected", paymentStatus, &reason
	o.touch()
}
