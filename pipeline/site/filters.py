"""What of the comparison is asked for: read from an address, written back into one, made into a condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

#: The years that stand side by side where none is chosen, for targets.
YEARS = (2025, 2030)
#: Roles of figures that can be compared; the first is what the page shows unless asked otherwise.
ROLES = ("target", "result", "criterion", "other")


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the comparison is shown; empty tuples and strings mean everything."""

    topic: str = ""
    years: tuple[int, ...] = ()
    provinces: tuple[str, ...] = ()
    role: str = ROLES[0]
    doc_type: str = ""
    shared: bool = False
    differing: bool = False
    sort: str = "topic"
    present: bool = False

    @classmethod
    def of(cls, args: Any) -> Filters:
        """The filters that an address names; what is no year or role is left out."""
        years = {int(year) for year in args.getlist("year") if year.isascii() and year.isdigit() and len(year) <= 4}
        role = args.get("role")
        return cls(
            args.get("topic") or "",
            tuple(sorted(years)),
            tuple(sorted(set(args.getlist("province")))),
            role if role in ROLES else ROLES[0],
            args.get("doc_type") or "",
            bool(args.get("shared")),
            bool(args.get("differing")),
            "spread" if args.get("sort") == "spread" else "topic",
            bool(args.get("present")),
        )

    def pairs(self) -> list[tuple[str, str]]:
        """The filters as the parts of an address."""
        pairs = [("topic", self.topic), ("doc_type", self.doc_type), ("sort", "spread" * (self.sort == "spread"))]
        pairs += [("role", self.role * (self.role != ROLES[0]))]
        pairs += [("year", str(year)) for year in self.years] + [("province", name) for name in self.provinces]
        pairs += [("shared", "1" * self.shared), ("differing", "1" * self.differing)]
        pairs += [("present", "1" * self.present)]
        return [(name, value) for name, value in pairs if value]

    @property
    def wanted_years(self) -> tuple[int, ...]:
        """The years asked for, else for targets the usual two; empty means all that there are."""
        return self.years or (YEARS if self.role == ROLES[0] else ())

    def where(self) -> tuple[str, dict[str, Any]]:
        """The condition on `comparison` and its parameters."""
        parts: list[str] = []
        values: dict[str, Any] = {}
        for column, wanted in (
            ("c.year", self.wanted_years),
            ("c.province_id", self.provinces),
            ("c.topic", (self.topic,) if self.topic else ()),
            ("d.doc_type", (self.doc_type,) if self.doc_type else ()),
        ):
            if wanted:
                names = [f"{column[2:]}_{place}" for place in range(len(wanted))]
                values |= dict(zip(names, wanted, strict=True))
                parts.append(f"{column} IN ({', '.join(':' + name for name in names)})")
        return " AND ".join(parts) or "1", values
