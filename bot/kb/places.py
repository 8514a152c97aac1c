"""Makes the gazetteer of place names from tables/places.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from opencc import OpenCC

from bot.core.mentions.place import Gazetteer, Kind, PlaceName

_ENDINGS = ("自治州", "自治县", "市", "区", "县", "州")
_TO_TRADITIONAL = ("s2t", "s2hk", "s2tw")
_NUMBERED = re.compile(r"^(附件|附表|附录|表)([0-9A-Z一-四].*)$")


def gazetteer(table: Mapping[str, Any]) -> Gazetteer:
    """All names of the table with their bare forms; the first of two places of one name keeps it."""
    names: dict[str, PlaceName] = {}
    ordinary = set(table.get("ordinary", ()))
    for name, entry in _entries(table):
        names.setdefault(name, entry)
        bare = _bare(name)
        if entry.kind in ("city", "county") and len(bare) > 1 and bare not in ordinary:
            names.setdefault(bare, entry)
    for word in ordinary:
        names.pop(word, None)
    not_places = frozenset(table.get("not_places", ()))
    return Gazetteer(names, _fold(names), not_places, tuple(table.get("not_before", ())))


def _entries(table: Mapping[str, Any]) -> Iterator[tuple[str, PlaceName]]:
    for row in table.get("provinces", ()):
        yield from _named(row, PlaceName(row["place"], None, "province"))
    for place, rows in table.get("cities", {}).items():
        yield from _cities(place, rows)
    for name, (place, city, also) in _county_names(table).items():
        for other in (name, *also):
            yield other, PlaceName(place, city, "county")
    for row in table.get("others", ()):
        yield from _named(row, PlaceName("other", row["name"], "province"))
        for city in row.get("cities", ()):
            full = city if city.endswith(_ENDINGS) else city + "市"
            yield full, PlaceName("other", row["name"] + city, "city")
    for row in table.get("documents", ()):
        for name in row["names"]:
            yield name, PlaceName(row["place"], None, "document")
            if numbered := _NUMBERED.match(name):
                yield f"{numbered[1]} {numbered[2]}", PlaceName(row["place"], None, "document")


def _named(row: Mapping[str, Any], entry: PlaceName) -> Iterator[tuple[str, PlaceName]]:
    for name in (row["name"], _bare_province(row["name"]), *row.get("also", ())):
        yield name, entry
    kind: Kind = "short"
    for name in row.get("short", ()):
        yield name, PlaceName(entry.place, entry.city, kind)


def _cities(place: str, rows: list[Mapping[str, Any]]) -> Iterator[tuple[str, PlaceName]]:
    for row in rows:
        for name in (row["name"], *row.get("also", ())):
            yield name, PlaceName(place, row["name"], "city")
    for row in rows:
        for county in row.get("counties", ()):
            yield county, PlaceName(place, row["name"] + county, "county")


def _county_names(table: Mapping[str, Any]) -> dict[str, tuple[str, str, list[str]]]:
    """County → its place, its city and county, its other names."""
    also = table.get("county_names", {})
    return {
        county: (place, row["name"] + county, also[county])
        for place, rows in table.get("cities", {}).items()
        for row in rows
        for county in row.get("counties", ())
        if county in also
    }


def _bare(name: str) -> str:
    for ending in _ENDINGS:
        if name.endswith(ending):
            return name[: -len(ending)]
    return name


def _bare_province(name: str) -> str:
    for ending in ("特别行政区", "省", "市"):
        if name.endswith(ending):
            return name[: -len(ending)]
    return name


def _fold(names: Iterable[str]) -> dict[str, str]:
    """Traditional character → the simplified one used in a name; full-width and small letters and digits too."""
    fold = {chr(ord(plain) + 0xFEE0): plain for plain in "0123456789ABC"} | {small: small.upper() for small in "abc"}
    return fold | _traditional("\n".join(names))


@lru_cache(maxsize=1)
def _traditional(written: str) -> dict[str, str]:
    """Remembered for a reload that changes no name: the dictionaries themselves would keep 40 MB."""
    fold = {}
    for config in _TO_TRADITIONAL:
        for simplified, traditional in zip(written, OpenCC(config).convert(written), strict=True):
            if simplified != traditional:
                fold[traditional] = simplified
    return fold
