package main

var orderStatuses = []string{"pending", "confirmed", "rejected", "cancelled", "shipped", "delivered"}

// allowedFrom says what may follow what; anything else is a conflict.
var allowedFrom = map[string][]string{
	"update":  {"pending", "confirmed"},
	"cancel":  {"pending", "confirmed"},
	"ship":    {"confirmed"},
	"deliver": {"shipped"},
}

type addressChanges struct{ name, line1, line2, city, postalCode, country optional[string] }

func readAddress(o reader) addressChanges {
	defer o.done()
	return addressChanges{
		o.text("name", line(1, 100)), o.text("line1", line(1, 200)), o.text("line2", orNull(line(1, 200))),
		o.text("city", line(1, 100)), o.text("postalCode", line(1, 20)), o.oneOf("country", countries...),
	}
}

// apply leaves what was not given as it is.
func (c addressChanges) apply(a *address) {
	a.Name, a.Line1, a.City = c.name.or(a.Name), c.line1.or(a.Line1), c.city.or(a.City)
	a.PostalCode, a.Country = c.postalCode.or(a.PostalCode), c.country.or(a.Country)
	a.Line2 = c.line2.pointer(a.Line2)
}

func (a *app) updateOrder(r request) (response, error) {
	type changes struct {
		address addressChanges
		notes   optional[string]
	}
	body, err := readBodyWith(r, func(o reader) changes {
		c := changes{notes: o.text("notes", orNull(lines(0, 500)))}
		if below, ok := o.object("shippingAddress"); ok {
			c.address = readAddress(below)
		}
		return c
	})
	if err != nil {
		return response{}, err
	}
	return a.changeOrder(r, "update", func(o *order) {
		shippingAddress, notes := o.ShippingAddress, body.notes.pointer(o.Notes)
		body.address.apply(&shippingAddress)
		var changed []string
		if string(encode(shippingAddress)) != string(encode(o.ShippingAddress)) {
			changed = append(changed, "shippingAddress")
		}
		if string(encode(notes)) != string(encode(o.Notes)) {
			changed = append(changed, "notes")
		}
		if changed != nil {
			o.ShippingAddress, o.Notes = shippingAddress, notes
			o.note("order.updated", r.user.ID, map[string]any{"changed": changed})
			o.touch()
		}
	})
}

func (a *app) cancelOrder(r request) (response, error) {
	reason, err := readBodyWith(r, func(o reader) string {
		o.require("reason")
		return o.text("reason", line(1, 500)).value
	})
	if err != nil {
		return response{}, err
	}
	return a.changeOrder(r, "cancel", func(o *order) {
		by := "admin"
		if o.UserID == r.user.ID {
			by = "customer"
		}
		o.note("order.cancelled", r.user.ID, map[string]any{"reason": reason, "by": by})
		o.Status, o.Cancellation = "cancelled", &cancellation{reason, by, now()}
		a.store.giveBackStock(o.Items)
		// A pending payment has a task that sees the cancellation; a captured one gets one for the refund.
		if o.Payment.Status == "captured" {
			o.Payment.Status = "refund_pending"
			a.settler.enqueue(o.ID)
		}
		o.touch()
	})
}

func (a *app) shipOrder(r request) (response, error) {
	parcel, err := readBodyWith(r, func(o reader) shipment {
		o.require("carrier", "trackingNumber")
		return shipment{o.text("carrier", line(1, 100)).value, o.text("trackingNumber", line(1, 100)).value, now()}
	})
	if err != nil {
		return response{}, err
	}
	return a.changeOrder(r, "ship", func(o *order) {
		data := map[string]any{"carrier": parcel.Carrier, "trackingNumber": parcel.TrackingNumber}
		o.note("order.shipped", r.user.ID, data)
		o.Status, o.Shipment = "shipped", &parcel
		o.touch()
	})
}

func (a *app) deliverOrder(r request) (response, error) {
	if r.hasBody {
		if _, err := readBodyWith(r, func(reader) struct{} { return struct{}{} }); err != nil {
			return response{}, err
		}
	}
	return a.changeOrder(r, "deliver", func(o *order) {
		o.note("order.delivered", r.user.ID, struct{}{})
		o.Status = "delivered"
		o.touch()
	})
}

// changeOrder keeps to the order of clause HTTP-12: the order is there and theirs, of that version, in a status that
// allows the action.
func (a *app) changeOrder(r request, action string, change func(o *order)) (response, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	o, err := a.store.orderFor(r)
	if err != nil {
		return response{}, err
	}
	if err := checkVersion(r.Request, o.Version); err != nil {
		return response{}, err
	}
	if !contains(allowedFrom[action], o.Status) {
		return response{}, problem{code: "invalid_order_transition", from: o.Status, action: action}
	}
	change(o)
	return oneOrder(o), nil
}
