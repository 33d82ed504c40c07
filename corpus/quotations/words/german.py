"""German: the words that report speech, and those around them."""

from __future__ import annotations

from typing import Final

from corpus.quotations.words.model import EVERYWHERE, Words, listed

_VERBS: Final = """
sagte sagt sagten erklärte erklärt betonte betont meinte meint erläuterte erläutert berichtete berichtet
erzählte erzählt mahnte mahnt warnte warnt forderte fordert kritisierte kritisiert lobte lobt antwortete
antwortet fragte fragt entgegnete entgegnet erwiderte erwidert bemerkte bemerkt behauptete behauptet
versicherte versichert versprach verspricht bestätigte bestätigt beklagte beklagt klagte klagt bekräftigte
bekräftigt unterstrich unterstreicht ergänzte ergänzt schrieb schreibt twitterte rief ruft flüsterte flüstert
murmelte murmelt scherzte scherzt spottete spottet räumte räumt gab gibt fügte fügt hob hebt wies weist stellte
stellt führte führt kündigte kündigt pflichtete pflichtet drohte droht prophezeite prophezeit urteilte urteilt
resümierte resümiert befand befindet konstatierte konstatiert schilderte schildert beschrieb beschreibt nannte
nennt bezeichnete bezeichnet sprach spricht rät riet verlangte verlangt vermutete vermutet glaubt glaubte findet
fand hofft hoffte äußerte äußert verkündete verkündet argumentierte argumentiert verteidigte verteidigt seufzte
seufzt lachte lacht gesteht gestand wiederholte wiederholt zitierte erinnerte erinnert schloss schließt
beteuerte beteuert dementierte stichelte frotzelte appellierte appelliert wünschte begründete begründet
konstatierte fluchte flucht knurrte grummelte verwarf verwirft stammelte jubelte jubelt witzelte witzelt höhnte
sinnierte folgerte merkte merkt mutmaßte prahlte tönte polterte poltert wetterte wettert zürnte hielt legte warf
wirft korrigierte korrigiert verriet verrät bat bittet befahl beschwor drängte drängt unterbrach informierte
notierte notiert formulierte formuliert verglich vergleicht tadelte rügte rügt verurteilte verurteilt begrüßte
begrüßt schimpfte schimpft empfahl empfiehlt plädierte plädiert prognostizierte prognostiziert rechnete stöhnte heißt hieß lautet
ausführte hinzufügte einräumte zugab klarstellte mitteilte ankündigte hervorhob zurückwies widersprach
widerspricht entgegenhielt nachschob grübelte schwor räsonierte philosophierte ermahnte ermahnt befürchtete befürchtet fürchtet fürchtete gelobte
ließ_wissen lässt_wissen gab_zu_bedenken gibt_zu_bedenken stellte_fest bilanzierte bilanziert freute freut
kommentierte kommentiert wandte wendet setzte setzt teilte teilt präzisierte präzisiert schwärmt schwärmte brummte brummt so
""".replace("\n", " ")

WORDS: Final = Words(
    code="de",
    verbs=listed(_VERBS),
    participles=listed(
        "gesagt erklärt betont gemeint erläutert berichtet erzählt gemahnt gewarnt gefordert kritisiert gelobt "
        "geantwortet gefragt entgegnet erwidert bemerkt behauptet versichert versprochen bestätigt beklagt "
        "geklagt bekräftigt unterstrichen ergänzt geschrieben gerufen eingeräumt zugegeben hinzugefügt "
        "hervorgehoben klargestellt ausgeführt angekündigt geurteilt geschildert beschrieben genannt bezeichnet "
        "mitgeteilt angemerkt korrigiert verraten gebeten festgestellt verurteilt begrüßt empfohlen gerügt "
        "gesprochen geraten verlangt vermutet geäußert verkündet wiederholt erinnert"
    ),
    auxiliaries=listed("hat hatte habe haben hatten"),
    gestures=listed(
        "war ist wurde wird nickte nickt lächelte lächelt zuckte zuckt schüttelte schüttelt winkte winkt grinste grinst zögerte zögert hat hatte macht machte bleibt blieb weiß wusste"
    ),
    trailing=listed("hinzu ein zu hervor zurück klar aus an bei nach"),
    before=listed(
        "laut nach_angaben_von nach_den_worten_von nach_worten_von nach_aussage_von nach_ansicht_von gemäß "
        "nach_einschätzung_von nach_auffassung_von nach_meinung_von"
    ),
    behind=listed("zufolge"),
    pronouns={"er": "m", "sie": "f", **dict.fromkeys(("es", "andere", "anderer", "ich", "wir", "ihr", "man"), "")},
    definite=listed("der die das seine ihre sein ihr dem den deren dessen dieser diese"),
    indefinite=listed("ein eine einer einem einige mehrere viele zwei drei"),
    keeping=listed("der des den dem die das einer eines einem von vom für aus beim bei im am"),
    breaking=listed(
        "in auf mit nach gegen über unter vor zu zum zur zwischen seit während wegen trotz ohne durch um an"
    ),
    relatives=listed("der die das welcher welche"),
    starters=listed("und aber doch denn dass weil als wenn nachdem während ob obwohl wie da sondern oder"),
    adverbs=listed(
        "auch später dann wieder bereits schon einmal immer oft noch sogar nur gestern heute jedoch zudem "
        "außerdem dazu danach daraufhin hingegen dagegen weiter weiterhin abschließend anschließend ferner nun "
        "darauf etwa deshalb allerdings aber einst knapp leise laut am_montag am_dienstag am_mittwoch "
        "am_donnerstag am_freitag am_samstag am_sonntag am_abend am_morgen am_rande mir uns sich in_berlin "
        "damals trocken vor_journalisten hinterher zuvor zunächst schließlich erst kürzlich"
    ),
    roles=listed(
        "experte experten expertin ökonom ökonomin mitglied diplomat diplomatin diplomaten beamter beamtin anwalt "
        "anwältin richter richterin lehrer lehrerin arzt ärztin landwirt landwirtin bäcker bäckerin mann frau "
        "nachbar nachbarin zeuge zeugin augenzeuge schülerin schüler studentin student general kommissar "
        "kommissarin botschafter botschafterin historiker historikerin bürgermeister bürgermeisterin trainer "
        "trainerin gesandter gesandte berater beraterin abgeordneter abgeordnete ministerium regierung "
        "unternehmen polizei behörde gericht verband partei kanzler kanzlerin chef chefin vater mutter sohn "
        "tochter bauer bäuerin fischer kapitän pfarrer pfarrerin wirt wirtin verkäuferin verkäufer unterhändler "
        "unterhändlerin insider besucher besucherin bewohner bewohnerin gewerkschaft forscherteam kollege "
        "kollegin vorsitzender vorsitzende teilnehmer teilnehmerin senator senatorin"
    ),
    role_ends=tuple(
        "sprecher sprecherin minister ministerin präsident präsidentin kanzler kanzlerin chef chefin sekretär "
        "sekretärin leiter leiterin direktor direktorin vorsitzende vorsitzender vorsitzenden beauftragte "
        "beauftragter forscher forscherin experte expertin politiker politikerin meister meisterin professor "
        "professorin beamter beamtin berater beraterin anwalt anwältin wissenschaftler wissenschaftlerin "
        "unternehmer unternehmerin ökonom ökonomin offizier händler händlerin mitarbeiter mitarbeiterin "
        "besitzer besitzerin inhaber inhaberin betreiber betreiberin trainer vertreter vertreterin redakteur "
        "historiker kommissar kommissarin ministerium gründer gründerin autor autorin führer führerin rat rätin "
        "wirt wirtin ingenieur ingenieurin lehrer lehrerin ärztin arzt".split()
    ),
    titles=listed("herr frau dr doktor prof professor graf gräfin freiherr baron prinz prinzessin papst könig königin"),
    title_ends=tuple(
        "sprecher sprecherin minister ministerin präsident präsidentin kanzler kanzlerin chef chefin sekretär "
        "sekretärin leiter leiterin direktor direktorin vorsitzende vorsitzender vorsitzenden beauftragte "
        "beauftragter beauftragten forscher forscherin experte expertin politiker politikerin bürgermeister "
        "bürgermeisterin professor professorin berater beraterin anwalt anwältin wissenschaftler "
        "wissenschaftlerin unternehmer unternehmerin gesandte gesandten abgeordnete abgeordneter trainer "
        "trainerin kommissar kommissarin botschafter botschafterin inhaber inhaberin inspekteur general".split()
    ),
    women=listed(
        "frau expertin ökonomin diplomatin beamtin anwältin richterin lehrerin ärztin nachbarin zeugin kanzlerin "
        "präsidentin ministerin chefin sprecherin mutter tochter beraterin bürgermeisterin königin gräfin "
        "bäckerin landwirtin leiterin direktorin forscherin historikerin"
    ),
    men=listed(
        "herr mann experte ökonom diplomat beamter anwalt richter lehrer arzt nachbar zeuge kanzler präsident "
        "minister chef sprecher vater sohn berater bürgermeister könig graf bäcker landwirt leiter direktor"
    ),
    bodies=listed(
        "deutsche deutscher union bundestag bundesrat institut rat amt gruppe haus staaten republik universität "
        "gericht bank agentur kommission ausschuss partei presse zeitung straße anfang ende mitte europäische "
        "europäischen vereinte vereinten nationen neue neuen milliarden millionen euro dollar prozent uhr"
    ),
    papers=listed("bericht erklärung brief papier dokument studie gesetz schild text umfrage mitteilung artikel"),
    audience=listed(
        "journalisten reportern agentur nachrichtenagentur zeitung sender dpa afp reuters presse-agentur "
        "deutschlandfunk blatt rundfunk magazin zeitungen"
    ),
    she=listed(
        "anna andrea angela anja anke annalena anne annegret annette antje barbara beate bettina birgit brigitte "
        "carla christa christiane christine claudia cornelia dagmar doris elke erika eva franziska gabriele "
        "gisela hanna hannelore heide heike helga ilse ingrid inge irene jana johanna julia jutta karin katja "
        "katrin kirsten klara lena lisa luise manuela maria marie marion martina meike monika nadine nicole "
        "petra renate sabine sandra saskia silke simone sonja stefanie susanne svenja tanja ulrike ursula ute vera"
    ),
    he=listed(
        "alexander andreas armin bernd bernhard björn boris christian christoph daniel david dieter dietmar dirk "
        "eberhard ernst felix florian frank franz friedrich georg gerhard gerrit günter hans harald heiko heinz "
        "helmut hendrik henning herbert hermann holger horst jan jens joachim johannes jonas jörg josef jürgen "
        "kai karl klaus kurt lars lukas manfred marco mark markus martin matthias max michael moritz nils norbert "
        "olaf oliver otto paul peter rainer ralf reinhard robert rolf rudolf sebastian stefan stephan sven theo "
        "thomas thorsten tim tobias torsten ulrich uwe volker walter werner wilhelm winfried wolfgang"
    ),
    capitals=EVERYWHERE
    | listed(
        "der die das ein eine einer einem einen des dem den und aber oder doch denn er sie es ich wir ihr man "
        "sein seine ihre ihren im in am an auf aus bei mit nach von vor zu zum zur für über unter um gegen durch "
        "wenn als weil dass ob während nachdem seit bis was wer wie wo warum wann welche auch noch schon nur so "
        "da dann hier dort heute gestern morgen jetzt nun immer nie nicht kein keine alle viele einige mehrere "
        "zwei drei laut gemäß bleibt gefragt immerhin zudem außerdem dagegen dabei damit dazu daraufhin danach "
        "es gibt ist war hat hatte wird wurde kann sei beim vom zwischen rund etwa ja nein dieser diese dieses "
        "später zuvor manche andere beide jeder jede niemand anders allerdings deshalb trotzdem dennoch"
    ),
    question=listed("f frage q"),
    answer=listed("a antwort"),
)
