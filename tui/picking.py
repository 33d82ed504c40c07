"""Picking an article: which there are, which are near to another one, and which answer to what was typed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.percent import of_its_text
from tui.widgets.article_row import shown_date
from tui.widgets.filtering import folded, matching

if TYPE_CHECKING:
    from annotations.library import Article
    from annotations.usecases.echoes.finding import Recurring
    from tui.widgets.article_row import ArticleRow

_NEAR_MOST: Final = 20
_FUZZY_LEAST: Final = 75.0
_FUZZY_MOST: Final = 20
_SHORT: Final = 3  # signs under which everything is like everything


class Choice(NamedTuple):
    """An article to choose from.

    Attributes:
        about: Source and date.
        near: What it has in common with the article it is chosen for, in words; empty if that is not known.
    """

    path: str
    title: str
    about: str
    near: str = ""

    @property
    def words(self) -> str:
        """What typed words are looked for in."""
        return f"{self.title} {self.about} {self.path}"


def choices(
    articles: Iterable[Article], *, without: Collection[str] = (), near: Mapping[str, str] | None = None
) -> tuple[Choice, ...]:
    """The articles that can be read, the near ones first and in their order, then the newest."""
    near = near or {}
    found = [
        Choice(
            article.path,
            article.title or article.path,
            " · ".join(part for part in (article.source, shown_date(article.date)) if part),
            near.get(article.path, ""),
        )
        for article in sorted(articles, key=lambda each: (each.date, each.path), reverse=True)
        if not (article.problem or article.missing or article.brief) and article.path not in without
    ]
    rank = {path: place for place, path in enumerate(near)}
    return tuple(sorted(found, key=lambda choice: rank.get(choice.path, len(rank))))


def nearest(path: str, rows: Sequence[ArticleRow]) -> dict[str, str]:
    """The versions of the same story, as the list knows them."""
    own = next((row for row in rows if row.path == path), None)
    if own is None or not (own.lead or own.versions):
        return {}
    lead = own.lead or path
    found = {lead: "the one that leads"}
    for row in rows:
        if row.lead == lead:
            found[row.path] = of_its_text(row.share) if row.share > 0 else "a version"
    found.pop(path, None)
    return found


def sharing(stretches: Iterable[Recurring]) -> dict[str, str]:
    """The articles that stretches of one stand in as well, those with most of them first."""
    words: dict[str, int] = {}
    for stretch in stretches:
        for echo in stretch.echoes:
            words[echo.path] = words.get(echo.path, 0) + len(echo.exact.split())
    order = sorted(words, key=lambda path: (-words[path], path))[:_NEAR_MOST]
    return {path: f"{words[path]:,} words" for path in order}


def ranked(typed: str, given: Sequence[Choice], texts: Sequence[str]) -> list[Choice]:
    """The choices that answer to ``typed``: those with all its words, then those with words like them.

    Args:
        texts: The words of each choice, folded.
    """
    if not typed.strip():
        return list(given)
    exact = matching(typed, texts)
    if len(exact) >= _FUZZY_MOST or len(typed.strip()) < _SHORT:
        return [given[index] for index in exact]
    from rapidfuzz import fuzz, process

    like = process.extract(
        folded(typed),
        texts,
        scorer=fuzz.partial_token_set_ratio,
        limit=_FUZZY_MOST,
        score_cutoff=_FUZZY_LEAST,
    )
    seen = set(exact)
    more = [index for _, _, index in like if index not in seen]
    return [given[index] for index in (*exact, *more)]
