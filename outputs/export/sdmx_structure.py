"""What the columns of the SDMX-CSV file are, as SDMX-ML 2.1, for those who read it.

https://sdmx.org/?page_id=5008 (schemas of version 2.1). Code lists hold the words of the
tables with their meaning in both languages; all else is free text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from lxml import etree
from lxml.builder import ElementMaker

from outputs.codes import code_word
from outputs.columns import Column, table
from outputs.export.codebook import codes, described
from outputs.history import LINE

AGENCY, NAME, VERSION = "SOLIEU", "SERIES", "1.0"

#: The dataflow that every row names.
STRUCTURE = f"{AGENCY}:{NAME}({VERSION})"

#: Names that SDMX has for columns of series.csv; other columns keep their own.
_SDMX_NAMES = {
    "area": "REF_AREA",
    "indicator_id": "INDICATOR",
    "indicator": "INDICATOR_LABEL",
    "frequency": "PERIOD_KIND",
    "unit": "UNIT_MEASURE",
}

#: Each dimension with the column of series.csv it is taken from ("" where it is made).
DIMENSIONS: Mapping[str, str] = {
    "FREQ": "",
    **{_SDMX_NAMES.get(name, name.upper()): name for name in LINE},
    "REVISION": "",
    "TIME_PERIOD": "",
}

#: Each attribute of an observation with the column that explains it.
ATTRIBUTES: Mapping[str, str] = {
    "OBS_STATUS": "obs_status",
    "UNIT_MULT": "",
    "DECIMALS": "",
    "VINTAGE": "vintage",
    "LATEST": "latest",
    "DOCUMENT_ID": "document_id",
    "OBSERVATION_ID": "observation_id",
}

_MADE = {
    "FREQ": ("Frequency; _O where PERIOD_KIND is not A, S, Q, M or D", "Tần suất"),
    "REVISION": ("1 = first published", "1 là lần công bố đầu tiên"),
    "TIME_PERIOD": ("Period; a range is start/duration", "Kỳ; khoảng thời gian ghi đầu/độ dài"),
    "UNIT_MULT": ("Power of ten of the unit: always 0", "Lũy thừa 10 của đơn vị: luôn là 0"),
    "DECIMALS": ("Decimals of the value", "Số chữ số lẻ của giá trị"),
    "OBS_VALUE": ("Value in the base unit", "Giá trị theo đơn vị gốc"),
}

_FREQUENCIES = {
    "A": ("year", "năm"),
    "S": ("half year", "6 tháng"),
    "Q": ("quarter", "quý"),
    "M": ("month", "tháng"),
    "D": ("day", "ngày"),
    "_O": ("other", "khác"),
}

_URI = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
_SPACES = {"mes": f"{_URI}/message", "str": f"{_URI}/structure", "com": f"{_URI}/common"}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class _Maker(Protocol):
    """Makes elements of one vocabulary: ``_str.Code(...)``."""

    def __getattr__(self, tag: str) -> Callable[..., etree._Element]: ...


_mes: _Maker = ElementMaker(namespace=_SPACES["mes"], nsmap=_SPACES)
_str: _Maker = ElementMaker(namespace=_SPACES["str"], nsmap=_SPACES)
_com: _Maker = ElementMaker(namespace=_SPACES["com"], nsmap=_SPACES)
_plain: _Maker = ElementMaker()


def structure() -> bytes:
    """The structure message: code lists, concepts, data structure, dataflow."""
    message = _mes.Structure(
        _mes.Header(
            _mes.ID("SOLIEU_STRUCTURE"),
            _mes.Test("false"),
            _mes.Prepared("2000-01-01T00:00:00"),  # the true time would change the bytes
            _mes.Sender(id=AGENCY),
        ),
        _mes.Structures(
            _str.Dataflows(_dataflow()),
            _str.Codelists(*_codelists()),
            _str.Concepts(_concepts()),
            _str.DataStructures(_data_structure()),
        ),
    )
    held: bytes = etree.tostring(message, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return held


def _names(en: str, vi: str) -> list[etree._Element]:
    return [_com.Name(text, {_XML_LANG: lang}) for text, lang in ((en, "en"), (vi, "vi"))]


def _maintained(name: str) -> dict[str, str]:
    return {"id": name, "agencyID": AGENCY, "version": VERSION, "isFinal": "true"}


def _ref(name: str, kind: str, package: str, **more: str) -> etree._Element:
    where = {"agencyID": AGENCY, "class": kind, "package": package, "id": name}
    return _plain.Ref(**(where | more))


def _columns() -> dict[str, Column]:
    return {column.name: described(column) for column in table("series").columns}


def _code_lists() -> dict[str, dict[str, tuple[str, str]]]:
    """The codes of each component that has a closed list, in English and Vietnamese."""
    held = {"FREQ": _FREQUENCIES}
    for name, source in {**DIMENSIONS, **ATTRIBUTES}.items():
        column = _columns().get(source)
        if column and column.values:
            held[name] = {
                code: (code_word(source, code, "en"), code_word(source, code, "vi"))
                for code in codes(column)
            }
            if name in DIMENSIONS and not column.required:
                held[name]["_Z"] = ("not applicable", "không áp dụng")
    return held


def _codelists() -> Iterator[etree._Element]:
    for name, words in _code_lists().items():
        entries = [_str.Code(*_names(*said), id=code) for code, said in words.items()]
        yield _str.Codelist(*_names(name, name), *entries, **_maintained(f"CL_{name}"))


def _concepts() -> etree._Element:
    concepts = []
    for name, source in {**DIMENSIONS, "OBS_VALUE": "", **ATTRIBUTES}.items():
        column = _columns().get(source)
        said = (column.en, column.vi) if column else _MADE[name]
        concepts.append(_str.Concept(*_names(*(one.replace("`", "") for one in said)), id=name))
    return _str.ConceptScheme(*_names("solieu", "solieu"), *concepts, **_maintained("CS_SOLIEU"))


def _component(tag: str, name: str, *inside: etree._Element, **more: str) -> etree._Element:
    scheme = {"maintainableParentID": "CS_SOLIEU", "maintainableParentVersion": VERSION}
    identity = _str.ConceptIdentity(_ref(name, "Concept", "conceptscheme", **scheme))
    return _str.__getattr__(tag)(identity, *inside, id=name, **more)


def _coding(name: str) -> list[etree._Element]:
    if name not in _code_lists():
        return []
    listed = _ref(f"CL_{name}", "Codelist", "codelist", version=VERSION)
    return [_str.LocalRepresentation(_str.Enumeration(listed))]


def _data_structure() -> etree._Element:
    plain = [name for name in DIMENSIONS if name != "TIME_PERIOD"]
    dimensions = [
        _component("Dimension", name, *_coding(name), position=str(at))
        for at, name in enumerate(plain, start=1)
    ]
    time_format = _str.LocalRepresentation(_str.TextFormat(textType="ObservationalTimePeriod"))
    dimensions.append(
        _component("TimeDimension", "TIME_PERIOD", time_format, position=str(len(plain) + 1))
    )
    primary = _ref("OBS_VALUE", "PrimaryMeasure", "datastructure")
    for inherited in ("agencyID", "class", "package"):
        del primary.attrib[inherited]
    attributes = []
    for name in ATTRIBUTES:
        related = _str.AttributeRelationship(_str.PrimaryMeasure(_copy(primary)))
        status = "Mandatory" if name == "OBS_STATUS" else "Conditional"
        attributes.append(
            _component("Attribute", name, *_coding(name), related, assignmentStatus=status)
        )
    return _str.DataStructure(
        *_names("Time series of reports", "Chuỗi số liệu từ các báo cáo"),
        _str.DataStructureComponents(
            _str.DimensionList(*dimensions, id="DimensionDescriptor"),
            _str.AttributeList(*attributes, id="AttributeDescriptor"),
            _str.MeasureList(_component("PrimaryMeasure", "OBS_VALUE"), id="MeasureDescriptor"),
        ),
        **_maintained(NAME),
    )


def _copy(element: etree._Element) -> etree._Element:
    return _plain.Ref(**{str(name): str(value) for name, value in element.items()})


def _dataflow() -> etree._Element:
    held = _str.Structure(_ref(NAME, "DataStructure", "datastructure", version=VERSION))
    names = _names("Time series of reports", "Chuỗi số liệu từ các báo cáo")
    return _str.Dataflow(*names, held, **_maintained(NAME))
