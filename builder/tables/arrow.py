"""The published tables as Arrow sees them: what they are while they are made, written and read again."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from builder.tables.schema import columns

if TYPE_CHECKING:
    import pyarrow as pa

_ARROW: Mapping[str, str] = MappingProxyType(
    {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool", "date": "date32[day]"}
)
"""Our dtype -> the Arrow type of the column."""


@cache
def schema(table: str) -> pa.Schema:
    """The Arrow schema of a published table."""
    import pyarrow as pa

    kinds = {dtype: pa.type_for_alias(alias) for dtype, alias in _ARROW.items()}
    return pa.schema([pa.field(c.name, kinds[c.dtype], nullable=c.null) for c in columns(table)])


def array(values: Any, kind: pa.DataType) -> pa.Array:
    """Values, or a column of a frame, as an Arrow array; ISO strings become dates."""
    import pyarrow as pa

    if pa.types.is_date(kind):
        return pa.array(values, pa.string(), from_pandas=True).cast(kind)
    return pa.array(values, kind) if isinstance(values, list) else pa.array(values, from_pandas=True).cast(kind)
