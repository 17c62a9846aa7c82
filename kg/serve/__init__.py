"""A graph served over HTTP: a JSON API with its OpenAPI description, and the explorer's page."""

from kg.serve.app import make_app
from kg.serve.run import serve

__all__ = ["make_app", "serve"]
