package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// gateway is the payment gateway: an outside party that can be slow, down, or lose its answers. After an error nobody
// knows what became of a call. The same call again, with the same key, finds out.
type gateway struct{ url string }

var gatewayClient = &http.Client{Timeout: 2 * time.Second}

// charge gives the id of the charge; an empty one where the card is declined.
func (g gateway) charge(orderID string, total money, token string) (chargeID string, err error) {
	status, answer, err := g.post("/charges", "charge-"+orderID, map[string]any{
		"amount": total.Amount, "currency": total.Currency, "token": token, "reference": orderID,
	})
	switch {
	case err != nil:
		return "", err
	case status == http.StatusCreated:
		return answer.ID, nil
	case status == http.StatusPaymentRequired || status == http.StatusUnprocessableEntity:
		return "", nil // Declined, or a token that the gateway does not know.
	default:
		return "", fmt.Errorf("the gateway answered %d to a charge", status)
	}
}

func (g gateway) refund(orderID, chargeID string) error {
	status, _, err := g.post("/refunds", "refund-"+orderID, map[string]any{"chargeId": chargeID})
	if err == nil && status != http.StatusCreated && status != http.StatusConflict {
		err = fmt.Errorf("the gateway answered %d to a refund", status)
	}
	return err // 409: it was refunded before.
}

type charge struct {
	ID string `json:"id"`
}

func (g gateway) post(path, key string, body map[string]any) (status int, answer charge, err error) {
	request, err := http.NewRequest(http.MethodPost, g.url+path, bytes.NewReader(encode(body)))
	if err != nil {
		return 0, answer, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Idempotency-Key", key)
	result, err := gatewayClient.Do(request)
	if err != nil {
		return 0, answer, err
	}
	defer result.Body.Close()
	err = json.NewDecoder(result.Body).Decode(&answer)
	return result.StatusCode, answer, err
}
