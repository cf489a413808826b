"""Stata files (.dta, format 118) with variable labels and value labels.

A variable is numbered codes where the column has a closed vocabulary, a double where it
holds numbers. What a double cannot hold exactly also stands in NAME_exact, as text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from normalize.periods import bounds
from outputs.cells import Value, decimal_text
from outputs.codes import code_word
from outputs.columns import TABLES, Column, table
from outputs.export.cells import exact_float
from outputs.export.codebook import codes, described
from outputs.export.place import staged
from outputs.stored import Stored
from solieu.messages import Lang, Message, say

if TYPE_CHECKING:
    import pandas as pd

_LABEL = 80  # characters of a variable label
_TEXT = 2045  # bytes of a fixed-length string; longer ones are strL

#: Stata writes when a file was made; the true time would change its bytes.
_NO_DATE = datetime(2000, 1, 1)


def write_stata(stored: Stored, folder: Path, lang: Lang) -> list[Message]:
    """Write a .dta file for each table into ``folder``; labels are in ``lang``."""
    for name in TABLES:
        _write(stored, name, folder / f"{name}.dta", lang)
    return []


def _write(stored: Stored, name: str, path: Path, lang: Lang) -> None:
    import pandas as pd

    variables: dict[str, pd.Series] = {}
    labels: dict[str, str] = {}
    value_labels: dict[str, dict[float, str]] = {}
    columns = table(name).columns
    held = list(zip(*stored.rows(name), strict=True)) or [()] * len(columns)
    for column, values in zip(columns, held, strict=True):
        labels[column.name] = _label(getattr(described(column), lang))
        variables[column.name], coded = _variable(column, values, lang)
        if coded:
            value_labels[column.name] = coded
        exact = [_digits(value) for value in values] if column.kind == "decimal" else []
        if any(exact):
            variables[f"{column.name}_exact"] = pd.Series(exact, dtype="object")
            labels[f"{column.name}_exact"] = _label(say("stata.exact", lang, name=column.name))
        if name == "series" and column.name == "period":
            for end, days in _days(values).items():
                variables[f"period_{end}"] = days
                labels[f"period_{end}"] = say(f"stata.{end}", lang)
    frame = pd.DataFrame(variables)
    with staged(path) as temporary:
        frame.to_stata(
            temporary,
            write_index=False,
            version=118,
            time_stamp=_NO_DATE,
            data_label=_label(getattr(table(name), lang)),
            variable_labels=labels,
            value_labels=value_labels,
            convert_dates={one: "td" for one in labels if one in _DAY_NAMES},
            convert_strl=[one for one, series in variables.items() if _long(series)],
        )


_DAY_NAMES = {"period_start", "period_end"}


def _variable(
    column: Column, values: Sequence[Value], lang: Lang
) -> tuple[pd.Series, dict[float, str]]:
    """The values as Stata holds them, and the labels of their codes."""
    import pandas as pd

    if column.kind == "boolean":
        words = {float(n): code_word(column.name, code, lang) for n, code in _BOOLEANS.items()}
        return _doubles(values), words
    known = codes(column)
    if known:
        numbers = {code: n for n, code in enumerate(known, start=1)}
        coded = _doubles([numbers.get(str(value)) for value in values])
        words = {float(n): code_word(column.name, code, lang) for code, n in numbers.items()}
        return coded, words
    match column.kind:
        case "decimal" | "integer" | "ordinal":
            return _doubles(values), {}
        case _:
            return pd.Series(
                ["" if one is None else str(one) for one in values], dtype="object"
            ), {}


def _doubles(values: Iterable[Value]) -> pd.Series:
    import pandas as pd

    held = [math.nan if value is None else float(value) for value in values]
    return pd.Series(held, dtype="float64")


_BOOLEANS = {0: "false", 1: "true"}


def _digits(value: Value) -> str:
    """All digits of what no double stands for, else nothing."""
    if isinstance(value, Decimal) and exact_float(value) is None:
        return decimal_text(value)
    return ""


def _days(periods: Sequence[Value]) -> dict[str, pd.Series]:
    import pandas as pd

    intervals = [bounds(str(period)) if period else None for period in periods]
    starts = [one.first.isoformat() if one and one.first else "" for one in intervals]
    ends = [one.last.isoformat() if one else "" for one in intervals]
    return {
        "start": pd.Series(pd.to_datetime(starts, format="ISO8601"), dtype="datetime64[ns]"),
        "end": pd.Series(pd.to_datetime(ends, format="ISO8601"), dtype="datetime64[ns]"),
    }


def _long(series: pd.Series) -> bool:
    """Whether a text is too long for a fixed-length string."""
    return bool(series.dtype == "object") and any(len(one.encode()) > _TEXT for one in series)


def _label(text: str) -> str:
    text = text.replace("`", "")
    return text if len(text) <= _LABEL else text[: _LABEL - 1] + "…"
