"""What is told from an article as furniture, and above all what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.furniture import furniture
from corpus.reader import document_from
from corpus.sample import articles
from tests.documents.reading import read_document

MARK = "¦ "
"""Begins a paragraph of the articles below that is furniture."""

HARBOUR = """\
¦ Skip to main content

¦ Home > News > World

The harbour opens its gates again

¦ Share this article

By Ada Marsh

¦ 4 min read

The gates of the old harbour were raised at noon on Tuesday, for the first time since the storm of the \
winter \
before last, and the water held back for so long came in slowly, without a sound.

“Share this with your neighbours,” the harbour master said, and read more from his list than anybody wanted.

¦ Advertisement

Subscribe to nothing, he told the crowd; the town had paid for the newsletter of the old company for ten \
years, \
and what had it got for that? A calendar, a sponge and a bill that nobody could explain to the council.

¦ Read more: Why the gates were closed

The clerk printed the list. Copy it, she said.

¦ Photo: Ada Marsh/Reuters

The rest of the work will take until June, when the inner basin is to be dredged and the cranes come back to \
the quay where they stood before the flood, each in its old place and each with its old number.

¦ Follow Ada Marsh on Twitter: @adamarsh

¦ Tags: harbour, gates, storm

¦ Related stories

¦ How a lock works

¦ Ten towns that moved inland

¦ The man who counts waves

¦ © 2024 Harbour Herald. All rights reserved.
"""

HAFEN = """\
¦ Zum Inhalt springen

¦ Startseite | Nachrichten | Politik

Der Hafen öffnet seine Tore

¦ Lesezeit: 3 Minuten

¦ Artikel teilen

Am Dienstagmittag wurden die Tore des alten Hafens gehoben, zum ersten Mal seit dem Sturm im vorletzten \
Winter, \
und das Wasser, das so lange davor gestanden hatte, kam langsam und ohne ein Geräusch herein.

¦ Anzeige

„Teilen Sie das Ihren Nachbarn mit“, sagte die Hafenmeisterin, und weiterlesen wollte danach niemand mehr.

¦ Lesen Sie auch: Warum die Tore geschlossen waren

Die Anzeige gegen die alte Gesellschaft wurde fallengelassen, wie das Gericht am Abend mitteilte; die \
Stadt zahlt \
ihre Kosten selbst und bekommt dafür den Kran zurück, der seit der Flut auf der anderen Seite des \
Beckens steht.

Werbung macht die Stadt dafür nicht.

¦ Melden Sie sich jetzt für unseren Newsletter an und erhalten Sie jeden Morgen das Wichtigste aus der Region.

¦ Foto: dpa

¦ Mehr zum Thema

¦ Wie eine Schleuse arbeitet

¦ Zehn Städte, die umgezogen sind

¦ Meistgelesen

¦ Sturm über der Küste

¦ Alle Rechte vorbehalten.
"""

PORT = """\
¦ Aller au contenu

Le port rouvre ses portes

¦ Temps de lecture : 3 min

¦ Partager sur Facebook

Les portes du vieux port ont été levées mardi à midi, pour la première fois depuis la tempête de \
l'avant-dernier \
hiver, et l'eau qui attendait depuis si longtemps est entrée lentement, sans aucun bruit, devant la foule.

¦ La suite après la publicité

« Partager, c'est répondre », a dit la capitaine du port, qui voulait lire la suite devant le conseil.

¦ À lire aussi : Pourquoi les portes étaient fermées

La publicité du vieux port ne reviendra pas, promet la mairie : le panneau, tombé dans le bassin pendant \
la crue, \
y restera, et la place où il se trouvait sera donnée aux pêcheurs qui vendent là depuis toujours.

¦ Inscrivez-vous à notre newsletter pour recevoir chaque matin l'essentiel de l'actualité.

¦ Crédit photo : AFP

¦ Sur le même sujet

¦ Comment marche une écluse

¦ Dix villes qui ont déménagé

¦ Tous droits réservés.
"""

NOTHING = """\
A report without furniture

The council met on Monday. It decided nothing, and said so in a statement of two pages that was read \
aloud twice, \
once in each of the languages of the town, to a room in which nobody had asked for either.

Share prices fell by a tenth.

Print is not dead, the editor wrote.

Related work on the dam has begun.

Topics

The council spoke about the dam, the road and the school, in that order, and about nothing else at all \
that evening.

"Sign up here," it says on the door of the recruiting office, "and get our newsletter free."

Read more books, she said.

Cookies were served.

See also the report of 1999, page 12, on which the engineer drew the dam as it might have been, with a \
second gate.

The advertisement cost forty pounds.

Home is where the harbour is.

Contact between the two towns was lost on Friday.

Follow the money, the prosecutor said.

Most read his letter in silence.
"""


EMBEDDED = """\
Hafenvertrag

¦ Menü

¦ Merken  Teilen  Drucken

¦ Artikel zum Hören

Der Minister für Häfen ist nach einer Woche voller Fragen zu einem Vertrag zurückgetreten, wie er \
am Montag sagte; \
er sei zur Belastung für die Regierung geworden.

¦ Empfohlener redaktioneller Inhalt

¦ An dieser Stelle finden Sie einen externen Inhalt von Twitter, der den Artikel ergänzt. Sie \
können ihn sich mit \
einem Klick anzeigen lassen und wieder ausblenden.

Dieser Inhalt des Vertrags blieb geheim.

Das Menü im Hafen war teuer, und niemand wollte sich nach dem Essen anmelden, um auch noch eine \
Rede zu halten, die \
der Minister seit Wochen vorbereitet hatte.

¦ Impressum

¦ Datenschutz
"""


def marked(text: str, name: str = "a.txt") -> tuple[Document, set[str]]:
    """The document without its labels, and the paragraphs labelled as furniture."""
    labelled = {part.removeprefix(MARK) for part in text.split("\n\n") if part.startswith(MARK)}
    return document_from(text.replace(MARK, "").encode(), name), {part.strip() for part in labelled}


def told(document: Document) -> list[str]:
    return [span.of(document.text) for span in furniture(document)]


@pytest.mark.parametrize("text", [HARBOUR, HAFEN, PORT, EMBEDDED, NOTHING])
def test_an_article_keeps_its_text_and_loses_its_furniture(text: str) -> None:
    document, expected = marked(text)
    assert sorted(told(document)) == sorted(expected)


@pytest.mark.parametrize("text", [HARBOUR, HAFEN, PORT])
def test_it_is_the_same_where_every_line_is_a_paragraph(text: str) -> None:
    document, expected = marked(text)
    dense = document_from(document.text.replace("\n\n", "\n").encode(), "a.txt")
    assert sorted(told(dense)) == sorted(expected)


def test_the_sample_library_is_told_as_it_was_labelled_by_hand() -> None:
    found = {}
    for file in sorted(articles().iterdir()):
        if file.suffix in {".md", ".txt"}:
            document = read_document(articles(), file.name)
            if lines := told(document):
                found[file.name] = lines
    kestrel = found.pop("kestrel-news save (2).txt")
    assert len(kestrel) == 18
    assert kestrel[:3] == [
        "World | Europe",
        "3 min read",
        "Share:  Mail · Copy link · Print · Save for later",
    ]
    assert kestrel[-1].startswith("(c) 2025 Kestrel News.")
    assert found == {
        "morning ledger - no deal on day one.txt": ["© 2025 Morning Ledger. All rights reserved."],
        "tidewater-editorial.txt": ["Letters to the editor: letters@tidewater-chronicle.example"],
    }


def test_a_list_of_links_above_an_article_is_navigation_and_one_within_is_not() -> None:
    links = "\n".join(f"- [Part {n}](https://paper.example/{n})" for n in range(4))
    prose = "The gates were raised at noon on Tuesday, and the water came in slowly. " * 3
    document = document_from(f"{links}\n\n# Title\n\n{prose}\n\n{links}\n\n{prose}\n".encode(), "a.md")
    assert told(document) == [f"Part {n}" for n in range(4)]
    assert max(span.end for span in furniture(document)) < document.text.index("Title")


def test_a_list_of_contents_stays() -> None:
    links = "\n".join(f"- [Part {n}](#part-{n})" for n in range(4))
    document = document_from(f"{links}\n\n# Title\n\n{'Some running text. ' * 12}\n".encode(), "a.md")
    assert told(document) == []


def test_a_related_box_in_the_middle_takes_no_sentence_along() -> None:
    prose = "The gates were raised at noon on Tuesday, and the water came in slowly and without a sound. " * 2
    box = "Related stories\n\n- How a lock works\n\n- Ten towns"
    text = f"{prose}\n\n{box}\n\nIt was late.\n\n{prose}\n\n{prose}"
    document = document_from(text.encode(), "a.txt")
    assert told(document) == ["Related stories", "- How a lock works", "- Ten towns"]


def test_numbers_of_pages_are_told_from_numbers_of_chapters() -> None:
    page = "The water came in slowly and without a sound that day. " * 30
    paged = "".join(f"{page}\n\n{n}\n\n" for n in range(11, 19))
    assert told(document_from(paged.encode(), "a.txt")) == [str(n) for n in range(11, 19)]
    chapters = "".join(f"{n}\n\n{page * (n * n)}\n\n" for n in range(1, 7))
    assert told(document_from(chapters.encode(), "a.txt")) == []


def test_a_title_that_reads_like_furniture_is_none() -> None:
    prose = "The gates were raised at noon on Tuesday, and the water came in slowly. " * 3
    assert (
        told(document_from(f"---\ntitle: Advertisement\n---\n\nAdvertisement\n\n{prose}".encode(), "a.md"))
        == []
    )


def test_an_article_that_is_all_list_stays_whole() -> None:
    names = "\n\n".join(f"Harbour number {n}" for n in range(40))
    assert told(document_from(f"A list of harbours\n\nMost popular\n\n{names}".encode(), "a.txt")) == []


@given(
    st.lists(
        st.sampled_from([*HARBOUR.split("\n\n"), *HAFEN.split("\n\n"), "-", "7", "•", "Topics"]), max_size=30
    )
)
def test_spans_are_whole_blocks_in_text_order(parts: list[str]) -> None:
    document = document_from("\n\n".join(parts).encode(), "a.txt")
    found = furniture(document)
    assert list(found) == sorted(set(found))
    assert set(found) <= {block.span for block in document.blocks}


HOSTILE = [
    "Related stories\n\n" + "-\n\n" * 30_000,
    "share " * 16_000,
    "Tags: " + "a, " * 30_000,
    "(" * 100_000,
    "photo " * 16_000,
    "\n\n".join(["Most read", "a" * 79] * 1_200),
    "by continuing cookie " * 5_000,
    "\n\n".join(str(n) for n in range(15_000)),
    ("follow " + "a " * 150 + "\n\n") * 300,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.timeout(20)  # what would take the square of its length takes minutes
def test_the_worst_texts_are_gone_through(text: str) -> None:
    document = document_from(text.encode(), "a.txt")
    blocks = {block.span for block in document.blocks}
    assert set(furniture(document)) <= blocks


def test_labelled_lines_that_an_article_begins_with_are_none_of_its_text() -> None:
    head = "Title: On Walking\nDate: 2025-02-13\nSource: The Wire"
    prose = "Nobody had walked to the lighthouse since the storm, the keeper said, and nobody was going to."
    for between in ("\n", "\n\n"):
        document = document_from(f"{head}{between}{prose}\n\nRain.\n".encode(), "a.txt")
        assert [span.of(document.text) for span in furniture(document)] == head.split("\n")
        assert document.metadata.title == "On Walking", "which they tell all the same"


@pytest.mark.parametrize(
    "text",
    [
        "Source: The Wire\n\nNobody had walked there.",  # one may be a heading
        "Nobody had walked there.\n\nTitle: On Walking\nDate: 2025-02-13\n\nRain.",
        "Title: On Walking\nDate: 2025-02-13\n",  # nothing would be left
    ],
)
def test_other_labelled_lines_are_text(text: str) -> None:
    assert furniture(document_from(text.encode(), "a.txt")) == ()
