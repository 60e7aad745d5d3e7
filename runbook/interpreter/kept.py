"""The results of a loop's ended items: one more costs the same whether there are ten or a hundred thousand."""

from collections.abc import Iterator, Mapping

from runbook.values.unknown import Value

_PAGE = 128
"""Items on one page. Adding one copies a page and the list of pages, and nothing else."""


class Kept(Mapping[int, Value]):
    """Results by index, in the order of the items, whatever order they ended in. It never changes."""

    __slots__ = ("_count", "_pages")

    def __init__(self, pages: Mapping[int, Mapping[int, Value]] | None = None, count: int = 0) -> None:
        self._pages = pages if pages is not None else {}
        self._count = count

    def __getitem__(self, index: int) -> Value:
        return self._pages[index // _PAGE][index]

    def __iter__(self) -> Iterator[int]:
        for number in sorted(self._pages):
            yield from sorted(self._pages[number])

    def __len__(self) -> int:
        return self._count

    def __repr__(self) -> str:
        return repr(dict(self))


def with_result(kept: Mapping[int, Value], index: int, result: Value) -> Kept:
    """The same results and one more, or another one for that item."""
    if not isinstance(kept, Kept):
        pages: dict[int, dict[int, Value]] = {}
        for known in kept:
            pages.setdefault(known // _PAGE, {})[known] = kept[known]
        kept = Kept(pages, len(kept))
    number = index // _PAGE
    page = kept._pages.get(number, {})
    return Kept({**kept._pages, number: {**page, index: result}}, len(kept) + (index not in page))
