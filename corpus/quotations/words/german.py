"""German: the words that report speech, and those around them."""

from __future__ import annotations

from typing import Final

from corpus.quotations.words.model import EVERYWHERE, Words, listed

WORDS: Final = Words(
    code="de",
    verbs=listed("""
        ankündigte antwortet antwortete appelliert appellierte argumentiert argumentierte ausführte bat befahl
        befand befindet befürchtet befürchtete begründet begründete begrüßt begrüßte behauptet behauptete
        beklagt beklagte bekräftigt bekräftigte bemerkt bemerkte berichtet berichtete beschreibt beschrieb
        beschwor bestätigt bestätigte beteuert beteuerte betont betonte bezeichnet bezeichnete bilanziert
        bilanzierte bittet brummt brummte dementierte droht drohte drängt drängte einräumte empfahl empfiehlt
        entgegenhielt entgegnet entgegnete ergänzt ergänzte erinnert erinnerte erklärt erklärte erläutert
        erläuterte ermahnt ermahnte erwidert erwiderte erzählt erzählte fand findet flucht fluchte flüstert
        flüsterte folgerte fordert forderte formuliert formulierte fragt fragte freut freute frotzelte fügt
        fügte führt führte fürchtet fürchtete gab gab_zu_bedenken gelobte gestand gesteht gibt gibt_zu
        gibt_zu_bedenken glaubt glaubte grummelte grübelte hebt heißt hervorhob hielt hieß hinzufügte hob
        hofft hoffte höhnte informierte jubelt jubelte klagt klagte klarstellte knurrte kommentiert
        kommentierte konstatiert konstatierte korrigiert korrigierte kritisiert kritisierte kündigt kündigte
        lacht lachte lautet legte ließ_wissen lobt lobte lässt_wissen mahnt mahnte meint meinte merkt merkte
        mitteilte murmelt murmelte mutmaßte nachschob nannte nennt notiert notierte orakelte pflichtet
        pflichtete philosophierte plädiert plädierte poltert polterte prahlte prognostiziert prognostizierte
        prophezeit prophezeite präzisiert präzisierte rechnete resümiert resümierte rief riet ruft räsonierte
        rät räumt räumte rügt rügte sagt sagte sagten scherzt scherzte schildert schilderte schimpft schimpfte
        schließt schloss schreibt schrieb schwor schwärmt schwärmte setzt setzte seufzt seufzte sinnierte so
        spottet spottete sprach spricht stammelte stellt stellte stellte_fest stichelte stöhnte tadelte teilt
        teilte twitterte tönte unterbrach unterstreicht unterstrich urteilt urteilte vergleicht verglich
        verkündet verkündete verlangt verlangte vermutet vermutete verriet verrät versichert versicherte
        versprach verspricht verteidigt verteidigte verurteilt verurteilte verwarf verwirft wandte warf warnt
        warnte weist wendet wettert wetterte widersprach widerspricht wiederholt wiederholte wies wirft
        witzelt witzelte wünschte zeigt zeigte zitierte zugab zurückwies zürnte äußert äußerte
    """),
    participles=listed("""
        angekündigt angemerkt ausgeführt begrüßt behauptet beklagt bekräftigt bemerkt berichtet beschrieben
        bestätigt betont bezeichnet eingeräumt empfohlen entgegnet ergänzt erinnert erklärt erläutert erwidert
        erzählt festgestellt geantwortet gebeten gefordert gefragt geklagt gelobt gemahnt gemeint genannt
        geraten gerufen gerügt gesagt geschildert geschrieben gesprochen geurteilt gewarnt geäußert
        hervorgehoben hinzugefügt klargestellt korrigiert kritisiert mitgeteilt unterstrichen verkündet
        verlangt vermutet verraten versichert versprochen verurteilt wiederholt zugegeben
    """),
    auxiliaries=listed("habe haben hat hatte hatten"),
    finite=listed("""
        darf ging haben hat hatte hatten ist kam kann konnte können liegt muss musste müssen nicht sei sind
        soll sollen sollte stand steht war waren werden will wird wollte wurde wurden wäre
    """),
    gestures=listed("""
        bleibt blieb grinst grinste hat hatte ist lächelt lächelte macht machte nickt nickte schüttelt
        schüttelte war weiß winkt winkte wird wurde wusste zuckt zuckte zögert zögerte
    """),
    before=listed("""
        gemäß laut nach_angaben_von nach_ansicht_von nach_auffassung_von nach_aussage_von nach_den_worten_von
        nach_einschätzung_von nach_meinung_von nach_worten_von
    """),
    behind=listed("zufolge"),
    pronouns={"er": "m", "sie": "f", **dict.fromkeys(listed("andere anderer es ich ihr man wir"), "")},
    definite=listed("das dem den der deren dessen die diese dieser ihr ihre sein seine"),
    indefinite=listed("drei ein eine einem einer einige mehrere viele zwei"),
    keeping=listed("am aus bei beim das dem den der des die einem einer eines für im vom von"),
    breaking=listed("""
        an auf durch gegen in mit nach ohne seit trotz um unter vor wegen während zu zum zur zwischen über
    """),
    relatives=listed("das der die welche welcher"),
    starters=listed("""
        aber als da dass denn doch nachdem ob obwohl oder sondern und weil wenn wie während
    """),
    adverbs=listed("""
        aber abschließend allerdings am_abend am_dienstag am_donnerstag am_freitag am_mittwoch am_montag
        am_morgen am_rande am_samstag am_sonntag anschließend auch außerdem bereits dagegen damals danach dann
        darauf daraufhin dazu deshalb einmal einst erst etwa ferner gestern heute hingegen hinterher immer
        in_berlin jedoch knapp kürzlich laut leise mir noch nun nur oft schließlich schon sich sogar später
        trocken uns vor_journalisten weiter weiterhin wieder zudem zunächst zuvor
    """),
    roles=listed("""
        abgeordnete abgeordneter anwalt anwältin arzt augenzeuge bauer beamter beamtin behörde berater
        beraterin besucher besucherin bewohner bewohnerin botschafter botschafterin bäcker bäckerin bäuerin
        bürgermeister bürgermeisterin chef chefin diplomat diplomaten diplomatin experte experten expertin
        fischer forscherteam frau general gericht gesandte gesandter gewerkschaft historiker historikerin
        insider kanzler kanzlerin kapitän kollege kollegin kommissar kommissarin landwirt landwirtin lehrer
        lehrerin mann ministerium mitglied mutter nachbar nachbarin partei pfarrer pfarrerin polizei regierung
        richter richterin schüler schülerin senator senatorin sohn student studentin teilnehmer teilnehmerin
        tochter trainer trainerin unterhändler unterhändlerin unternehmen vater verband verkäufer verkäuferin
        vorsitzende vorsitzender wirt wirtin zeuge zeugin ärztin ökonom ökonomin
    """),
    role_ends=tuple(
        sorted(
            listed("""
        anwalt anwältin arzt autor autorin beamter beamtin beauftragte beauftragter berater beraterin besitzer
        besitzerin betreiber betreiberin chef chefin direktor direktorin experte expertin forscher forscherin
        führer führerin gründer gründerin historiker händler händlerin ingenieur ingenieurin inhaber inhaberin
        kanzler kanzlerin kommissar kommissarin lehrer lehrerin leiter leiterin meister meisterin minister
        ministerin ministerium mitarbeiter mitarbeiterin offizier politiker politikerin professor professorin
        präsident präsidentin rat redakteur rätin sekretär sekretärin sprecher sprecherin trainer unternehmer
        unternehmerin vertreter vertreterin vorsitzende vorsitzenden vorsitzender wirt wirtin wissenschaftler
        wissenschaftlerin ärztin ökonom ökonomin
    """)
        )
    ),
    titles=listed("""
        baron doktor dr frau freiherr graf gräfin herr könig königin papst prinz prinzessin prof professor
    """),
    title_ends=tuple(
        sorted(
            listed("""
        abgeordnete abgeordneter anwalt anwältin beauftragte beauftragten beauftragter berater beraterin
        botschafter botschafterin bürgermeister bürgermeisterin chef chefin direktor direktorin experte
        expertin forscher forscherin general gesandte gesandten inhaber inhaberin inspekteur kanzler kanzlerin
        kommissar kommissarin leiter leiterin minister ministerin politiker politikerin professor professorin
        präsident präsidentin sekretär sekretärin sprecher sprecherin trainer trainerin unternehmer
        unternehmerin vorsitzende vorsitzenden vorsitzender wissenschaftler wissenschaftlerin
    """)
        )
    ),
    women=listed("""
        anwältin beamtin beraterin bäckerin bürgermeisterin chefin diplomatin direktorin expertin forscherin
        frau gräfin historikerin kanzlerin königin landwirtin lehrerin leiterin ministerin mutter nachbarin
        präsidentin richterin sprecherin tochter zeugin ärztin ökonomin
    """),
    men=listed("""
        anwalt arzt beamter berater bäcker bürgermeister chef diplomat direktor experte graf herr kanzler
        könig landwirt lehrer leiter mann minister nachbar präsident richter sohn sprecher vater zeuge ökonom
    """),
    bodies=listed("""
        agentur amt anfang ausschuss bank bundesrat bundestag deutsche deutscher dollar ende euro europäische
        europäischen gericht gruppe haus institut kommission milliarden millionen mitte nationen neue neuen
        partei presse prozent rat republik staaten straße uhr union universität vereinte vereinten zeitung
    """),
    papers=listed("""
        artikel bericht brief dokument erklärung gesetz mitteilung papier schild studie text umfrage
    """),
    audience=listed("""
        afp agentur blatt deutschlandfunk dpa journalisten magazin nachrichtenagentur presse-agentur reportern
        reuters rundfunk sender zeitung zeitungen
    """),
    she=listed("""
        andrea angela anja anke anna annalena anne annegret annette antje barbara beate bettina birgit
        brigitte carla christa christiane christine claudia cornelia dagmar doris elke erika eva franziska
        gabriele gisela hanna hannelore heide heike helga ilse inge ingrid irene jana johanna julia jutta
        karin katja katrin kirsten klara lena lisa luise manuela maria marie marion martina meike monika
        nadine nicole petra renate sabine sandra saskia silke simone sonja stefanie susanne svenja tanja
        ulrike ursula ute vera
    """),
    he=listed("""
        alexander andreas armin bernd bernhard björn boris christian christoph daniel david dieter dietmar
        dirk eberhard ernst felix florian frank franz friedrich georg gerhard gerrit günter hans harald heiko
        heinz helmut hendrik henning herbert hermann holger horst jan jens joachim johannes jonas josef jörg
        jürgen kai karl klaus kurt lars lukas manfred marco mark markus martin matthias max michael moritz
        nils norbert olaf oliver otto paul peter rainer ralf reinhard robert rolf rudolf sebastian stefan
        stephan sven theo thomas thorsten tim tobias torsten ulrich uwe volker walter werner wilhelm winfried
        wolfgang
    """),
    capitals=EVERYWHERE
    | listed("""
        aber alle allerdings als am an andere anders auch auf aus außerdem bei beide beim bis bleibt da dabei
        dagegen damit danach dann daraufhin das dass dazu dem den denn dennoch der des deshalb die diese
        dieser dieses doch dort drei durch ein eine einem einen einer einige er es etwa für gefragt gegen
        gemäß gestern gibt hat hatte heute hier ich ihr ihre ihren im immer immerhin in ist ja jede jeder
        jetzt kann kein keine laut man manche mehrere mit morgen nach nachdem nein nicht nie niemand noch nun
        nur ob oder rund schon sei sein seine seit sie so später trotzdem um und unter viele vom von vor wann
        war warum was weil welche wenn wer wie wir wird wo wurde während zu zudem zum zur zuvor zwei zwischen
        über
    """),
    question=listed("f frage q"),
    answer=listed("a antwort"),
)
