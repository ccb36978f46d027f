"""Whether a file is a workbook that can be opened safely, before anything parses it.

A workbook (``.xlsx``) is a zip archive of XML parts. Nothing of it is parsed by a library of
workbooks before its size, its check sums and its XML prolog have been looked at, and what is
parsed afterwards are exactly the bytes that have been looked at.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from balance.errors import ImportFault, NotAWorkbook, UnsafeFile, WrongCell

__all__ = ["LIMITS", "Limits", "Package", "open_package", "position"]


@dataclass(frozen=True)
class Limits:
    """How much a workbook may unpack to.

    Attributes
    ----------
    parts
        The most parts of the archive.
    total
        The most bytes of all parts together, unpacked.
    ratio
        The most bytes that one packed byte may become, in parts above ``small`` bytes. The
        largest known workbook of figures packs 6 to 1, empty formatted cells about 40 to 1.
    small
        Parts up to this size are not held to the ratio.
    grid
        The most cells of one sheet, counted as rows times columns.
    """

    parts: int = 2_000
    total: int = 256 * 2**20
    ratio: int = 200
    small: int = 2**20
    grid: int = 10_000_000


LIMITS = Limits()


@dataclass(frozen=True, eq=False)
class Package:
    """A workbook that has been looked at.

    Attributes
    ----------
    path
        As the user gave it.
    content
        The archive, its parts unpacked: what was looked at and nothing else.
    sheets
        Names of the sheets in their order.
    broken
        For each sheet the cells that hold an error or a formula without a stored value, by
        row and column from 1, with what they show.
    dates
        Days on which the file says that it was ``created`` and ``modified``.
    """

    path: Path
    content: bytes
    sheets: tuple[str, ...]
    broken: Mapping[str, Mapping[tuple[int, int], str]]
    dates: Mapping[str, str]


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ADDRESS = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})?(\d{1,7})["']""")
_ERROR_CELL = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^>]*\bt\s*=\s*["']e["'])([^>]*)>(.{0,4000}?)</(?:\w+:)?c>""", re.DOTALL
)
_SHOWN = re.compile(rb"<(?:\w+:)?v>([^<]{0,40})")
_UNCACHED = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_DECLARATIONS = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le")
)
_SAVE_AGAIN = "get the file again from its publisher, or save it again as .xlsx"


def position(letters: str, row: int) -> tuple[int, int]:
    """Return row and column, from 1, of a cell address.

    Examples
    --------
    >>> position("AB", 12)
    (12, 28)
    """
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return row, column


def open_package(path: str | Path, limits: Limits = LIMITS) -> Package:
    """Look at a workbook and return what may be parsed.

    Parameters
    ----------
    path
        The file.
    limits
        How much it may unpack to.

    Returns
    -------
    Package

    Raises
    ------
    NotAWorkbook
        If the file is missing, is of another kind, is cut off or damaged, or is locked.
    UnsafeFile
        If it unpacks to more than the limits allow, declares entities or holds macros.
    WrongCell
        If a cell with an error has no address.
    """
    path = Path(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotAWorkbook(
            path, f"cannot be read ({reason})", remedy="check the path and its permissions"
        ) from None
    if not raw.startswith(b"PK\x03\x04"):
        raise _not_a_zip(path, raw)
    try:
        parts = dict(_parts(path, raw, limits))
    except ImportFault:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise NotAWorkbook(path, f"is cut off or damaged ({error})", remedy=_SAVE_AGAIN) from None
    _check_kind(path, parts)
    for name, part in parts.items():
        if any(word in part for word in _DECLARATIONS) and name.endswith((".xml", ".rels")):
            raise UnsafeFile(
                path,
                f"part {name} declares entities or a document type, which workbooks do not",
                remedy=_SAVE_AGAIN,
            )
    sheets = _sheets(path, parts)
    broken: dict[str, dict[tuple[int, int], str]] = {}
    for name, part_name in sheets.items():
        _check_grid(path, name, parts[part_name], limits)
        broken[name] = dict(_broken(path, name, parts[part_name]))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as plain:
        for name, part in parts.items():
            plain.writestr(zipfile.ZipInfo(name), part)
    names = tuple(_sheet_names(path, parts))
    return Package(path, content.getvalue(), names, broken, _dates(parts))


def _not_a_zip(path: Path, raw: bytes) -> NotAWorkbook:
    start = raw[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not raw:
        return NotAWorkbook(path, "is empty", remedy=_SAVE_AGAIN)
    if raw.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            return NotAWorkbook(
                path,
                "is protected by a password",
                remedy="open it with the password and save it without one",
            )
        return NotAWorkbook(
            path,
            "is a workbook of the old form (.xls)",
            expected="a workbook of the form .xlsx",
            remedy="save it as .xlsx",
        )
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        found, remedy = "a web page", "it is probably an error page: download the file again"
    elif start.startswith((b"<?xml", b"<")):
        found, remedy = "an XML text", _SAVE_AGAIN
    elif b"\x00" not in raw[:4096] or raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        found, remedy = "text, perhaps CSV", "give it its own ending, or save it as .xlsx"
    else:
        found, remedy = "something else", _SAVE_AGAIN
    return NotAWorkbook(
        path, "is not a workbook", expected="a zip archive (.xlsx)", found=found, remedy=remedy
    )


def _parts(path: Path, raw: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Yield names and unpacked bytes of the parts; every check sum is proved on the way."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        listed = archive.infolist()
        if len(listed) > limits.parts:
            raise _too_much(path, f"{len(listed):,} parts", f"{limits.parts:,}")
        total = sum(part.file_size for part in listed)
        if total > limits.total:
            raise _too_much(path, f"{total:,} bytes", f"{limits.total:,}")
        for part in listed:
            if part.flag_bits & 1:
                raise NotAWorkbook(
                    path,
                    "is protected by a password",
                    remedy="open it with the password and save it without one",
                )
            ratio = part.file_size / max(part.compress_size, 1)
            if part.file_size > limits.small and ratio > limits.ratio:
                raise _too_much(
                    path,
                    f"{ratio:,.0f} bytes from each packed byte in part {part.filename}",
                    f"{limits.ratio:,}",
                )
        for part in listed:
            if not part.is_dir():
                yield part.filename.replace("\\", "/").lstrip("/"), archive.read(part)


def _too_much(path: Path, found: str, allowed: str) -> UnsafeFile:
    return UnsafeFile(
        path,
        "unpacks to far more than a table of figures",
        expected=f"at most {allowed}",
        found=found,
        remedy=_SAVE_AGAIN,
    )


def _check_kind(path: Path, parts: Mapping[str, bytes]) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise UnsafeFile(
            path, "holds macros, which no publisher's tables do", remedy="save it as .xlsx"
        )
    if "xl/workbook.xml" in parts:
        return
    if "xl/workbook.bin" in parts:
        found = "a binary workbook (.xlsb)"
    elif "mimetype" in parts and b"opendocument" in parts["mimetype"]:
        found = "an OpenDocument file"
    else:
        found = "an archive of other files"
    raise NotAWorkbook(
        path,
        "is not a workbook",
        expected="the part xl/workbook.xml",
        found=found,
        remedy="save it as .xlsx; if it is an archive, unpack it first",
    )


def _tree(path: Path, parts: Mapping[str, bytes], name: str) -> ElementTree.Element:
    try:
        # Safe: document types and entities were refused before.
        return ElementTree.fromstring(parts[name])  # noqa: S314
    except (KeyError, ElementTree.ParseError):
        raise NotAWorkbook(
            path, f"is damaged: part {name} cannot be read", remedy=_SAVE_AGAIN
        ) from None


def _sheet_names(path: Path, parts: Mapping[str, bytes]) -> Iterator[str]:
    for element in _tree(path, parts, "xl/workbook.xml").iter():
        if element.tag.rpartition("}")[2] == "sheet":
            yield element.get("name", "")


def _sheets(path: Path, parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the parts of the sheets that hold cells, by name of the sheet."""
    targets = {
        element.get("Id", ""): element.get("Target", "")
        for element in _tree(path, parts, "xl/_rels/workbook.xml.rels").iter()
    }
    found = {}
    for element in _tree(path, parts, "xl/workbook.xml").iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        link = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
        target = targets.get(link, "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part not in parts:
            raise NotAWorkbook(
                path,
                f"is damaged: sheet {element.get('name', '')} has no cells of its own",
                expected=f"the part {part}",
                remedy=_SAVE_AGAIN,
            )
        found[element.get("name", "")] = part
    return found


def _check_grid(path: Path, sheet: str, part: bytes, limits: Limits) -> None:
    rows, columns = 1, 1
    for letters, digits in set(_ADDRESS.findall(part)):
        row, column = position(letters.decode(), int(digits))
        rows, columns = max(rows, row), max(columns, column)
    if rows * columns > limits.grid:
        raise _too_much(
            path,
            f"{rows:,} rows and {columns:,} columns in sheet {sheet}",
            f"{limits.grid:,} cells",
        )


def _broken(path: Path, sheet: str, part: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    cells = []
    if b't="e"' in part or b"t='e'" in part:
        for attributes, inside in _ERROR_CELL.findall(part):
            shown = _SHOWN.search(inside)
            text = shown[1].decode("utf-8", "replace") if shown else "an error"
            cells.append((attributes, text))
    if b"<f" in part or b":f" in part:
        cells += [
            (attributes, "a formula without a value") for attributes in _UNCACHED.findall(part)
        ]
    for attributes, text in cells:
        address = _ADDRESS.search(attributes)
        if address is None or not address[1]:
            raise WrongCell(
                path, f"holds {text} in a cell without an address", sheet=sheet, remedy=_SAVE_AGAIN
            )
        yield position(address[1].decode(), int(address[2])), text


def _dates(parts: Mapping[str, bytes]) -> dict[str, str]:
    core = parts.get("docProps/core.xml", b"")
    found = {}
    for name in ("created", "modified"):
        match = re.search(rb"<dcterms:%s\b[^>]*>(\d{4}-\d{2}-\d{2})" % name.encode(), core)
        if match:
            found[name] = match[1].decode()
    return found
