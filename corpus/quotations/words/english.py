"""English: the words that report speech, and those around them."""

from __future__ import annotations

from typing import Final

from corpus.quotations.words.model import EVERYWHERE, Words, listed

_VERBS: Final = """
said says say told tells tell added adds explained explains stated states noted notes argued argues warned
warns insisted insists stressed stresses emphasised emphasises emphasized emphasizes claimed claims announced
announces replied replies answered answers asked asks responded responds declared declares remarked remarks
observed observes commented comments concluded concludes continued continues recalled recalls admitted admits
acknowledged acknowledges conceded concedes confirmed confirms denied denies promised promises pledged pledges
vowed vows predicted predicts suggested suggests complained complains joked jokes quipped quips shouted shouts
cried cries whispered whispers muttered mutters murmured murmurs called calls described describes dismissed
dismisses criticised criticised criticized criticizes urged urges demanded demands wrote writes tweeted tweets
posted posts repeated repeats reiterated reiterates recounted recounts reflected reflects reckoned reckons
believes believed thinks thought cautioned cautions countered counters retorted retorts objected objects
lamented laments boasted boasts sighed sighs laughed laughs snapped snaps agreed agrees testified testifies
maintained maintains mentioned mentions pointed_out points_out put_it puts_it went_on goes_on went_on_to_say
likes_to_say liked_to_say was_quoted_as_saying is_quoted_as_saying were_quoted_as_saying let_it_be_known
disagreed disagrees corrected corrects ventured volunteered mused muses opined protested protests pleaded pleads begged begs grumbled
grumbles chuckled chuckles yelled yells screamed screams exclaimed exclaims inquired inquires enquired queried
ordered orders instructed confided confides confessed confesses revealed reveals disclosed contended contends
asserted asserts affirmed affirms swore swears vouched estimated estimates figured guessed rejoined interjected
interrupted marvelled marveled enthused gushed fumed fumes thundered growled groaned groans moaned whined
deadpanned clarified clarifies elaborated specified underlined underlines underscored underscores highlighted
feared fears hoped hopes branded labelled labeled likened denounced denounces blasted slammed lauded welcomed
welcomes rejected rejects defended defends summarised summarized spoke_of speaks_of appealed appeals counselled
theorised theorized speculated speculates recommended recommends stammered breathed bellowed taunted bragged
apologised apologized wrote_back shot_back hit_back fired_back piped_up burst_out wondered_aloud
declined refused hailed praised condemned accused began begins proposed proposes offered chimed_in summed_up
sums_up advises advised reported reports wondered wonders teased teases hinted hints
""".replace("\n", " ")

_ROLES: Final = """
spokesman spokeswoman spokesperson minister ministers president chancellor secretary chairman chairwoman chair
chief head leader director official officials diplomat diplomats adviser advisers advisor advisors aide aides
analyst analysts economist economists expert experts lawyer lawyers judge prosecutor professor researcher
researchers scientist scientists historian teacher doctor nurse farmer fisherman resident residents neighbour
neighbor witness witnesses survivor victim activist activists critic critics commander general colonel officer
officers soldier soldiers veteran envoy ambassador governor mayor senator congressman congresswoman lawmaker
lawmakers mp councillor candidate owner manager founder executive editor journalist reporter author writer
critic student driver pilot captain coach player worker workers union mother father sister brother daughter son
wife husband widow friend colleague insider source sources trader banker investor broker negotiator negotiators
mediator delegate delegates monitor inspector engineer architect baker shopkeeper landlord tenant priest bishop
pope king queen prince princess man woman boy girl bystander passenger tourist guide curator chef actor actress
singer painter poet ministry government company agency court police army commission council office department
bank party alliance boss deputy premier treasurer keeper warden ranger vet midwife carpenter member
grandmother grandfather aunt uncle clerk harbourmaster conductor librarian
""".replace("\n", " ")

WORDS: Final = Words(
    code="en",
    verbs=listed(_VERBS),
    participles=listed(_VERBS + " written spoken"),
    auxiliaries=listed("has had have would will did 'd 's"),
    gestures=listed(
        "was is were nodded nods shrugged shrugs smiled smiles grinned grins shook shakes waved waves paused pauses remembers remembered hesitated hesitates frowned puts had has turned leaned"
    ),
    trailing=frozenset(),
    before=listed("according_to in_the_words_of in_the_view_of in_the_opinion_of"),
    behind=frozenset(),
    pronouns={"he": "m", "she": "f", **dict.fromkeys(("they", "another", "others", "i", "we", "it", "you", "one"), "")},
    definite=listed("the his her their its our this that my"),
    indefinite=listed("a an one another some several many two three"),
    keeping=listed("of for the a an at from"),
    breaking=listed("in on by with to near under over after before during against into since between as about"),
    relatives=listed("who which that whose whom"),
    starters=listed("and but while after when as because that if whether though although where since or so then"),
    adverbs=listed(
        "also later then again already once always often soon still even just only never yesterday today "
        "however too meanwhile afterwards afterward simply first further in_turn at_the_time instead merely"
    ),
    roles=listed(_ROLES),
    role_ends=("spokesman", "spokeswoman", "minister", "ologist", "officer", "worker", "keeper"),
    titles=listed(
        "mr mrs ms miss mx dr prof sir dame lord lady baroness president chancellor secretary general minister "
        "prime foreign defence defense finance interior vice deputy senator sen representative rep governor gov "
        "mayor colonel col captain capt lieutenant lt major maj sergeant sgt gen admiral adm commander judge "
        "justice king queen prince princess pope bishop archbishop father sister brother rabbi imam sheikh "
        "professor doctor ambassador envoy commissioner director chief chairman chairwoman spokesman "
        "spokeswoman secretary-general attorney-general councillor detective inspector constable officer"
    ),
    title_ends=(),
    women=listed(
        "mrs ms miss dame lady baroness queen princess spokeswoman chairwoman congresswoman mother sister "
        "daughter wife widow woman girl actress grandmother aunt her"
    ),
    men=listed(
        "mr sir lord king prince pope bishop father brother spokesman chairman congressman son husband man boy "
        "actor grandfather uncle fisherman"
    ),
    bodies=listed(
        "union ministry institute council office group house states nations kingdom republic university college "
        "court bank agency commission committee parliament party press post times news wire street sea ocean "
        "river city north south east west northern southern eastern western new united european american "
        "british french german russian international national federal world war treaty airport hospital school "
        "company inc ltd plc corp foundation association society club league department bureau board service "
        "centre center church review journal chronicle ledger forces army navy police day week street road "
        "white security defense defence health act plan programme program fund summit conference museum"
    ),
    papers=listed(
        "report statement letter document study law sign communiqué communique text note paper survey poll "
        "article headline banner card plaque poster draft email e-mail message message book film song"
    ),
    audience=listed("reporters journalists us me parliament lawmakers him her them"),
    she=listed(
        "anna anne ann angela amanda alice amy barbara carol caroline catherine charlotte christine clara claire "
        "diana dorothy elena elizabeth ella emily emma eva eve fiona grace hannah helen ingrid irene isabel jane "
        "jennifer jessica joan joanna judith julia kaja karen kate katherine laura lena linda lisa lucy margaret "
        "maria marta martha mary mia nadia nancy naomi nina nora olga olivia patricia paula rachel rebecca rosa "
        "ruth sally sandra sara sarah sofia sophia sophie stella susan theresa ursula vera victoria"
    ),
    he=listed(
        "adam alan albert alexander andrew anthony antonio arthur ben benjamin bernard bill bob boris brian "
        "carl carlos charles chris christopher colin daniel david dennis donald douglas edward eric frank "
        "frederick gary george gerald gordon graham harold harry henry hugh ian ivan jack jacob james jason "
        "jeffrey jeremy jim joe john jonathan joseph keith kenneth kevin larry leo leon liam luke mark martin "
        "matthew max michael mike nicholas nick noah norman oleh oliver oscar owen patrick paul pavel pedro pete "
        "peter philip ralph raymond richard robert roger ronald samuel scott sean simon stephen steven stuart "
        "thomas tim timothy tom victor vladimir volodymyr walter william"
    ),
    capitals=EVERYWHERE
    | listed(
        "the a an this that these those it he she they we you i his her their its our my your in on at by for "
        "from with to of as and but or if when while after before because since although though however so "
        "then there here what who why how where which whose asked speaking yes no not nor only both all some "
        "many most few several each every either neither yesterday today tomorrow later earlier meanwhile "
        "still yet also even just once now never according one two three four five six seven eight nine ten "
        "under over during against between into through about among until was were is are had has have do does "
        "did will would can could should may might must let well oh back last next another others nobody "
        "everyone everybody somebody nothing everything standing asking instead perhaps maybe"
    ),
    question=listed("q question"),
    answer=listed("a answer"),
)
