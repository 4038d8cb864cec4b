"""Starts the server: python3 -m order_api"""

import os
import signal
import sys
import threading

from .accounts import ensure_admin
from .app import create_server
from .config import ConfigError, read_config
from .passwords import RECOMMENDED_N


def main() -> int:
    try:
        config = read_config(os.environ)
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 1
    if config.scrypt_n < RECOMMENDED_N:
        print(f"SCRYPT_N is below {RECOMMENDED_N}: fast to guess, so for tests only", file=sys.stderr)
    app, server = create_server(config)
    ensure_admin(app, config.admin_email, config.admin_password)
    app.settler.resume()
    # shutdown() waits for serve_forever() and therefore must not run in its thread.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"The order API listens on http://{config.host}:{server.server_port}", flush=True)
    try:
        server.serve_forever(poll_interval=0.1)
    finally:
        server.server_close()
        app.settler.stop()
        app.database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
