"""Sentences labelled by hand for the lenses: what each shows stands between ⟦ and ⟧."""

from __future__ import annotations

from typing import Final

FIGURES: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        "The dam cost ⟦€1.2bn⟧, ⟦a fifth⟧ more than planned, and was paid for by ⟦$40 million⟧ in gifts.",
        "⟦Two-thirds⟧ of the towns spend ⟦2 per cent⟧ of their income on it, up from ⟦1.5%⟧ in 2014.",
        "On 13 February 2025 at 08:40 ⟦32 member states⟧ sent ⟦1,500 troops⟧ and ⟦20 to 30 tanks⟧.",
        "⟦Half a million people⟧ live there; ⟦thousands of houses⟧ were lost in the 1990s.",
        "Article 5 of the treaty of 1949 names nobody, said the pilot of the F-16, who is 57.",
        "Call +49 30 1234567 or 030 123 45 67 from 8 a.m. to 10 p.m., see page 12 [3].",
        "It rose by ⟦3 percentage points⟧ to ⟦404 billion dollars⟧, ⟦ten times⟧ the sum of 2019.",
        "He had ⟦eleven questions⟧, and five days to answer them; the 17th was about the sea.",
        "The wall is ⟦12 kilometres⟧ long and ⟦3.5 metres⟧ high, and weighs ⟦2 million tonnes⟧.",
        "1. Find the verb. 2. Find the subject.",
        "More than ⟦2000 soldiers⟧ were there, about ⟦404⟧ of them from the north.",
        "⟦£3.50⟧ a seat, ⟦1,234,567 votes⟧, ⟦two hundred and fifty tanks⟧ and ⟦-5 degrees⟧.",
        "Between 2010 and 2014 the Covid-19 ward had ⟦200 beds⟧ and ⟦half of⟧ the nurses.",
    ),
    "de": (
        "Der Damm kostete ⟦3,5 Milliarden Euro⟧, ⟦5 Prozent⟧ mehr als 2023, ⟦zwei Prozentpunkte⟧ zu viel.",
        "⟦Zwei Drittel⟧ der Städte zahlen ⟦12 Mrd. €⟧ und liefern ⟦1,5 Mio. Tonnen⟧ Stein.",
        "Am 3. Mai um 8 Uhr kamen ⟦2000 Soldaten⟧ und ⟦rund 300⟧ Helfer, um 11.15 Uhr waren sie fort.",
        "⟦Zweiunddreißig Staaten⟧, ⟦eine halbe Million⟧ Menschen und ⟦die Hälfte⟧ der Häuser.",
        "Artikel 5 des Vertrags gilt seit dem 2. Weltkrieg, steht auf Seite 12.",
        "Es waren ⟦150 000 Menschen⟧, ⟦40 Prozent⟧ davon Kinder, in ⟦zwölf Lagern⟧.",
        "Der Zaun ist ⟦12 Kilometer⟧ lang; ⟦Tausende⟧ halfen, drei Männer nicht.",
        "Vor drei Jahren zählte man ⟦485 Schiffe⟧ im Hafen.",
    ),
    "fr": (
        "La digue a coûté ⟦2,5 millions d'euros⟧, ⟦un tiers⟧ de plus que prévu, soit ⟦5 %⟧ du budget.",
        "⟦2 000 soldats⟧ sont partis à 20 h 30, le 13 février, avec ⟦une dizaine⟧ de chars.",
        "⟦Les deux tiers⟧ des villes consacrent ⟦5 pour cent⟧ de leur revenu à la mer.",
        "L'article 5 du traité de 1949 ne dit rien ; voir page 12.",
        "⟦Des milliers⟧ de personnes, ⟦un demi-million⟧ d'arbres et ⟦deux cents chars⟧.",
        "La moitié nord est fermée depuis 8h30, et ⟦la moitié⟧ des écoles aussi.",
        "Ils sont ⟦32 États⟧ à payer ⟦1,2 milliard de dollars⟧ et à envoyer ⟦quatre-vingt-dix bateaux⟧.",
        "Deux femmes et trois hommes ont parcouru ⟦40 kilomètres⟧.",
    ),
}

DATES: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        "On ⟦13 February 2025⟧, and again on ⟦Feb. 13⟧, ministers met; the text is of ⟦2025-02-13⟧.",
        "He said ⟦last week⟧ that he may come ⟦next June⟧, and marched on in ⟦March⟧.",
        "⟦Thursday, 13 February 2025⟧ was cold, as in ⟦2014⟧ and the ⟦1990s⟧.",
        "The ⟦first quarter of 2025⟧ was better than ⟦Q1 2024⟧; ⟦yesterday evening⟧ it was known.",
        "More than 2000 soldiers and 1990 tanks stood there ⟦two years ago⟧.",
        "They met at 20:27 in room 1204 and paid $2025.",
        "From ⟦12 to 14 May⟧ the town of ⟦the 19th century⟧ is shown again ⟦tomorrow⟧.",
        "He may go; the march was long; an august company was at home.",
        "Between ⟦2010⟧ and ⟦2014⟧, since ⟦February 2022⟧ and by ⟦Monday⟧.",
        "⟦Nov. 23⟧, ⟦March 3, 2024⟧ and ⟦13/02/2025⟧.",
    ),
    "de": (
        "Am ⟦Donnerstag, dem 13. Februar 2025⟧, sagte er, ⟦gestern Abend⟧ sei es anders gewesen.",
        "⟦Letzte Woche⟧, ⟦vor drei Jahren⟧ und im ⟦Mai⟧ war hier nichts zu hören.",
        "Am ⟦Montagabend⟧ des ⟦13.02.2025⟧, in den ⟦90er Jahren⟧ und im ⟦19. Jahrhundert⟧.",
        "Im ⟦ersten Quartal 2025⟧ kamen 2000 Menschen um 11.15 Uhr.",
        "Vom ⟦12. bis 14. Februar⟧ und Ende ⟦März⟧, seit ⟦2014⟧.",
        "⟦Heute⟧ ist hier jeder Morgen schön.",
    ),
    "fr": (
        "Le ⟦13 février 2025⟧, ⟦jeudi soir⟧, ⟦la semaine dernière⟧ et ⟦il y a deux ans⟧.",
        "Depuis ⟦2014⟧, en ⟦mars⟧, le ⟦1er mai⟧ et ⟦lundi prochain⟧, rien n'a changé.",
        "⟦Hier⟧, ⟦aujourd'hui⟧ et ⟦cette année⟧ ; ⟦l'an dernier⟧ et les ⟦années 1990⟧.",
        "Du ⟦12 au 14 février⟧, au ⟦premier trimestre⟧, à 20 h 30.",
        "Ici, le mai est un arbre.",
    ),
}

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "en": (
        "The ministers met in ⟦Brussels⟧ on Thursday. Asked about it, Mr ⟦Aldous⟧ said nothing.",
        "⟦Hendrik Aldous⟧, the spokesman, told ⟦NATO⟧ that ⟦Ukraine⟧ would come. ⟦Aldous⟧ smiled.",
        "Defence is dear. Money was the one subject; nobody in the ⟦White House⟧ spoke of money.",
        "President ⟦Donald Trump⟧ and the American envoy ⟦Keith Kellogg⟧ flew to ⟦Munich⟧ on Friday.",
        "⟦Kaja Tammsoo⟧ runs the ⟦Saltmarsh Institute⟧ in ⟦Tallinn⟧.",
        "The Russian army and the European members spent three per cent of GDP.",
        "“⟦Putin⟧ has to come,” ⟦Rutte⟧ said. ⟦Putin⟧ did not.",
        "Speaking after the meeting, the Prime Minister praised the ⟦Bank of Norway⟧.",
        "However, the report of the ⟦University of Tartu⟧ says so. Perhaps. Instead, silence.",
        "Secretary General ⟦Mark Rutte⟧ met Defense Secretary ⟦Pete Hegseth⟧ in February.",
    ),
    "de": (
        "Die Minister trafen sich am Donnerstag in ⟦Brüssel⟧, um über die ⟦Ukraine⟧ zu sprechen.",
        "⟦Hendrik Aldous⟧, der Sprecher, sagte der ⟦NATO⟧ wenig. ⟦Aldous⟧ lächelte über die Frage.",
        "Generalsekretär ⟦Mark Rutte⟧ und Präsident ⟦Wladimir Putin⟧ telefonierten; ⟦Ruttes⟧ Wort war kurz.",
        "Das Geld reicht nicht, und die Hälfte der Länder zahlt zwei Prozent der Wirtschaftsleistung.",
        "Frau ⟦Lohmann⟧ vom Institut für Vertragsforschung reist nach ⟦München⟧, wie ⟦Lohmann⟧ sagte.",
        "Im Hauptsatz steht, was alle wollen, im Nebensatz steht, wer es macht.",
        "„Man muss fragen“, sagt ⟦Gerrit Lohmann⟧, der seit Jahren Waffenruhen vergleicht.",
        "Der Vertrag von ⟦Minsk⟧ hielt den Winter nicht.",
    ),
    "fr": (
        "Les ministres se sont réunis à ⟦Bruxelles⟧ jeudi. Interrogé, M. ⟦Delorme⟧ n'a rien dit.",
        "⟦Béatrice Delorme-Vasseur⟧ a dit que l'⟦OTAN⟧ et l'⟦Ukraine⟧ viendraient à ⟦Munich⟧.",
        "Le président ⟦Vladimir Poutine⟧ a téléphoné à ⟦Donald Trump⟧ mercredi.",
        "Rien n'est décidé. Personne ne sait. L'argent manque à ⟦Lille⟧ comme à ⟦Moscou⟧.",
        "Le secrétaire général, ⟦Mark Rutte⟧, ira vendredi à ⟦Varsovie⟧. ⟦Rutte⟧ y parlera du traité.",
    ),
}
