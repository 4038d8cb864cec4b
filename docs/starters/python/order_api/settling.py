"""Pays orders after they were placed, and refunds them after they were cancelled, until the gateway has said so."""

import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor

from . import order_store as store
from .database import Database
from .gateway import Gateway, GatewayError

_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0


class Settler:
    """
    An order whose payment is `pending` or `refund_pending` has exactly one task. Its step asks the gateway outside of
    any transaction and then writes down the answer, on the order as it is by then.
    """

    def __init__(self, database: Database, gateway: Gateway) -> None:
        self._database = database
        self._gateway = gateway
        self._pool = ThreadPoolExecutor(16, "settler")
        self._stopping = threading.Event()

    def resume(self) -> None:
        """What an earlier run of the server left behind."""
        for order in self._database.all("SELECT id FROM orders WHERE payment IN ('pending', 'refund_pending')"):
            self.enqueue(order["id"])

    def enqueue(self, order_id: str, pause: float = _FIRST_PAUSE) -> None:
        if not self._stopping.is_set():
            self._pool.submit(self._run, order_id, pause)

    def stop(self) -> None:
        """Steps that are under way end; what is left is resumed by the next start."""
        self._stopping.set()
        self._pool.shutdown(cancel_futures=True)

    def _run(self, order_id: str, pause: float) -> None:
        try:
            while self._step(order_id):
                pass
        except GatewayError:
            timer = threading.Timer(pause, self.enqueue, (order_id, min(pause * 2, _LONGEST_PAUSE)))
            timer.daemon = True
            timer.start()
        except Exception:
            traceback.print_exc(file=sys.stderr)

    def _step(self, order_id: str) -> bool:
        """One call of the gateway; whether there is more to do."""
        with self._database.transaction() as transaction:
            order = store.find(transaction, order_id)
            if order["payment"] not in ("pending", "refund_pending"):
                return False
            if order["payment"] == "pending" and order["status"] == "cancelled" and not order["charge_sent"]:
                store.update(transaction, order, {"payment": "none", "card_token": None})
                return False
            # From here on only the gateway knows whether there is a charge, also after a crash.
            transaction.execute("UPDATE orders SET charge_sent = 1 WHERE id = ?", (order_id,))
        if order["payment"] == "refund_pending":
            self._gateway.refund(order_id, order["charge_id"])
            with self._database.transaction() as transaction:
                store.note_refund(transaction, store.find(transaction, order_id))
            return False
        charge_id = self._gateway.charge(order_id, order["amount"], order["currency"], order["card_token"])
        with self._database.transaction() as transaction:
            order = store.find(transaction, order_id)
            if charge_id is None:
                store.note_decline(transaction, order)
            else:
                store.note_capture(transaction, order, charge_id)
            # Cancelled while it was charged: the next step refunds it.
            return charge_id is not None and order["status"] == "cancelled"
