"""The composition root: puts the parts together."""

from . import accounts, orders, products, service
from .config import Config
from .context import App
from .database import Database
from .gateway import Gateway
from .passwords import Passwords
from .routing import Router
from .server import Handler, Server
from .settling import Settler
from .tokens import AccessTokens


def create_server(config: Config) -> tuple[App, Server]:
    database = Database(config.database_file)
    settler = Settler(database, Gateway(config.gateway_url))
    tokens, passwords = AccessTokens(config.jwt_secret), Passwords(config.scrypt_n)
    app = App(database, passwords, tokens, settler, config.jwt_secret)
    operations = (accounts, products, orders, service)
    router = Router([route for module in operations for route in module.routes(app)])
    return app, Server((config.host, config.port), Handler, router, app.authenticate)
