"""What furniture says, in English, German, French and, for the commonest lines, a few languages more.

Everything is in lower case, with straight apostrophes, without signs at its ends, and parted by semicolons.
"""

from __future__ import annotations

import re
from typing import Final


def _lines(text: str) -> frozenset[str]:
    return frozenset(" ".join(line.split()) for line in text.split(";"))


PARTS: Final = _lines("""
    share; share this; share this article; share this story; share this page; share this post; share
    this with; share article; share story; share on social media; share full article; copy link; copy
    url; copy this link; link copied; link copied!; copied to clipboard; email this article; email this;
    print this article; print this page; save for later; save article; save this article; save this
    story; bookmark this; add to bookmarks; gift this article; give this article; tweet this; send by
    email; read later; listen to this article; listen to article; listen to story; watch video; play
    video; advertisement; advertisements; advertising; advertorial; sponsored; sponsored content;
    sponsored by; promoted content; paid content; remove ads; skip ad; skip advertisement; advertisement
    - scroll to continue; scroll to continue; story continues below advertisement; article continues
    below advertisement; article continues after advertisement; story continues after advertisement;
    article continues below; story continues below; continue reading below; skip to content; skip to
    main content; skip to navigation; skip navigation; back to top; back to home; back to homepage;
    toggle navigation; open menu; close menu; load more; show more; see more; view more; read more;
    continue reading; next article; previous article; next story; previous story; leave a comment; post
    a comment; add a comment; no comments; comments are closed; view comments; show comments; join the
    conversation; join the discussion; report a typo; report an error; report a problem; report this ad;
    suggest a correction; send us a tip; send feedback; log in; sign in; log in or sign up; subscribe
    now; subscribe today; become a subscriber; become a member; start your free trial; support us;
    donate now; follow us; stay connected; newsletter; newsletter signup; accept all; accept cookies;
    accept all cookies; cookie settings; manage cookies; manage preferences; all rights reserved;
    download pdf; download as pdf; download the app; get the app; click to enlarge; enlarge image; view
    image in fullscreen; hide caption; toggle caption; getty images; teilen; artikel teilen; seite
    teilen; beitrag teilen; diesen artikel teilen; weiterempfehlen; link kopieren; link kopiert; artikel
    drucken; seite drucken; artikel merken; auf die merkliste; merkliste; zur merkliste hinzufügen;
    später lesen; per e-mail teilen; per mail teilen; per e-mail versenden; artikel verschenken; artikel
    anhören; artikel vorlesen; diesen artikel anhören; vorlesen; anzeige; werbung; bezahlte anzeige;
    gesponsert; gesponserter inhalt; nach der anzeige weiterlesen; artikel wird nach der anzeige
    fortgesetzt; weiterlesen nach der anzeige; zum inhalt springen; zum inhalt; zur navigation springen;
    zum hauptinhalt springen; zur startseite; zurück zur startseite; nach oben; zum seitenanfang; mehr
    laden; mehr anzeigen; mehr lesen; weiterlesen; nächster artikel; vorheriger artikel; kommentar
    schreiben; kommentar verfassen; kommentare lesen; alle kommentare; kommentare anzeigen; fehler
    melden; feedback geben; einloggen; jetzt abonnieren; jetzt registrieren; jetzt testen; abo
    abschließen; abonnieren; newsletter abonnieren; zum newsletter anmelden; folgen sie uns; alle
    akzeptieren; alle cookies akzeptieren; cookie-einstellungen; alle rechte vorbehalten; pdf
    herunterladen; bild vergrößern; partager; partager l'article; partager cet article; partager la
    page; partager sur les réseaux sociaux; copier le lien; lien copié; imprimer l'article; imprimer cet
    article; envoyer par e-mail; envoyer par mail; envoyer à un ami; enregistrer l'article; offrir
    l'article; offrir cet article; lire plus tard; ajouter à mes favoris; ajouter aux favoris; écouter
    l'article; écouter cet article; publicité; contenu sponsorisé; sponsorisé; la suite après la
    publicité; la suite après cette publicité; l'article continue après la publicité; suite de l'article
    après la publicité; aller au contenu; aller au contenu principal; passer au contenu; haut de page;
    retour en haut; retour à l'accueil; retour à la page d'accueil; voir plus; afficher plus; charger
    plus; lire plus; lire la suite; article suivant; article précédent; laisser un commentaire; ajouter
    un commentaire; voir les commentaires; lire les commentaires; aucun commentaire; signaler une
    erreur; signaler une faute; se connecter; s'inscrire; s'abonner; abonnez-vous; je m'abonne; déjà
    abonné; déjà abonné ?; faire un don; suivez-nous; tout accepter; accepter les cookies; paramétrer
    les cookies; gestion des cookies; tous droits réservés; télécharger le pdf; agrandir l'image;
    compartir; condividi; delen; deel dit artikel; udostępnij; compartilhar; partilhar; paylaş; bu
    haberi paylaşın; поделиться; поширити; publicidad; pubblicità; publicidade; advertentie; reklama;
    реклама; artikel zum hören; empfohlener redaktioneller inhalt; empfohlener externer inhalt; externer
    inhalt; externe inhalte anzeigen; inhalt laden; article réservé aux abonnés; réservé aux abonnés;
    ajouter à vos sélections; réutiliser ce contenu; découvrir les offres; voir les offres; view
    comments on this article; show caption; this article is for subscribers only; subscriber only;
    artikel in die merkliste; diskutieren sie mit; zur merkliste
""")
"""Lines that say nothing of the matter, and parts of lines that hold nothing but such parts."""

WEAK: Final = _lines("""
    print; mail; e-mail; email; save; send; post; pin; like; listen; bookmark; comment; comments;
    facebook; twitter; x; x (twitter); linkedin; whatsapp; telegram; reddit; pinterest; tumblr;
    flipboard; pocket; messenger; bluesky; mastodon; threads; instagram; youtube; tiktok; signal; xing;
    line; vk; sms; rss; pdf; link; url; home; menu; search; close; login; register; contact; help; faq;
    imprint; privacy; cookies; careers; jobs; shop; apps; archive; sitemap; newsletter; drucken; merken;
    speichern; kommentare; kommentieren; suche; suchen; startseite; hören; versenden; schließen;
    imprimer; enregistrer; envoyer; commenter; commentaires; rechercher; recherche; accueil; écouter;
    offrir; fermer; terms of use; terms of service; terms and conditions; terms & conditions; about us;
    contact us; privacy policy; cookie policy; impressum; kontakt; agb; datenschutz;
    datenschutzerklärung; über uns; nutzungsbedingungen; mentions légales; conditions générales;
    conditions d'utilisation; nous contacter; qui sommes-nous; qui sommes-nous ?; politique de
    confidentialité; subscribe; sign up; donate; anmelden; registrieren; newsletters; main menu;
    hauptmenü; menü; menu principal; contribuer; services; feedback
""")
"""Parts that are furniture only beside others of the kind, or above or behind the article."""

SECTIONS: Final = _lines("""
    home; news; world; world news; latest news; top stories; top news; europe; politics; business;
    economy; facts; international; national; regional; local; sport; sports; culture; science;
    technology; startseite; nachrichten; politik; ausland; inland; deutschland; wirtschaft; kultur;
    wissenschaft; europa; welt; accueil; actualités; actualité; actu; monde; politique; économie;
    société; france; sciences; dünya; mundo; mondo
""")
"""Names of a paper's parts: navigation where they stand above the article."""

RELATED: Final = _lines("""
    related; related articles; related stories; related content; related news; related posts; related
    reading; related coverage; related topics; related links; related items; related video; related
    videos; recommended; recommended for you; recommended reading; recommended stories; recommended
    articles; most read; most popular; most viewed; most shared; most commented; popular now; popular
    stories; trending; trending now; trending stories; trending topics; latest stories; latest
    headlines; latest articles; more stories; more headlines; more news; more on this; more on this
    story; more on this topic; more like this; you may also like; you might also like; you may also be
    interested in; you might be interested in; you may have missed; in case you missed it; read next;
    read also; read this next; what to read next; what to watch next; up next; next up; also read; also
    on this site; editor's picks; editors' picks; editor's choice; our picks; around the web; from
    around the web; from our partners; from our sponsors; from the web; promoted stories; paid stories;
    more to read; elsewhere on the site; mehr zum thema; mehr zu diesem thema; zum thema; verwandte
    artikel; verwandte themen; verwandte beiträge; ähnliche artikel; ähnliche beiträge; ähnliche themen;
    weitere artikel; weitere artikel zum thema; weitere artikel zu diesem thema; weitere beiträge;
    weitere meldungen; weitere nachrichten; weitere themen; auch interessant; das könnte sie auch
    interessieren; das könnte sie interessieren; das könnte dich auch interessieren; das könnte dich
    interessieren; dies könnte sie auch interessieren; lesen sie auch; lesen sie mehr zum thema; lesen
    sie mehr zu diesem thema; lesen sie jetzt; meistgelesen; meistgelesene artikel; am meisten gelesen;
    meist gelesen; meistkommentiert; beliebteste artikel; beliebte artikel; empfohlene artikel;
    empfehlungen der redaktion; unsere empfehlungen; neueste artikel; neueste beiträge; aktuelle
    beiträge; à lire aussi; à lire également; lire aussi; lire également; voir aussi; à voir aussi; à
    lire; à découvrir aussi; sur le même sujet; sur le même thème; dans la même rubrique; articles liés;
    articles similaires; articles associés; articles recommandés; contenus associés; nos suggestions;
    nos recommandations; les plus lus; le plus lu; les articles les plus lus; les plus partagés; les
    plus populaires; les plus commentés; nos derniers articles; derniers articles; dernières actualités;
    plus d'articles; plus d'infos; vous aimerez aussi; vous aimerez peut-être; vous pourriez aussi
    aimer; cela pourrait vous intéresser; ça pourrait vous intéresser; ces articles pourraient vous
    intéresser; pour aller plus loin; la rédaction vous recommande; la rédaction vous conseille; lo más
    leído; noticias relacionadas; i più letti; meest gelezen; ilgili haberler; ilgili konular
""")
"""Headings of lists that lead elsewhere."""

TOPICS: Final = _lines("""
    topics; tags; keywords; in this article; filed under; themen; schlagworte; schlagwörter; stichworte;
    thèmes; mots-clés; mots clés; étiquettes; sujets
""")
"""Headings of lists of subjects; an article may also have them as its own."""

MORE_FROM: Final = re.compile(r"(?:more from|mehr von|mehr aus|plus de|more by|also from) [^.!?:;]{2,40}")
NETWORKS: Final = (
    r"(?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|instagram|youtube|bluesky|mastodon|threads"
    r"|tiktok|pinterest|xing|e-?mail|google news|social media|flipboard|messenger|wechat|weibo)"
)
