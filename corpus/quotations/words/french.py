"""French: the words that report speech, and those around them."""

from __future__ import annotations

from typing import Final

from corpus.quotations.words.model import EVERYWHERE, Words, listed

WORDS: Final = Words(
    code="fr",
    verbs=listed("""
        accuse admet admettait admit affirma affirmait affirme agace agaçait ajouta ajoutait ajoute alerte
        analysait analyse appelle approuve assura assurait assure assène asséna avertissait avertit avoua
        avouait avoue balaie balbutie bougonne chuchota chuchote commentait commente compare complète
        concluait conclut concède concédait condamne confia confiait confie conseille considère considérait
        constata constatait constate contredit corrige cria crie critiquait critique croit croyait d'ajouter
        d'insister de_conclure de_préciser de_répondre demanda demandait demande disait dit déclara déclarait
        déclare défend dénonce dénonça dénonçait déplora déplorait déplore désespère désole détaillait
        détaille dévoile emporte enchaîne enthousiasme estima estimait estime exclama exclame expliqua
        expliquait explique explose fait_savoir fait_valoir fit_savoir fulmine fustige félicitait félicite
        glissa glissait glisse grommelle gronde hurle indigne indiqua indiquait indique inquiète inquiétait
        insista insistait insiste interpelle interroge interrogeait ironisait ironise juge jugea jugeait jure
        justifie lance lança lançait lit lâcha lâchait lâche maintient martela martelait martèle moque murmura
        murmure nota notait note nuance nuançait observait observe ordonne parlait parle pensait pense
        philosophe plaidait plaide plaint plaisantait plaisante pointe poursuit poursuivait poursuivit
        proclame promet promettait promit protesta proteste précisa précisait précise prétend prévenait
        prévient prévint prévoit prône qualifiait qualifie raconta racontait raconte raille rappela rappelait
        rappelle recommande reconnaissait reconnaît reconnut regretta regrettait regrette renchérit reprend
        reprit reproche revendique rit réagit réclamait réclame réjouit répliqua répliquait réplique répond
        répondait répondit répète répétait résuma résumait résume rétorqua rétorque révèle s'écrie saluait
        salue se_souvient signale souffla souffle souligna soulignait souligne soupira soupire sourit soutient
        souvient suggère suggérait supplie tempère tempérait tonne trancha tranchait tranche témoignait
        témoigne vante écrit écrivait écrivit étonne évoquait évoque
    """),
    participles=listed("""
        accusé admis affirmé agacé agacée ajouté alerté amusé amusée analysé annoncé appelé approuvé argué
        assuré asséné averti avoué balayé chuchoté commenté comparé complété conclu concédé condamné confirmé
        confié conseillé considéré constaté convaincu convaincue corrigé critiqué crié demandé dit déclaré
        défendu démenti dénoncé déploré désolé détaillé dévoilé emporté enchaîné enthousiasmé estimé exclamé
        expliqué explosé fait_savoir fait_valoir fulminé fustigé félicité glissé grondé hurlé indigné indignée
        indiqué inquiété inquiétée insisté interpellé interrogé interrogée ironisé jugé juré justifié lancé
        lâché maintenu martelé moqué murmuré noté nuancé observé ordonné parlé persuadé persuadée plaidé
        plaint plaisanté pointé poursuivi proclamé promis protesté précisé prétendu prévenu prôné qualifié
        raconté raillé rappelé rassuré rassurée recommandé reconnu regretté renchéri repris reproché
        revendiqué réagi réclamé réjoui réjouie répliqué répondu répété résumé rétorqué révélé salué signalé
        soufflé souligné soupiré soutenu suggéré supplié tempéré tonné tranché témoigné vanté écrit écrié
        étonné étonnée évoqué
    """),
    auxiliaries=listed("a aurait avaient avait est ont s'est s'était était"),
    finite=listed("""
        a aura avaient avait devait doit doivent est fait font n' ne ont peut peuvent pouvait sera soit sont
        va veut vont voulait étaient était
    """),
    gestures=listed("""
        a avait est fait fit fut haussait hausse hoche hésitait hésite restait reste secoue était
    """),
    before=listed("aux_yeux_de d'après de_l'avis_de pour selon suivant"),
    behind=frozenset(),
    pronouns={
        "il": "m",
        "elle": "f",
        **dict.fromkeys(listed("autre autres ce cela elles ils je nous on tu vous ça"), ""),
    },
    definite=listed("ce ces cet cette l' la le les leur leurs notre sa ses son"),
    indefinite=listed("certaines certains des deux plusieurs trois un une"),
    keeping=listed("au aux d' de des du en l' la le les pour à"),
    breaking=listed("""
        après avant avec chez contre dans depuis devant entre lors par pendant sans sous sur vers
    """),
    relatives=listed("dont où que qui"),
    starters=listed("""
        alors car comme et lorsqu' lorsque mais ou parce puis puisque qu' quand que si tandis
    """),
    adverbs=listed("""
        ainsi alors aussi bien brièvement calmement d'abord de_son_côté dimanche doucement déjà elle elle-même
        encore enfin ensuite finalement hier immédiatement jeudi longuement lui lui-même lundi mardi me
        mercredi même notamment nous plus_tard pour_sa_part puis récemment samedi seulement simplement
        sobrement souvent sèchement toujours tranquillement vendredi volontiers également
    """),
    roles=listed("""
        acteur actrice adjoint adjointe agence agent agente agriculteur agricultrice ambassadeur ambassadrice
        ami amie analyste arbitre armée attorney auteur autrice avocat avocate banque biologiste boulanger
        boulangère bâtonnier bénévole candidat candidate capitaine capitaines chancelier chancelière chanteur
        chanteuse chef cheffe chercheur chercheuse client cliente collègue colonel commerçant commerçante
        commissaire commission conducteur conseil conseiller conseillers conseillère consultant curé diplomate
        diplomates directeur directrice dirigeant dirigeante délégué déléguée député députée enseignant
        enseignante entraîneur entreprise envoyé expert experte experts femme fille fils fondateur fondatrice
        frère gardien gardienne gouvernement général gérant gérante habitant habitante habitants historien
        historienne homme infirmier infirmiers infirmière ingénieur ingénieure joueur joueuse journaliste juge
        libraire lieutenant locataire maire metteur militant militante ministre ministres ministère mère
        médecin médiateur médiatrice négociateur négociatrice officier ouvrier pape parti passant passante
        patron patronne philosophe pilote police policier policière politologue pompier porte-parole procureur
        procureure professeur professeure propriétaire préfet préfète président présidente psychologue père
        pêcheur reine rescapé responsable responsables retraité retraitée roi réalisateur réalisatrice
        rédacteur secrétaire sociologue soldat source sources sportif supporteur supportrice syndicaliste
        sélectionneur sénateur sénatrice sœur touriste tribunal témoin témoins vigneron vigneronne voisin
        voisine économiste économistes écrivain écrivaine éditeur éditrice élu élue étudiant étudiante évêque
    """),
    role_ends=tuple(sorted(listed("logue"))),
    titles=listed("""
        capitaine colonel docteur dr général m madame mademoiselle maître me mgr ministre mlle mm mme mmes
        monsieur pape prince princesse professeur président présidente reine roi
    """),
    title_ends=(),
    women=listed("""
        adjointe agricultrice ambassadrice amie autrice avocate boulangère chancelière cheffe chercheuse
        conseillère directrice dirigeante députée enseignante experte femme fille fondatrice gérante habitante
        historienne infirmière madame mademoiselle mlle mme mère patronne professeure présidente reine
        sénatrice sœur voisine élue étudiante
    """),
    men=listed("""
        adjoint agriculteur ambassadeur ami avocat boulanger chancelier chercheur colonel conseiller directeur
        dirigeant député enseignant expert fils fondateur frère général gérant habitant historien homme
        infirmier m monsieur pape patron président père pêcheur roi rédacteur sénateur voisin élu étudiant
    """),
    bodies=listed("""
        agence assemblée banque bureau comité commission conseil cour est européenne france gazette grand
        grande groupe guerre institut journal maison mer ministère monde nationale nations nord océan ouest
        parlement parti presse royaume rue république saint sud traité union université états
    """),
    papers=listed("""
        article communiqué document lettre loi message note panneau rapport sondage texte étude
    """),
    audience=listed("afp agence journalistes presse reuters"),
    she=listed("""
        adèle agathe agnès alice aline amélie anaïs anne annie audrey aurélie brigitte béatrice camille carole
        catherine chantal charlotte christine claire clara clémence colette corinne cécile céline danielle
        delphine denise dominique emma estelle fanny florence françoise gabrielle geneviève hélène inès
        isabelle jacqueline jeanne josiane julie juliette karine laure louise lucie léa madeleine manon
        margaux marguerite marie marine marion martine mathilde maëlle michèle monique nadine nathalie nicole
        odile pascale patricia pauline sandrine sarah simone solange sophie suzanne sylvie thérèse valérie
        virginie véronique yvonne zoé élisabeth élise émilie
    """),
    he=listed("""
        adrien alain albert alexandre alexis andré antoine arnaud arthur aurélien bastien benoît bernard bruno
        charles christian christophe cédric damien daniel david denis didier emmanuel fabien fabrice fernand
        florent françois frédéric félix gabriel gaston georges gilles grégoire guillaume guy gérard hadrien
        henri hubert hugo jacques jean jean-luc jean-pierre joseph joël julien jérôme laurent louis luc lucas
        léon marc marcel mark martin mathieu maurice maxime michel nicolas olivier pascal patrick paul
        philippe pierre quentin raphaël raymond rené richard robert roger romain rémi samuel serge simon
        stéphane sylvain sébastien thibault thierry thomas théo tristan victor vincent xavier yann yves
        édouard émile éric étienne
    """),
    capitals=EVERYWHERE
    | listed("""
        a ainsi alors après au aujourd'hui aussi aux avait avant avec beaucoup c c'est ce cependant certains
        ces cet cette chacun chez comme comment contre d dans de demain depuis des deux devant du déjà elle
        elles en encore enfin ensuite entre est et hier ici il ils interrogé interrogée interrogés jamais je l
        la le les leur lors lorsque là mais ne non nous on ou oui où par pas pendant personne plus plusieurs
        pour pourquoi pourtant puis qu quand que qui quoi reste restent rien s sa sans selon ses si son sous
        sur toujours tous tout toute toutes trois un une vers vous à était
    """),
    question=listed("q question"),
    answer=listed("r réponse"),
)
