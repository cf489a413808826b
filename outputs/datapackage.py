"""datapackage.json: a Frictionless Data Package v2 that describes the tables.

https://datapackage.org/standard/data-package/ and /standard/table-schema/. Written by
hand so that nothing need be installed to write it; the tests validate it.
"""

from __future__ import annotations

from outputs.columns import TABLES, Column, Kind, Table, table
from outputs.write import Json

_TYPES: dict[Kind, str] = {
    "text": "string",
    "decimal": "number",
    "integer": "integer",
    "ordinal": "integer",
    "boolean": "boolean",
}


def descriptor() -> Json:
    """The whole descriptor; it depends on nothing but the columns."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "solieu",
        "title": "Figures and their audit, from Vietnamese administrative reports",
        "description": table("observations").en,
        "resources": [_resource(table(name)) for name in TABLES],
    }


def _resource(one: Table) -> Json:
    return {
        "name": one.name,
        "type": "table",
        "path": one.file,
        "description": one.en,
        "description_vi": one.vi,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": _schema(one),
    }


def _schema(one: Table) -> Json:
    schema: dict[str, Json] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(column) for column in one.columns],
        "missingValues": [""],
    }
    # A primary key may hold no empty cell; where one can be, the key is only unique.
    if all(column.required for column in one.columns if column.name in one.key):
        schema["primaryKey"] = list(one.key)
    else:
        schema["uniqueKeys"] = [list(one.key)]
    keys: list[Json] = []
    for column in one.columns:
        if column.refers:
            resource, field = column.refers.split(".")
            keys.append(
                {"fields": [column.name], "reference": {"resource": resource, "fields": [field]}}
            )
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _field(column: Column) -> Json:
    field: dict[str, Json] = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "description": column.en,
        "description_vi": column.vi,
    }
    if column.kind == "boolean":
        field["trueValues"] = ["true"]
        field["falseValues"] = ["false"]
    constraints: dict[str, Json] = {}
    if column.required:
        constraints["required"] = True
    if column.kind == "ordinal":
        constraints["minimum"] = 1
    if column.values:
        constraints["enum"] = [value for value in column.values if value]
    if constraints:
        field["constraints"] = constraints
    return field
