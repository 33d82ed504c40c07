"""Judging one line by itself: share buttons, reading times, calls to subscribe, credits, page numbers."""

from __future__ import annotations

import re
from typing import Final

from corpus.bylines import READING
from corpus.furniture.vocabulary import MORE_FROM, NETWORKS, PARTS, RELATED, SECTIONS, TOPICS, WEAK

LONGEST: Final = 400
"""Code points of the longest block that can be furniture by itself."""

_SHORT: Final = 120
_SPACE: Final = (("\n", " "), ("\t", " "), ("\u00a0", " "), ("\u202f", " "), ("’", "'"))
_ENDS: Final = " .:;,!…·•*|[](){}<>«»‹›→←↑↓▶►▸-–—_#✓✕×+\u200b\ufeff"
_SPLIT: Final = re.compile(r"[·•|/,;:>»›→]| [-–—] | {2,}")
_QUOTED: Final = re.compile('["“”„«»‹›]')

# Whole lines, their ends stripped; nothing here repeats what can repeat in it.
_WHOLE: Final = re.compile(
    "|".join(
        (
            rf"share (?:this )?(?:article |story |page |post )?(?:on|via|to|by|with) {NETWORKS}",
            rf"(?:diesen |den )?(?:artikel |beitrag |seite )?(?:auf|bei|per|über) {NETWORKS} (?:teilen|"
            rf"posten)",
            rf"partager (?:cet article |l'article )?(?:sur|par|via) {NETWORKS}",
            rf"(?:follow|find|like) us on {NETWORKS}(?:[, ]+(?:and |& |or )?{NETWORKS}){{0,5}}",
            rf"folgen sie uns (?:auf|bei) {NETWORKS}(?:[, ]+(?:und )?{NETWORKS}){{0,5}}",
            rf"(?:suivez|retrouvez)-nous (?:aussi )?sur {NETWORKS}(?:[, ]+(?:et )?{NETWORKS}){{0,5}}",
            r"\d{1,5} (?:comments?|shares?|kommentare?|commentaires?|likes?|views|aufrufe|partages?)",
            r"(?:page|seite|p|s|pagina|página) ?\.? ?\d{1,4}(?: ?(?:of|von|sur|de|/) ?\d{1,4})?",
            r"\d{1,4} (?:of|von|sur) \d{1,4}",
            r"(?:image|photo|picture|bild|foto|slide) \d{1,3} ?(?:of|von|sur|/) ?\d{1,3}",
            r"listen (?:to this article )?(?:\()?\d{1,2} ?min(?:utes?|s)?\)?",
            r"(?:click|tap|klicken sie|cliquez) (?:here|hier|ici)(?: (?:to|um|pour) [^.!?]{2,60})?",
        )
    )
)
_CREDIT: Final = re.compile(
    r"\(?(?:(?:photo|foto|image|bild|picture|video|illustration|archivfoto|grafik|infographie|graphic)s?"
    r"(?: ?(?:credit|credits|by|von|de|par|courtesy of|source|quelle))? ?[:/©] ?"
    r"|(?:photo|image|picture) by |crédits? (?:photo |image )?[:/] ?|bildnachweis ?: ?|credit ?: ?|©)"
    r"[^.!?]{2,60}"
)
_AGENCY: Final = re.compile(
    r"[^.!?:]{0,40}/ ?(?:ap|afp|epa|dpa|reuters|getty(?: images)?|picture alliance|imago|sipa|"
    r"anadolu)(?: photo)?"
)
_COPYRIGHT: Final = re.compile(
    r"(?:©|\(c\)|copyright|all content ©|alle inhalte ©)[ ©]{0,3}(?:by )?.{0,20}\d{4}"
)
_RIGHTS: Final = re.compile(r"all rights reserved|alle rechte vorbehalten|tous droits réservés")
# A label with what it leads to.
_LEADS: Final = re.compile(
    r"(?:read more|read also|also read|read next|more on this|related|recommended|"
    r"read our (?:full )?(?:story|explainer)"
    r"|see more|watch|mehr zum thema|lesen sie auch|lesen sie hier|lesen sie mehr|lesen sie dazu|mehr dazu"
    r"|auch interessant|lesetipp|lire aussi|à lire aussi|lire également|à lire|voir aussi|sur le même sujet"
    r"|>>|→)(?: (?:here|hier|ici|about|on|über|sur) [^:]{1,40})?(?: ?[:>»|]| [–—-]) ?\S"
)
_TAGS: Final = re.compile(
    r"(?:tags?|topics?|filed under|in this article|themen|schlagworte|schlagwörter|stichworte|thèmes|"
    r"mots[- ]clés"
    r"|étiquettes|categories|category|kategorien|kategorie|catégories?|keywords) ?:"
)
# What calls on the reader begins with the call.
_CALL: Final = re.compile(
    r"(?:subscribe to|sign up (?:for|to|here|now|today)|join (?:our|the|\d)|get (?:our|the|the latest|"
    r"more|unlimited)|"
    r"receive (?:our|the)|register (?:for|now|here|to)|create (?:a|your) (?:free )?account|don't miss|"
    r"never miss|"
    r"already a (?:subscriber|member)|not a (?:subscriber|member)|stay up to date|download our|want more|"
    r"enjoying this|like this|support (?:our|independent)|this (?:article|content|story) is (?:for|"
    r"reserved|only)|"
    r"to (?:continue|keep) reading|you have (?:\w+ ){0,3}free articles?|you have reached|start your|"
    r"log in to|sign in to|enter your|"
    r"melden sie sich|abonnieren sie|jetzt (?:abonnieren|anmelden|registrieren|testen|kostenlos)|"
    r"bestellen sie|"
    r"erhalten sie|registrieren sie sich|lesen sie (?:weiter|diesen)|sie (?:haben|sind) (?:bereits|schon)|"
    r"verpassen sie|tragen sie sich|(?:mit|in) unserem newsletter|unser newsletter|"
    r"abonnez-vous|inscrivez-vous|recevez|ne manquez|ne ratez|connectez-vous|créez votre compte|"
    r"déjà abonnée?|"
    r"cet article est (?:réservé|payant)|il vous reste|la suite est réservée|pour lire la suite|soutenez|"
    r"(?:[^.!?]{2,80}[.!?] )(?:sign up here|subscribe here|hier anmelden|inscrivez-vous ici)\Z)"
)
_CALLED: Final = re.compile(
    r"newsletter|\binbox\b|subscri|your e-?mail|\b(?:an|your|free) account\b|sign up|free trial|"
    r"free articles?\b|"
    r"posteingang|postfach|\b(?:ein|ihr|kostenloses) konto\b|\babo\b|abonn|anmelde|registrier|artikel frei|"
    r"boîte mail|infolettre|inscri|\b(?:un|votre) compte\b|articles? gratuits?|réservée? (?:à|aux) |"
    r"(?:our|independent|quality) journalism|unseren journalismus|notre journalisme|\bour app\b|the app\b"
)
# What is said of somebody is the article's.
_TOLD: Final = re.compile(r"\b(?:he|she|said|told|says|sagte|sagt|erklärte|a dit|dit-il|dit-elle|selon)\b")
_COOKIES: Final = re.compile(
    r"(?:we (?:and our \w+ )?use|this (?:web)?site uses|our (?:web)?site uses|by (?:using|continuing)|"
    r"wir (?:und unsere "
    r"\w+ )?(?:verwenden|nutzen|setzen)|diese (?:web)?seite (?:verwendet|nutzt)|nous utilisons|"
    r"ce site utilise|"
    r"en poursuivant|en continuant)\b"
)
# What stands in place of something embedded.
_EMBEDDED: Final = re.compile(
    r"an dieser stelle finden sie (?:einen|externe)|"
    r"ich bin (?:damit )?einverstanden, dass mir externe inhalte|"
    r"(?:to (?:view|see) this (?:content|post|video)|this (?:content|video|post) (?:is not available|"
    r"is hosted by|cannot be shown))|"
    r"allow content from|cet? (?:contenu|article) (?:est|a été) (?:bloqué|hébergé)|"
    r"(?:your browser|ihr browser|votre navigateur) (?:does not|doesn't|unterstützt|ne)"
)
_CONTACT: Final = re.compile(
    r"(?:contact|letters to the editor|letters|write to|write to us|e-?mail|tips|got a tip\?|"
    r"leserbriefe?(?: an)?|"
    r"kontakt|schreiben sie uns|courrier des lecteurs|écrivez-nous|contactez-nous|contact the (?:author|"
    r"reporter|"
    r"editor)|contact us)(?: [^@:]{1,40})?(?: at| an| à|:| :)? ?[\w.+-]{1,40}@[\w.-]{1,60}"
)
_FOLLOW: Final = re.compile(
    rf"\bfollow (?:him|her|them|me|@\w{{1,30}}|[\w. ]{{2,40}}) on {NETWORKS}|\bfolgen sie (?:ihm|ihr|"
    rf"ihnen) auf {NETWORKS}"
    rf"|\bsuivez-l[ae]s? sur {NETWORKS}|\bon (?:twitter|x|bluesky|mastodon|linkedin)(?: at)?:? @\w"
)
_HANDLE: Final = re.compile(r"@[\w.]{2,30}")
_OFFERED: Final = re.compile(
    r"please contact us for|subscription options|republish this|this page shows (?:only )?a part|"
    r"for subscription|weitere informationen zum abonnement"
)


def bare(text: str) -> str:
    """A block as rules look at it: one line, lower case, without signs at its ends."""
    for sign, plain in _SPACE:  # several times as fast as a table
        text = text.replace(sign, plain)
    return text.lower().strip(_ENDS)


def is_furniture(text: str, *, heads: bool = False) -> bool:
    """Whether a block, wherever it stands, is furniture and nothing else; ``heads`` for a heading."""
    if len(text) > LONGEST:
        return False
    line = bare(text)
    if not line:
        return False
    if len(line) <= _SHORT and (
        line in PARTS
        or _WHOLE.fullmatch(line)
        or READING.fullmatch(line)
        or (_made_of_parts(line) and not heads)
        or _is_credit(text, line)
    ):
        return True
    line = " ".join(line.split())
    if _QUOTED.search(text) and not _LEADS.match(line):
        return False
    return bool(
        (_LEADS.match(line) and len(line) <= 200 and not _is_sentences(text))
        or (len(line) <= 300 and _CALL.match(line) and _CALLED.search(line) and not _TOLD.search(line))
        or (_COOKIES.match(line) and "cookie" in line)
        or _EMBEDDED.match(line)
        or (_COPYRIGHT.match(line) and len(line) <= 200)
        or (_RIGHTS.search(line) and len(line) <= 160)
    )


def is_section(text: str) -> bool:
    """Whether a line holds nothing but names of a paper's parts, as above an article."""
    line = bare(text)
    return bool(line) and len(line) <= 80 and all(part in SECTIONS or part in WEAK for part in _parts(line))


def is_closing(text: str) -> bool:
    """Whether a block is furniture where it stands behind an article: contacts, tags, notices."""
    if len(text) > LONGEST:
        return False
    line = bare(text)
    if line in WEAK:
        return True
    if _TAGS.match(line) and len(line) <= 250 and not _is_sentences(text):
        return True
    if _QUOTED.search(text):
        return False
    return bool(
        (_CONTACT.fullmatch(line)) or _FOLLOW.search(line) or _HANDLE.fullmatch(line) or _OFFERED.search(line)
    )


def is_related(text: str) -> bool:
    """Whether a line heads a list that leads elsewhere."""
    if len(text) > 80:
        return False
    line = bare(text)
    return line in RELATED or bool(MORE_FROM.fullmatch(line))


def is_topics(text: str) -> bool:
    """Whether a line heads a list of subjects."""
    return len(text) <= 40 and bare(text) in TOPICS


def _parts(line: str) -> list[str]:
    return [part for each in _SPLIT.split(line) if (part := each.strip(_ENDS))]


def _made_of_parts(line: str) -> bool:
    parts = _parts(line)
    if len(parts) < 2:
        words = line.split()
        return len(words) > 2 and sum(word in WEAK for word in words) == len(words)
    strong = sum(part in PARTS or bool(_WHOLE.fullmatch(part)) for part in parts)
    weak = sum(part in WEAK for part in parts)
    return strong + weak == len(parts) and (strong > 0 or weak > 1)


def _is_credit(text: str, line: str) -> bool:
    return (
        len(line) <= 90
        and bool(_CREDIT.fullmatch(line) or _AGENCY.fullmatch(line))
        and not _is_sentences(text)
    )


def _is_sentences(text: str) -> bool:
    """Whether what stands there is running text rather than a title or a list."""
    inner = text.strip()
    return inner.endswith(".") and not inner.endswith("...") and inner.count(" ") > 7
