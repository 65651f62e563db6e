"""How labels nest: each label in turn is a sibling or a child of those before it, or no label at all."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.structure.labels import Label

#: Kinds whose place is fixed, from the outside in; all others nest by their sequence.
_RANKS = {"phu_luc": 0, "phan": 1, "chuong": 2, "muc": 3, "tieu_muc": 4, "dieu": 5}
#: Kinds that number lists: a Roman numeral or a capital letter never stands below one of them.
_LISTS = frozenset({"number", "decimal", "letter", "paren"})
#: How many labels ahead are looked at to tell a nested list from one that begins anew.
_AHEAD = 80


@dataclass(frozen=True, slots=True)
class Node:
    """A label and the index of its parent among the nodes."""

    label: Label
    parent: int | None


@dataclass(slots=True)
class _Nest:
    """What is open while labels are placed: the stack of node indices, the last number of each kind of label."""

    nodes: list[Node] = field(default_factory=list)
    stack: list[int] = field(default_factory=list)
    last: dict[tuple[str, str], int] = field(default_factory=dict)

    def label(self, depth: int) -> Label:
        return self.nodes[self.stack[depth]].label

    def push(self, label: Label, depth: int) -> int | None:
        """Open a label at a depth; the index of its parent, `None` at the top."""
        del self.stack[depth:]
        parent = self.stack[-1] if self.stack else None
        self.stack.append(len(self.nodes))
        self.nodes.append(Node(label, parent))
        self.last[label.kind, label.style] = label.number[-1]
        return parent


def nest_labels(labels: list[Label | None], *, quoted: frozenset[int] = frozenset()) -> list[Node | None]:
    """A node for each label that is plausible in its sequence, `None` for the others.

    A `None` among the labels closes everything (an appendix begins). `quoted` holds the indices of labels inside
    a quotation of several paragraphs: they nest below the label that quotes them. Parents are indices of the result.

    >>> from extractors.structure.labels import parse_label
    >>> marks = [parse_label(words, 0) for words in ("I. A", "1. B", "3.1. C", "a) D", "2. E", "II. F", "1. G")]
    >>> [node.parent if node else "-" for node in nest_labels(marks)]
    [None, 0, '-', 1, 0, None, 5]
    """
    nest = _Nest()
    found: list[Node | None] = []
    back: dict[int, int] = {}
    base, counted = 0, dict[tuple[str, str], int]()
    for at, label in enumerate(labels):
        if label is None:
            nest.stack.clear()
            nest.last.clear()
            found.append(None)
            continue
        opens = at in quoted and at - 1 not in quoted
        if opens:
            base, counted = len(nest.stack), dict(nest.last)
        elif at not in quoted and base:
            del nest.stack[base:]
            base, nest.last = 0, counted
        label = _settle(nest, label)
        depth = _depth_of(nest, label, labels, at, base=base)
        if depth is None and opens and label.kind not in _RANKS:
            depth = base
        if depth is None:
            found.append(None)
            continue
        back[len(nest.nodes)] = at
        parent = nest.push(label, depth)
        found.append(Node(label, back[parent] if parent is not None else None))
    return found


def _settle(nest: _Nest, label: Label) -> Label:
    """A lone C, D, I, L, V or X is the letter where letters are being counted and has that turn."""
    if label.kind != "roman" or len(label.words) != 1:
        return label
    turn = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(label.words) + 1
    counted = nest.last.get(("upper", ""))
    if label.words in "LC" or (counted and counted + 1 <= turn <= counted + 2 and label.words != "I"):
        return Label(
            label.start, label.after, label.words, "upper", "", ("abcdđefghijklm".find(label.words.lower()) + 1,)
        )
    return label


def _depth_of(nest: _Nest, label: Label, labels: list[Label | None], at: int, *, base: int) -> int | None:
    """How many labels of the stack stay open above this one, or `None` where it is out of sequence."""
    if label.kind in _RANKS:
        return _depth_of_fixed(nest, label, base=base)
    if label.kind == "decimal":
        return _depth_of_decimal(nest, label, base=base)
    same = [d for d in range(base, len(nest.stack)) if _alike(nest.label(d), label)]
    for depth in reversed(same):
        if _follows(nest.label(depth), label, slack=1):
            return depth
    if label.first:
        if not same:
            return _below(nest, label, base=base)
        return len(nest.stack) if _is_nested(nest, same[-1], labels, at) else same[-1]
    for depth in reversed(same):
        if _follows(nest.label(depth), label, slack=3):
            return depth
    counted = nest.last.get((label.kind, label.style))
    if not same and (counted is not None and counted < label.number[0] <= counted + 2 or label.number[0] == 2):
        return _below(nest, label, base=base)
    heading = label.kind in ("roman", "upper") and label.strong and counted is None
    return _below(nest, label, base=base) if heading or not nest.nodes else None


def _depth_of_fixed(nest: _Nest, label: Label, *, base: int) -> int | None:
    rank = _RANKS[label.kind]
    counted = nest.last.get((label.kind, label.style))
    far = counted is not None and not counted < label.number[0] <= counted + 3
    if label.kind == "dieu" and base == 0 and far and label.number[0] != 1:
        return None
    depth = base
    while depth < len(nest.stack) and _RANKS.get(nest.label(depth).kind, 9) < rank:
        depth += 1
    return depth


def _depth_of_decimal(nest: _Nest, label: Label, *, base: int) -> int | None:
    above, number = label.number[:-1], label.number[-1]
    for depth in range(len(nest.stack) - 1, base - 1, -1):
        other = nest.label(depth)
        sibling = other.kind == "decimal" and other.number[:-1] == above
        if sibling and 0 < number - other.number[-1] <= 3:
            return depth
        if other.number == above and other.kind in ("number", "decimal", "muc"):
            return depth + 1 if number <= 3 else None
    for depth in range(len(nest.stack) - 1, base - 1, -1):
        other = nest.label(depth)
        if other.number == above and other.kind not in ("letter", "paren"):
            return depth + 1 if number <= 3 else None
    counted = nest.last.get(("number", ""), above[0])
    return _below(nest, label, base=base) if number == 1 and abs(above[0] - counted) <= 1 else None


def _alike(a: Label, b: Label) -> bool:
    return a.kind == b.kind and a.style == b.style


def _follows(a: Label, b: Label, *, slack: int) -> bool:
    """Whether b is the next of a's list; letters may skip those that official lists leave out."""
    if len(a.number) != len(b.number) or a.number[:-1] != b.number[:-1]:
        return a.kind == "letter" and a.number[0] == b.number[0] and len(b.number) > len(a.number)
    skip = 1 if a.kind in ("letter", "upper") or a.style == "a" else 0
    return 0 < b.number[-1] - a.number[-1] <= slack + skip


def _below(nest: _Nest, label: Label, *, base: int) -> int:
    """The depth of a new list: as deep as what is open, but nothing above a list stands below one."""
    depth = len(nest.stack)
    if label.kind in ("roman", "upper"):
        while depth > base and nest.label(depth - 1).kind in _LISTS:
            depth -= 1
    elif label.kind in ("number", "decimal"):
        while depth > base and nest.label(depth - 1).kind in ("letter", "paren", "decimal") and not label.first:
            depth -= 1
    return depth


def _is_nested(nest: _Nest, depth: int, labels: list[Label | None], at: int) -> bool:
    """Whether the list that begins at `at` lies inside the open item of a list of the same kind.

    It does where the outer list, or one that is open between, goes on after it.
    """
    outer, run = nest.label(depth), 1
    first = labels[at]
    between = [nest.label(d) for d in range(depth + 1, len(nest.stack))]
    for label in labels[at + 1 : at + _AHEAD]:
        if label is None or label.kind in _RANKS or first is None:
            return False
        if _alike(label, first):
            if label.number[-1] == run + 1:
                run += 1
            else:
                return label.number[-1] == outer.number[-1] + 1
            continue
        known = next((b for b in between if _alike(b, label)), None)
        if known is not None:
            return _follows(known, label, slack=1) and not label.first
        if any(_alike(nest.label(d), label) for d in range(depth)):
            return False
    return False
