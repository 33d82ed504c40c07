"""Countries, capitals and great cities by their English, German and French names, in lower case.

German gives every noun a capital, so that a place can hardly be told from a thing without knowing it.
"""

from __future__ import annotations

from typing import Final

PLACES: Final = frozenset(
    """
    afghanistan kabul albania albanien albanie tirana algeria algerien algérie alger algier algiers
    andorra angola argentina argentinien argentine armenia armenien arménie eriwan yerevan australia
    australien australie canberra sydney melbourne austria österreich autriche wien vienna vienne graz
    salzburg azerbaijan aserbaidschan azerbaïdjan baku bakou bahrain bangladesh bangladesch dhaka belarus
    minsk belgium belgien belgique brussels brüssel bruxelles antwerpen anvers antwerp bolivia bolivien
    bolivie bosnia bosnien bosnie sarajevo brazil brasilien brésil brasilia bulgaria bulgarien bulgarie
    sofia cambodia kambodscha cambodge cameroon kamerun cameroun canada kanada ottawa toronto montreal
    montréal quebec québec chile chili santiago china chine peking beijing pékin shanghai hongkong hong
    kong taiwan taipei taïwan tibet colombia kolumbien colombie bogota bogotá congo kongo kinshasa croatia
    kroatien croatie zagreb cuba kuba havana havanna cyprus zypern chypre nikosia czechia tschechien
    tchéquie prague prag praha brno denmark dänemark danemark copenhagen kopenhagen copenhague egypt
    ägypten égypte cairo kairo le caire estonia estland estonie tallinn ethiopia äthiopien éthiopie
    finland finnland finlande helsinki france frankreich paris lyon marseille lille strasbourg straßburg
    bordeaux nantes toulouse nice nizza georgia georgien géorgie tbilisi tiflis tbilissi germany
    deutschland allemagne berlin hamburg münchen munich köln cologne frankfurt stuttgart düsseldorf
    leipzig dresden hannover bremen nürnberg bonn bayern bavaria bavière sachsen hessen brandenburg
    ramstein wiesbaden ghana greece griechenland grèce athens athen athènes greenland grönland groenland
    hungary ungarn hongrie budapest iceland island islande reykjavik india indien inde delhi mumbai
    indonesia indonesien indonésie jakarta iran teheran tehran téhéran iraq irak bagdad baghdad ireland
    irland irlande dublin belfast israel israël jerusalem jérusalem aviv gaza gazastreifen westjordanland
    italy italien italie rome rom milan mailand turin neapel naples venice venedig venise sizilien sicily
    sicile japan japon tokyo tokio jordan jordanien jordanie amman kazakhstan kasachstan kenya kenia
    nairobi korea südkorea nordkorea corée seoul séoul pjöngjang pyongyang kosovo pristina kuwait koweït
    kyrgyzstan kirgisistan latvia lettland lettonie riga lebanon libanon liban beirut beyrouth libya
    libyen libye tripoli liechtenstein lithuania litauen lituanie vilnius wilna luxembourg luxemburg
    malaysia malta malte mali mexico mexiko mexique moldova moldau moldavie chisinau chișinău monaco
    mongolia mongolei montenegro morocco marokko maroc rabat mozambique myanmar namibia nepal netherlands
    niederlande pays-bas amsterdam rotterdam haag hague haye nigeria niger norway norwegen norvège oslo
    pakistan islamabad palestine palästina panama peru pérou philippines philippinen manila poland polen
    pologne warsaw warschau varsovie krakau gdansk danzig portugal lisbon lissabon lisbonne qatar katar
    doha romania rumänien roumanie bucharest bukarest bucarest russia russland russie moscow moskau moscou
    kremlin kreml petersburg pétersbourg kursk belgorod rwanda ruanda arabia arabien arabie riyadh riad
    senegal serbia serbien serbie belgrade belgrad singapore singapur singapour slovakia slowakei
    slovaquie bratislava slovenia slowenien slovénie ljubljana somalia südafrika sudan soudan spain
    spanien espagne madrid barcelona barcelone sweden schweden suède stockholm göteborg switzerland
    schweiz suisse bern berne zürich zurich genf geneva genève basel bâle lausanne davos syria syrien
    syrie damascus damaskus damas tajikistan thailand thaïlande bangkok tunisia tunesien tunisie tunis
    turkey türkei turquie türkiye ankara istanbul turkmenistan uganda ukraine kyiv kiew kiev charkiw
    kharkiv odessa odesa lwiw lviv donbass donbas donezk donetsk luhansk krim crimea crimée mariupol
    marioupol cherson kherson saporischschja britain großbritannien england engländer angleterre
    schottland scotland écosse wales london londres manchester birmingham edinburgh glasgow usa washington
    pentagon pentagone york chicago boston texas florida kalifornien california californie alaska hawaii
    angeles francisco uruguay uzbekistan usbekistan venezuela vietnam yemen jemen sambia zambia simbabwe
    zimbabwe europa europe europas asien asia asie afrika africa afrique amerika america amérique baltikum
    balkan skandinavien bundestag bundesrat bundeswehr élysée elysée westminster downing nahost ostsee
    nordsee schwarzmeer mittelmeer alpen rhein donau themse seine aachen karlsruhe wolfsburg mainz
    dortmund duisburg bochum kassel kiel lübeck rostock potsdam magdeburg erfurt jena ulm augsburg
    regensburg würzburg mannheim heidelberg freiburg saarbrücken trier koblenz bielefeld münster osnabrück
    oldenburg göttingen braunschweig cottbus chemnitz linz innsbruck klagenfurt luzern winterthur lugano
    """.split()
)

PEOPLES: Final = frozenset(
    """
    afghan african albanian american arab argentine armenian asian australian austrian azerbaijani baltic
    bavarian belarusian belgian bosnian brazilian british bulgarian canadian catholic chinese christian
    colombian croatian cuban cypriot czech danish dutch egyptian english estonian ethiopian european
    finnish french georgian german greek hungarian icelandic indian indonesian iranian iraqi irish islamic
    israeli italian japanese jewish jordanian kenyan korean kurdish kuwaiti latin latvian lebanese libyan
    lithuanian malian mexican moldovan montenegrin moroccan muslim nigerian nordic norwegian orthodox
    pakistani palestinian persian peruvian polish portuguese protestant roman romanian russian saudi
    scandinavian scottish serbian slovak slovenian soviet spanish swedish swiss syrian taiwanese thai
    tunisian turkish ukrainian venezuelan vietnamese welsh western eastern northern southern atlantic
    pacific democrat republican democratic communist socialist conservative labour americans russians
    ukrainians europeans germans britons canadians israelis palestinians africans asians italians poles
    norwegians estonians latvians lithuanians hungarians romanians serbs croats turks arabs jews muslims
    christians democrats republicans
    """.split()
)
"""Words for a people or a party, which are written with a capital in English and name nobody."""
