"""pandas DataFrames of the tables, with the types the columns have.

The only module that imports pandas. Values stay exact: a column of decimals holds
``Decimal`` objects, never floats.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from outputs.columns import Column, table
from outputs.tables import Row


def frame(name: str, rows: Iterable[Row]) -> pd.DataFrame:
    """Table ``name`` as a DataFrame, columns as in docs/format.md.

    Text is ``string`` ("" where empty), closed vocabularies are categories in the order
    of the vocabulary, counts ``Int64`` and booleans ``boolean`` (NA where empty),
    decimals objects (None where empty).
    """
    columns = table(name).columns
    held = list(zip(*rows, strict=True)) or [()] * len(columns)
    pairs = zip(columns, held, strict=True)
    return pd.DataFrame({column.name: _series(column, values) for column, values in pairs})


def _series(column: Column, values: Iterable[object]) -> pd.Series:
    match column.kind:
        case "decimal":
            return pd.Series(values, dtype="object")
        case "integer" | "ordinal":
            return pd.Series(values, dtype="Int64")
        case "boolean":
            return pd.Series(values, dtype="boolean")
        case "text" if column.values:
            return pd.Series(pd.Categorical(list(values), categories=list(column.values)))
        case "text":
            return pd.Series(values, dtype="string")
