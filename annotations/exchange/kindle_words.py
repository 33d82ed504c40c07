"""What Kindle devices call highlight, note, bookmark and the months in the languages that they speak."""

from __future__ import annotations

from typing import Final

HIGHLIGHT: Final = (
    "highlight", "markierung", "subrayado", "surlignement", "evidenziazione", "ハイライト", "destaque",
    "выделенный", "标注",
)  # fmt: skip
NOTE: Final = (" note", "notiz", "nota", "メモ", "notitie", "заметка", "笔记")
BOOKMARK: Final = (
    "bookmark", "lesezeichen", "marcador", "signet", "segnalibro", "ブックマーク", "bladwijzer",
    "закладка", "书签",
)  # fmt: skip
CLIP: Final = ("clip this article", "article clip")
HALVES: Final = ("下午", "午後")  # after noon

_NAMES: Final = (
    "january januari janvier januar enero gennaio janeiro января jan",
    "february februari février februar febrero febbraio fevereiro февраля feb",
    "march maart mars märz marzo março марта mar",
    "april avril abril aprile апреля apr",
    "may mei mai mayo maggio maio мая",
    "june juni juin junio giugno junho июня jun",
    "july juli juillet julio luglio julho июля jul",
    "august augustus août agosto августа aug",
    "september septembre septiembre settembre setembro сентября sep sept",
    "october oktober octobre octubre ottobre outubro октября oct",
    "november novembre noviembre novembro ноября nov",
    "december dezember décembre diciembre dicembre dezembro декабря dec",
)
MONTHS: Final = {word: number for number, words in enumerate(_NAMES, 1) for word in words.split()}
