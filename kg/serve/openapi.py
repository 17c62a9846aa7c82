"""The description of the API in OpenAPI 3.1, made from the endpoints."""

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from kg.serve.endpoints import Endpoint

_REF = "#/components/schemas/{model}"
_ERROR = {
    "description": "What was wrong, in a sentence.",
    "content": {"application/json": {"schema": {"$ref": _REF.format(model="Error")}}},
}


def describe(endpoints: Iterable[Endpoint]) -> dict[str, Any]:
    """The OpenAPI document of these endpoints."""
    schemas: dict[str, Any] = {
        "Error": {
            "type": "object",
            "properties": {"error": {"type": "string"}},
            "required": ["error"],
        }
    }
    paths = {end.path: {end.method.lower(): _operation(end, schemas)} for end in endpoints}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "paperkg",
            "version": version("paperkg"),
            "description": "A graph of papers, for reading; every answer has its sentences.",
        },
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _operation(end: Endpoint, schemas: dict[str, Any]) -> dict[str, Any]:
    answer = end.answer(_REF)
    schemas.update(answer.pop("$defs", {}))
    arguments = end.arguments
    operation: dict[str, Any] = {
        "operationId": end.name,
        "summary": end.summary,
        "responses": {
            "200": {
                "description": "The answer.",
                "content": {"application/json": {"schema": answer}},
            },
            "default": _ERROR,
        },
    }
    if end.method == "GET":
        definitions = arguments.get("$defs", {})
        schemas.update(definitions)
        operation["parameters"] = [
            {
                "name": name,
                "in": "query",
                "required": name in arguments.get("required", ()),
                "schema": _referring(schema),
            }
            for name, schema in arguments.get("properties", {}).items()
        ]
    else:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": arguments}},
        }
    return operation


def _referring(schema: dict[str, Any]) -> dict[str, Any]:
    """``schema`` with references to where the document has its definitions."""
    if "$ref" in schema:
        return {**schema, "$ref": _REF.format(model=schema["$ref"].rpartition("/")[2])}
    return schema
