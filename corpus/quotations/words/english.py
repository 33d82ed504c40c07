"""English: the words that report speech, and those around them."""

from __future__ import annotations

from typing import Final

from corpus.quotations.words.model import EVERYWHERE, Words, listed

_VERBS: Final = listed("""
    accused acknowledged acknowledges added adds admits admitted advised advises affirmed affirms agreed
    agrees announced announces answered answers apologised apologized appealed appeals argued argues asked
    asks asserted asserts began begged begins begs believed believes bellowed blasted boasted boasts
    bragged branded breathed burst_out called calls cautioned cautions chimed_in chuckled chuckles claimed
    claims clarified clarifies commented comments complained complains conceded concedes concluded
    concludes condemned confessed confesses confided confides confirmed confirms contended contends
    continued continues corrected corrects counselled countered counters cried cries criticised criticized
    criticizes deadpanned declared declares declined defended defends demanded demands denied denies
    denounced denounces described describes disagreed disagrees disclosed dismissed dismisses elaborated
    emphasised emphasises emphasized emphasizes enquired enthused estimated estimates exclaimed exclaims
    explained explains feared fears figured fired_back fumed fumes goes_on groaned groans growled grumbled
    grumbles guessed gushed hailed highlighted hinted hints hit_back hoped hopes inquired inquires
    insisted insists instructed interjected interrupted is_quoted_as_saying joked jokes labeled labelled
    lamented laments lauded laughed laughs let_it_be_known liked_to_say likened likes_to_say maintained
    maintains marveled marvelled mentioned mentions moaned murmured murmurs mused muses muttered mutters
    noted notes objected objects observed observes offered opined ordered orders piped_up pleaded pleads
    pledged pledges pointed_out points_out posted posts praised predicted predicts promised promises
    proposed proposes protested protests put_it puts_it queried quipped quips recalled recalls reckoned
    reckons recommended recommends recounted recounts reflected reflects refused reiterated reiterates
    rejected rejects rejoined remarked remarks repeated repeats replied replies reported reports responded
    responds retorted retorts revealed reveals said say says screamed screams shot_back shouted shouts
    sighed sighs slammed snapped snaps speaks_of specified speculated speculates spoke_of stammered stated
    states stressed stresses suggested suggests summarised summarized summed_up sums_up swears swore
    taunted teased teases tell tells testified testifies theorised theorized thinks thought thundered told
    tweeted tweets underlined underlines underscored underscores urged urges ventured volunteered vouched
    vowed vows warned warns was_quoted_as_saying welcomed welcomes went_on went_on_to_say
    were_quoted_as_saying whined whispered whispers wondered wondered_aloud wonders writes wrote
    wrote_back yelled yells
""")

WORDS: Final = Words(
    code="en",
    verbs=_VERBS,
    participles=_VERBS | listed("spoken written"),
    auxiliaries=listed("'d 's did had has have will would"),
    finite=listed("""
        are be been came can could did do does got had has have is made may might must needed needs not should
        took wanted wants was went were will would
    """),
    gestures=listed("""
        frowned grinned grins had has hesitated hesitates is leaned nodded nods paused pauses puts remembered
        remembers shakes shook shrugged shrugs smiled smiles turned was waved waves were
    """),
    before=listed("according_to in_the_opinion_of in_the_view_of in_the_words_of"),
    behind=frozenset(),
    pronouns={"he": "m", "she": "f", **dict.fromkeys(listed("another i it one others they we you"), "")},
    definite=listed("her his its my our that the their this"),
    indefinite=listed("a an another many one several some three two"),
    keeping=listed("a an at for from of the"),
    breaking=listed("""
        about after against as before between by during in into near on over since to under with
    """),
    relatives=listed("that which who whom whose"),
    starters=listed("""
        after although and as because but if or since so that then though when where whether while
    """),
    adverbs=listed("""
        afterward afterwards again already also always at_the_time even first further however in_turn instead
        just later meanwhile merely never often once only simply soon still then today too yesterday
    """),
    roles=listed("""
        activist activists actor actress adviser advisers advisor advisors agency aide aides alliance
        ambassador analyst analysts architect army attorney attorneys aunt author baker bank banker biologist
        bishop boss boy broker brother bystander campaigner candidate captain carpenter chair chairman
        chairwoman chancellor chef chief clerk coach colleague colonel commander commission commuter company
        conductor congressman congresswoman consultant council councillor counsel court critic critics curator
        daughter defendant delegate delegates department deputy designer detective developer diplomat
        diplomats director doctor driver economist economists editor engineer envoy executive expert experts
        farmer father firefighter fisherman founder friend general geologist girl government governor
        grandfather grandmother guide harbourmaster head historian husband insider inspector investigator
        investor journalist judge keeper king landlord lawmaker lawmakers lawyer lawyers leader librarian
        lieutenant lobbyist man manager mayor mediator member midwife minister ministers ministry monitor
        mother mp negotiator negotiators neighbor neighbour nurse office officer officers official officials
        organiser organizer owner painter paramedic party passenger pilot plaintiff player poet police pope
        premier president priest prince princess professor programmer prosecutor psychologist publisher queen
        ranger reporter researcher researchers resident residents scientist scientists secretary senator
        sergeant sheriff shopkeeper shopper singer sister soldier soldiers son source sources spokesman
        spokespeople spokesperson spokeswoman strategist student survivor teacher tenant tourist trader
        treasurer uncle union vet veteran victim volunteer warden whistleblower widow wife witness witnesses
        woman worker workers writer
    """),
    role_ends=tuple(sorted(listed("keeper minister officer ologist spokesman spokeswoman worker"))),
    titles=listed("""
        adm admiral ambassador archbishop attorney-general baroness bishop brother capt captain chairman
        chairwoman chancellor chief col colonel commander commissioner constable councillor dame defence
        defense deputy detective director doctor dr envoy father finance foreign gen general gov governor imam
        inspector interior judge justice king lady lieutenant lord lt maj major mayor minister miss mr mrs ms
        mx officer pope president prime prince princess prof professor queen rabbi rep representative
        secretary secretary-general sen senator sergeant sgt sheikh sir sister spokesman spokeswoman vice
    """),
    title_ends=(),
    women=listed("""
        actress aunt baroness chairwoman congresswoman dame daughter girl grandmother her lady miss mother mrs
        ms princess queen sister spokeswoman widow wife woman
    """),
    men=listed("""
        actor bishop boy brother chairman congressman father fisherman grandfather husband king lord man mr
        pope prince sir son spokesman uncle
    """),
    bodies=listed("""
        act agency airport american army association bank board british bureau center centre chronicle church
        city club college commission committee company conference corp council court day defence defense
        department east eastern european federal forces foundation french fund german group health hospital
        house inc institute international journal kingdom league ledger ltd ministry museum national nations
        navy new news north northern ocean office parliament party plan plc police post press program
        programme republic review river road russian school sea security service society south southern states
        street summit times treaty union united university war week west western white wire world
    """),
    papers=listed("""
        article banner book card communique communiqué document draft e-mail email film headline law letter
        message note paper plaque poll poster report sign song statement study survey text
    """),
    audience=listed("her him journalists lawmakers me parliament reporters them us"),
    she=listed("""
        alice amanda amy angela ann anna anne barbara carol caroline catherine charlotte christine claire
        clara diana dorothy elena elizabeth ella emily emma eva eve fiona grace hannah helen ingrid irene
        isabel jane jennifer jessica joan joanna judith julia kaja karen kate katherine laura lena linda lisa
        lucy margaret maria marta martha mary mia nadia nancy naomi nina nora olga olivia patricia paula
        rachel rebecca rosa ruth sally sandra sara sarah sofia sophia sophie stella susan theresa ursula vera
        victoria
    """),
    he=listed("""
        adam alan albert alexander andrew anthony antonio arthur ben benjamin bernard bill bob boris brian
        carl carlos charles chris christopher colin daniel david dennis donald douglas edward eric frank
        frederick gary george gerald gordon graham harold harry henry hugh ian ivan jack jacob james jason
        jeffrey jeremy jim joe john jonathan joseph keith kenneth kevin larry leo leon liam luke mark martin
        matthew max michael mike nicholas nick noah norman oleh oliver oscar owen patrick paul pavel pedro
        pete peter philip ralph raymond richard robert roger ronald samuel scott sean simon stephen steven
        stuart thomas tim timothy tom victor vladimir volodymyr walter william
    """),
    capitals=EVERYWHERE
    | listed("""
        a about according after against all also although among an and another are as asked asking at back
        because before between both but by can could did do does during each earlier eight either even every
        everybody everyone everything few five for four from had has have he her here his how however i if in
        instead into is it its just last later let many maybe meanwhile might most must my neither never next
        nine no nobody nor not nothing now of oh on once one only or others our over perhaps seven several she
        should since six so some somebody speaking standing still ten that the their then there these they
        this those though three through to today tomorrow two under until was we well were what when where
        which while who whose why will with would yes yesterday yet you your
    """),
    question=listed("q question"),
    answer=listed("a answer"),
)
