"""French: the words that report speech, and those around them."""

from __future__ import annotations

from typing import Final

from corpus.quotations.words.model import EVERYWHERE, Words, listed

WORDS: Final = Words(
    code="fr",
    verbs=listed(
        "dit disait déclare déclarait déclara explique expliquait expliqua affirme affirmait affirma assure "
        "assurait assura ajoute ajoutait ajouta précise précisait précisa souligne soulignait souligna estime "
        "estimait estima indique indiquait indiqua note notait nota répond répondait répondit demande demandait "
        "demanda raconte racontait raconta rappelle rappelait rappela résume résumait résuma reconnaît "
        "reconnaissait reconnut admet admettait admit avoue avouait avoua confie confiait confia glisse glissait "
        "glissa lance lançait lança lâche lâchait lâcha insiste insistait insista martèle martelait martela "
        "prévient prévenait prévint avertit avertissait regrette regrettait regretta déplore déplorait déplora "
        "dénonce dénonçait dénonça critique critiquait réplique répliquait répliqua rétorque rétorqua murmure "
        "murmura souffle souffla soupire soupira ironise ironisait plaisante plaisantait écrit écrivait écrivit "
        "juge jugeait jugea considère considérait pense pensait croit croyait observe observait analyse analysait "
        "commente commentait conclut concluait poursuit poursuivait poursuivit reprend reprit tempère tempérait "
        "nuance nuançait détaille détaillait témoigne témoignait promet promettait promit réclame réclamait "
        "appelle salue saluait félicite félicitait inquiète inquiétait interroge interrogeait réjouit agace "
        "agaçait indigne désole défend exclame exclama étonne emporte évoque évoquait parle parlait qualifie "
        "qualifiait s'écrie cria crie prévoit répète répétait suggère suggérait concède concédait lit fait_valoir "
        "fait_savoir fit_savoir se_souvient souvient sourit rit contredit d'ajouter de_conclure de_répondre d'insister de_préciser tranche tranchait "
        "trancha constate constatait constata balaie renchérit philosophe agace pointe alerte prône plaide plaidait "
        "réagit interpelle ordonne supplie hurle gronde bougonne grommelle balbutie chuchote chuchota proteste "
        "protesta approuve tonne proclame jure révèle justifie recommande conseille fustige raille moque corrige "
        "complète enchaîne asséna assène dévoile revendique signale soutient prétend maintient reproche accuse "
        "condamne vante compare explose fulmine plaint désespère enthousiasme"
    ),
    participles=listed(
        "dit déclaré expliqué affirmé assuré ajouté précisé souligné estimé indiqué noté répondu demandé raconté "
        "rappelé résumé reconnu admis avoué confié glissé lancé lâché insisté martelé prévenu averti regretté "
        "déploré dénoncé critiqué répliqué rétorqué murmuré soufflé soupiré ironisé plaisanté écrit jugé considéré "
        "observé analysé commenté conclu poursuivi repris tempéré nuancé détaillé témoigné promis réclamé appelé "
        "salué félicité inquiété interrogé réjoui agacé indigné désolé défendu exclamé étonné emporté évoqué "
        "parlé qualifié répété suggéré concédé fait_valoir fait_savoir écrié annoncé confirmé démenti tranché constaté balayé "
        "renchéri pointé alerté prôné plaidé réagi interpellé ordonné supplié hurlé grondé chuchoté protesté approuvé "
        "tonné proclamé juré révélé justifié recommandé conseillé fustigé raillé moqué corrigé complété enchaîné "
        "asséné dévoilé revendiqué signalé soutenu prétendu maintenu reproché accusé condamné vanté comparé crié "
        "explosé fulminé plaint enthousiasmé argué"
    ),
    auxiliaries=listed("a avait aurait est était ont avaient s'est s'était"),
    gestures=listed(
        "est était fut a avait hausse haussait hoche secoue hésite hésitait fait fit reste restait"
    ),
    trailing=frozenset(),
    before=listed("selon d'après pour suivant aux_yeux_de de_l'avis_de"),
    behind=frozenset(),
    pronouns={
        "il": "m",
        "elle": "f",
        **dict.fromkeys(("ils", "autre", "autres", "elles", "on", "je", "nous", "vous", "tu", "ce", "cela", "ça"), ""),
    },
    definite=listed("le la l' les son sa ses leur leurs ce cet cette ces notre"),
    indefinite=listed("un une des plusieurs certains certaines deux trois"),
    keeping=listed("de du des d' la le l' les à au aux en pour"),
    breaking=listed("dans par sur avec chez sous vers contre entre depuis pendant lors après avant sans devant"),
    relatives=listed("qui que dont où"),
    starters=listed("et mais que qu' quand lorsque lorsqu' alors tandis comme si car parce puisque puis ou"),
    adverbs=listed(
        "aussi encore ensuite puis déjà toujours souvent enfin alors jeudi vendredi lundi mardi mercredi samedi "
        "dimanche hier même plus_tard également notamment ainsi pour_sa_part de_son_côté lui elle d'abord "
        "récemment simplement sobrement calmement longuement sèchement doucement finalement immédiatement brièvement tranquillement seulement volontiers nous me lui-même elle-même bien"
    ),
    roles=listed(
        "ministre ministres président présidente porte-parole chef cheffe secrétaire directeur directrice "
        "responsable responsables diplomate diplomates conseiller conseillère conseillers expert experte experts "
        "analyste économiste économistes avocat avocate juge procureur procureure professeur professeure "
        "chercheur chercheuse historien historienne enseignant enseignante médecin infirmière infirmier "
        "agriculteur agricultrice pêcheur habitant habitante habitants voisin voisine témoin témoins rescapé "
        "militant militante général colonel officier soldat ambassadeur ambassadrice envoyé maire député députée "
        "sénateur sénatrice candidat candidate patron patronne gérant gérante fondateur fondatrice rédacteur "
        "journaliste auteur autrice étudiant étudiante conducteur pilote capitaine entraîneur joueur ouvrier "
        "mère père sœur frère fille fils femme homme ami amie collègue source sources négociateur négociatrice "
        "médiateur délégué déléguée boulanger boulangère libraire commerçant commerçante roi reine pape évêque "
        "gouvernement ministère entreprise agence tribunal police armée commission conseil banque parti dirigeant "
        "dirigeante élu élue adjoint adjointe bénévole syndicaliste vigneron vigneronne gardien gardienne "
        "commissaire chancelier chancelière retraité retraitée passant passante"
    ),
    role_ends=("logue",),
    titles=listed(
        "m mm mme mmes mlle mgr me dr docteur professeur président présidente général colonel capitaine ministre "
        "maître monsieur madame mademoiselle roi reine pape prince princesse"
    ),
    title_ends=(),
    women=listed(
        "mme mlle madame mademoiselle présidente cheffe directrice conseillère experte avocate professeure "
        "chercheuse historienne enseignante infirmière agricultrice habitante voisine ambassadrice députée "
        "sénatrice patronne gérante fondatrice autrice étudiante mère sœur fille femme amie boulangère reine "
        "dirigeante élue adjointe chancelière"
    ),
    men=listed(
        "m monsieur président directeur conseiller expert avocat chercheur historien enseignant infirmier "
        "agriculteur pêcheur habitant voisin général colonel ambassadeur député sénateur patron gérant fondateur "
        "rédacteur étudiant père frère fils homme ami boulanger roi pape dirigeant élu adjoint chancelier"
    ),
    bodies=listed(
        "union ministère institut conseil bureau groupe maison états nations royaume république université cour "
        "banque agence commission comité parlement parti presse rue mer océan nord sud est ouest grande grand "
        "européenne monde guerre traité gazette journal assemblée nationale saint conseil france"
    ),
    papers=listed("rapport communiqué lettre document étude loi texte note sondage article panneau message"),
    audience=listed("journalistes presse agence afp reuters"),
    she=listed(
        "adèle agathe agnès alice aline amélie anaïs anne annie audrey aurélie béatrice brigitte camille carole "
        "catherine cécile céline chantal charlotte christine claire clara clémence colette corinne danielle "
        "delphine denise dominique élisabeth élise émilie emma estelle fanny florence françoise gabrielle "
        "geneviève hélène inès isabelle jacqueline jeanne josiane julie juliette karine laure léa louise lucie "
        "madeleine maëlle manon margaux marguerite marie marine marion martine mathilde michèle monique nadine "
        "nathalie nicole odile pascale patricia pauline sandrine sarah simone solange sophie suzanne sylvie "
        "thérèse valérie véronique virginie yvonne zoé"
    ),
    he=listed(
        "adrien alain albert alexandre alexis andré antoine arnaud arthur aurélien bastien benoît bernard bruno "
        "charles christian christophe cédric damien daniel david denis didier édouard émile emmanuel éric étienne "
        "fabien fabrice félix fernand florent françois frédéric gabriel gaston georges gérard gilles grégoire "
        "guillaume guy hadrien henri hubert hugo jacques jean jean-luc jean-pierre jérôme joël joseph julien "
        "laurent léon louis luc lucas marc marcel martin mathieu maurice maxime michel nicolas olivier pascal "
        "patrick paul philippe pierre quentin raphaël raymond rémi rené richard robert roger romain samuel "
        "sébastien serge simon stéphane sylvain théo thibault thierry thomas tristan victor vincent xavier yann "
        "yves mark"
    ),
    capitals=EVERYWHERE
    | listed(
        "le la les l un une des de du d et mais ou si il elle on ils elles je nous vous son sa ses leur ce cet "
        "cette ces en à au aux dans par pour sur avec sans sous vers chez contre entre depuis pendant après avant "
        "quand lorsque comme que qui quoi où comment pourquoi selon hier aujourd'hui demain ici là alors puis "
        "ensuite enfin aussi encore déjà toujours jamais rien tout tous toute toutes plusieurs certains deux trois "
        "oui non ne pas plus restent reste interrogé interrogée interrogés c'est c s qu est était a avait lors "
        "devant ainsi cependant pourtant personne chacun beaucoup"
    ),
    question=listed("q question"),
    answer=listed("r réponse"),
)
