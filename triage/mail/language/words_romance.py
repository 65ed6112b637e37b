"""Words of customers in French, Spanish, Italian and Portuguese, in the order of how often they are written.

`language_model` reads the rank as a frequency. Short forms of chats and phones stand among them, and a word of several
languages stands in each.
"""

from __future__ import annotations

FR = """
le de la je est à vous et un j' en l' ai pas que a d' pour une les mon c' du votre sur ce on au ma ne n' ça avec dans m'
si merci par ou qui plus des chez moi deux bien mais qu' elle rien fois mes fait depuis même commande jours dit suis h
bonjour s' bonsoir tout salut encore bjr avant slt trois cc colis coucou nous allo matin où svp ans stp site il demande
comme plaît reçu commandé avez mois paquet bon livraison sont livré monsieur livrée sous livrer écrit veux recu autre
recevoir cette remboursement déjà rembourser remboursé alors annuler nom annulation demain retour ils retourner c
échange suivi échanger sans taille avoir couleur aussi cassé quand cassée hier abîmé faut abimé part abimée peut abimées
vos défectueux était manquant pouvez manque numéro article mail produit très jeudi facture adresse toujours vers tjrs
bonne tjs carton temps semaines jamais été étiquette attends soir attente euros attendre porte boîte dire jour comment
peu pourquoi entre pk pq là quel après quelle notre quels personne semaine va code carte combien partir compte dites
téléphone pouvoir peux voudrais question souhaite avait aimerais papier cordialement être bcp beaucoup avis juste
journée petit soirée délai nouvelle son nouvelles donc photo urgent mardi argent payé sommes payer date prélevé faites
savoir banque promo quelqu' réduction faire parce délais sais expédition expédié aux expédier pris envoyé petite envoyer
quatre transporteur ouvert facteur lien boite passer lit lettre lettres lundi voisin dès samedi puis ont achat maison
salon aujourd' hui passé trop n grand mercredi garantie vendredi page minutes dimanche relais janvier nuit février
réponse mars place avril mai jusqu' juin lot juillet poste août rappel septembre poussette octobre aviez novembre fin
décembre contre ca côté avais sa kan livreur koi gauche jai frais cest montre chui premier jsp mdr seule honte suite
erreur rue trompé mettre trompés bout mauvais mauvaise voir midi seul tapis grande modèle chaussures robe oui marche
vite fonctionne vu aide signature sinon répondre lieu répondez camion madame ici messieurs message client dedans cliente
charge étais quoi qualité renvoyer correspond sera perdu perdue fille arrivé voit arrivée chose arriver femme mot passe
dossier dispo répond disponible trouve stock ok mari accord expéditeur voilà fête voici tête réception candidature
points parti avance atelier belle dessus huit plutôt pièce rendez soit cadeau rendre arrive fils sœur cas aucune
virement nickel quelque vient envoyez équipe point fais vraiment rétractation acheté possible répondu sac garde disait
autres reste appelle dame cela port mère sauf demandé boutique lui vert cher seulement toute adresser partie marqué
bloqué affiche batterie autant dernière plastique pot air photos mis paiement prend viens serait lampe parle chaque
service route livrez près posé prendre droit mètres données dernier joint preuve besoin gardé heures refusé panier
douane six mise présente vois appli cde inconnu tourne aucun êtes neuf moment pendant pied offert bleu entrepôt leur
fiche aller heure changé destinataire annonce nos moins remis enfin veut prends bébé bracelet main première découvert
maintenant tard réf renvoie consommation clique maman prix tabac fermé pu jean ferme chambre sachet frère dessous pro
pourriez ces mails robot mieux franchement doit habite prie deuxième casque urgence opposition rose travaux fidélité
mariage permets responsable retard différence bureau cours agence préfère parents cmd pourtant signé gravure confirmer
faute mets jardin vôtre sujet envoie crois écris rempli tous cosy droits noir chat formulaire mettez réglé comptez ses
prenez regarder toutes demander enquête existe normal promis régler verre kit couturière liste donnez parlé connais
tiens laine annulez simplement pareil réclame dort moulin remboursez laisse gris viennent ligne pis y' mesure traîne
courriel conseiller somme salutations odeur préparation oreilles morceaux joins suffit cuisine coup valider bras compris
suisse bulle chance légale conformité achetée confirmez bravo joli min remerciements mer resté trouver rappelle congés
fauteuil rendu recherche retours rideaux précommande achats tant express commander vais acheminement appelé feu haute
vidéo palette db origine sortir demeure pièces celui nez ouvre ras tôt corse siège commandes large lequel entrée idée
gribouillis sud montant magasin liquide gants enfants salle homme quatrième fenêtre excuses appeler garder court nouveau
couloir hôpital refuse explique entreprise façon paire inclus eux canapé propose accès ancienne confirmation bateau
départ cinq clés vélo dix prévenez sms stage acheter coussins surtout millions impossible bois capture écran transat
souci collée troisième dû tu face coffret bas confirme carnet commercial lève choses annoncé père âge aiguilles haut
suivre ainsi débitée agios réglez joindre titulaire machine anniversaire déposé phrase sachets mètre refait changer fond
envoi normalement compter comprise assise tour bloc bottes pointure envie racheter longue mariée version gratuit relance
visible ouvrés crédit étaient indiquer référence distinguées sauté prise boucles lune soleil terre feuille petits vont
plaid devait cafetière exactement arrêter gentil fr désolé digicode pr francs perdre explication litige enceinte
fabricant semble prévoit oublié direct collier vrai hein repéré gratuitement montée peint coupé vraie donne gare reparti
aie allergie elles donné film mienne comptable stagiaire ouverture coupe commentaire portable monde quitté spontanée
actuellement français gros trouverez pourrais prévu utilisé revient différentes faux intégralement retrait choisi
raconter honneur portent devant personnes prête lire plateau chronopost passée volé immeuble bague reprenez manteau irai
drame tombé cherche chargeur rond fendu enfoncé déballage chauffeur identique cuir yeux relire prénom valeur laissent
école saisirai accusé collègue plante conforme continuation devis exemplaires souhaitez automne lu expédiez tombe tarif
supplément internet perds pull gratte audio mort demi bain prélèvement club environ presque fini étoile boîtes commence
regarde graines marine offrir acier eue voisine monte créneaux cérémonie tri parlent derrière contenu préférerais reçue
solde majuscules cœur aime ancien appart déménagé linge trottinette électrique pompiers murs assurance créée lisez perle
hésite base ouvrir récapitule entier laissez taxes sauge top offre partenariat jeune réel stories souvent utile balles
mord conformément concernant quai étage onze entretien chaussée venir tarifaire double pluie bol quinze pressée
curiosité récupérer collègues volonté essayé guichet mode emploi uniquement règle général allez noire consommateurs
épaules coûterait dépôt exemple grave compréhension pardon arrêt plâtre paquets amie retrouve copiée vider aider ri
miettes cache plusieurs met tonnes gardez pars dors jeu anciennes parfum courant grille robes contrôle proposez coule
santé sèche raisonnable débutante vendeuse plaques pouviez logistique caces superbe naissance prévue blouson suppose
nulle lunettes échantillon jusque centime décroche coffrets ailleurs société travaille ensemble vente ampli lancer
validé clients voyez référencement local audit corde baudrier octroi document réexpédie
"""
ES = """
de el la y que en me no a lo por con un es se mi una si los ya para las del tengo yo he pedido al días está pero ha dos
buenas desde nada quiero porque gracias sin os qué su ustedes ni vez día otra más antes correo hay dice todo como soy
puede bien tarjeta hoy hola eso caja buenos va nombre tardes solo noches lunes tres casa favor hasta porfa son porfis sí
mismo pedí paquete pedi años hace envío alguien envio cuenta enviado tiene enviar llevo entrega pone entregado sé
llegado llegó llega mañana llego uno factura llegar otro recibido plazo recibí así recibi han recibir voy reembolso
cambio devolución devolver correos devolverlo tienda cancelar esta cancelen sigue cancelación compré cambiar pago talla
color consulta roto según rota euros equivocado dinero equivocada guía defectuoso aquí dañado falta estoy faltan mes
artículo ese producto sábado semana dirección nos número cuando seguimiento vosotros rastreo tiempo esto todavía quién
aún muy aun martes sigo tal esperando ser espero sale dónde donde cuánto cuándo pagar web cómo pasado verdad viernes
cuál menos nadie saludo xq jueves pq viene q nuevo k cada tb vuestra tmb página pasa quisiera necesito quedo puedo veo
pueden podrían veces sea banco ayudar persona ayuda pido saber ahí plata mando vale pagado pagué igual cobraron foto
cobrado ayer compra descuento este código cuanto cupón estamos disponible lleva existencia él stock atención estaba
cliente dentro saludos cordial ahora estimados hemos señores misma fue usted todos mis escrito te regalo estan tarda
están trabajo meses ando podéis tu nunca cosa ningún ninguna salido minutos siempre vuelta aviso salió pesos comprar
semanas recogida dicen miércoles cuántos lado compro domingo enero pregunta febrero sobre marzo abril moto mayo escribo
junio casco julio algo agosto verde septiembre final octubre cuento noviembre sola diciembre hora compre venía manden
comprado tenía pasó pregunto paso hoja onda abrazo etiqueta urgente cuatro rápido garantía respuesta mío responden
dijeron contestan datos responder buen mensaje ir lista repartidor mensajero somos entre llegue precio gustaría acaba
quería eran entró genial ver muchas sido muchísimas hijo zapatos vivo vestido esa camisa orden funciona quedó sirve
adjunto fotos vino bolsa chico compró pequeño grande primera material cargo entonces reclamar unos reclamo tienen duda
hacen prisa envíos también trae perdón disculpe disculpen mitad oye caso oigan pide baja wey chat solicito mil importe
vuelve doy llevan cuna pendiente mano queda mí después poco unas empresa noche estar modelo piñón tercera demás nueva
cobro cargos diferencia hice hago aduana figura decía devuelven año última reclamaciones ellos llamada ficha teléfono
hija hizo vamos fecha crema puse cara lote encima almacén taller huele marca retenido oferta nosotros confirmación
aparte contesten transferencia diez abierto perdido once punto poner vuestro conserje piso dicho negro decir creo ponía
cinco tampoco fuera esquina medio móvil mismos estado iba cero cargador marido dejen impuestos pagando dólares seis
abono entrar espera cuero plástico siquiera ella camino ticket coge mejor devuelto aunque puntos dejo total canarias
muñeca corre junto pedidos original pesa existe horas mandado justificante pdf base lino visto precios haber gris toca
comprobante hecho deja normal uso ref chica llamar media tenéis van app jaja siete cobran oficina certificado sólo
dijisteis hablé papel perfecto bebé guantes paciencia atiende parece error devolvedme origen escribe admitido pues tan
técnico escribí avisar madre consta vuelvo hacerlo entendido decidme mandaron kit hacemos abrir partido feliz mandasteis
mandarlo aceptada interesa puerta legal perfume estimado suyo sus proteína chaqueta formulario buzón real señora viaje
bendiga centro precinto remitente hábiles vacía salgo hicieron mandé dieron ojo cerrado decirme preguntar mandan portal
izquierda milagro mayor haya pedir acá don mide manual hacer copia abro regalaron ruta dar naranja boda problema jamás
máquina hermano servicio tenemos diga tapas piezas tablet grupo devolví entrado guardada dado tono clienta dejaron
rellano dije presupuesto pasada prometieron apuro silla aire suegro otros club algún parte domicilio anulado larga valor
agradezco levanté blanco enlace segundo correa español cumple incidencia sistema registro pesar dedos contra nueve luego
probado vídeo busco devuelvan coche sorpresa largo suena bote logística trabajar digo disposición línea cable
localizador puente escribir vecina perdonad hechos manejan tapa compras risa pequeña mesa pluma hermana carrito abre
ponemos compañeros plato taco informe además padre animal ocho perder tú pasan mandáis preguntado placa reloj suegra
adjuntamos mañanas llamo chicas gato cuñado aceite treinta bici comino tabla viva fábrica niña iban cerró justo pico
calma salio demora esperan claro paciente arriba doble cadena diciendo auriculares equipo frasco contenido atenta revisé
dron plegable regresen precioso pecho prendió mientras llama aranceles respondió primero oportunidad detrás presento
hablado ingreso dejamos trámite cambié viejo vieja posicionamiento errores nuestra vendría adentro molestaron
intercomunicador dejar confirman tel internet contesta luz tomo necesitaría rojo guardan enteré volver despachar juego
seguir experiencia disponibilidad cual avísenme termina regreso derecho saliendo urgencias llamarme médico encargo
vecino encargué bicicleta borrado querer empiezan explico pidiendo conforme barato forma miente perfumería distinguir
tacón departamento cosas descripción freno albarán coja salen iguales marrón tirando mirado parecen lejos dejan dijo
comprándoles habían trato ejercicio amparo fabricantes catálogo mamá confirmar resumen hermanos bloqueado mg cierto mía
pagó papelito mentira despues robo min zapatillas batería comento caliente enchufe saco hotmail anterior construcción
cantidad escape llamó siguiente sugerencia aclaro libro puesto comunico acuerdo ello enhorabuena sms raro tocado robot
pregunté gafas opción mapas salía anular paren río llorar botes extraviado consola acababa solicitud historia pierna
bajar hacéis coste calendario queja folio piden mate presentación transporte hablamos tarifas península podríamos
ninguno preparación mallas doce elegí pensé hs anda repuesto negocio comercial tonta soltó pegatina llame responsable
posible baño quien cinta cuesta azul devuelvo rechazado aparecer amarillo todas nieve líquido proceso viendo portátil
grabado esas antemano sacad había eh ochenta firmó rato calle despachado agua salón andar comunión obviamente portes
apellido cae reforma sanitarios reformas recibo disculpa revisando embarazada monitor cambiado urge bastante pareja
mochila portabebés consumidor turnos responde uds hablar humano medias personas compramos tele quieren llevamos primer
lata arena vaya mecánico primo responda logo dio freidora venga pierde kilos navegador darse reserva canal cápsulas
libre prefiero mirando amigos empieza letra rehacer agenda cintas jubilación tardan quitad acabo llamado disco pesado
gramos acaso contestó autoricé vaqueros madrugada colchón mirar movimiento dieciséis vendéis lee entiende mayoristas
equivocaron preparando broma meter papeles parque antiguo mucho acabó embalaje venden edificio jubiló bar abajo
declaración mido reparto oliva rueda dejad habéis suele escalera mancha verano
"""
IT = """
il la e di è che non a ho mi in per l' da un con se una ha lo al sono si del voi due mia io ma vi c' ci avete ordine già
anche più mio solo come dal quello giorni della sul era entro corriere ne scritto anni preso oggi nel tre sito lunedì
chi perché ciao dice salve alla buongiorno adesso buonasera su buon ancora giorno bene grazie poi grz col mille prima
prego spedizione avevo favore vostro pacco quando tutto ordinato codice ordini fa quella spedito siamo spedite niente
spedire consegna va consegnato sapere consegnata senza arrivato però arrivata scrivo arriva sulla arrivare può ricevuto
quindi ricevuta domani ricevere devo rimborso reso rimborsare scatola rimborsate nella foto resi fatto restituire mail
restituzione telefono annullare stato annullate basta annullo cosa annullamento dei cambio potete cambiare via taglia
colore faccio rotto nessuno rotta carta sbagliato mattina sbagliata uno difettoso quanto danneggiato vostra manca alle
mancano pure articolo numero prodotto ieri fattura casa indirizzo dell' altro tracciamento così tracking cliente fermo
sempre delle dove dire fare xke sta xkè saluti xche dalla quale detto aspetto voglio aspettando dentro attesa sto tutti
nulla cui invece nessuna un' mai altra fino nn soldi x cmq meno anke nome ke presente vorrei volevo risulta potrei posso
ore lavoro potreste fate serve volta bisogno negozio aiuto questo aiutare gli nuovo indietro venerdì pagato ditemi
pagamento marito addebitato bonifico banca regalo sconto mercoledì buono pezzi disponibile scusate qualcuno assistenza
dopo clienti mandate dogana risposta all' rispondete li rispondere messaggio vecchio verde notte sabato parte roba
domenica settimana giovedì settimane terzo mese mesi chiesto signora martedì sull' tutte stesso tanto gennaio nemmeno
febbraio marzo sotto aprile vedo maggio pagina giugno link luglio posto agosto ora settembre ottobre partito novembre
tempo dicembre comprato ogni acquistato mano scarpe avere vestito maglia funziona etichetta chiuso cordiali dato
distinti moglie gentile conferma gentili volte spett messo vergogna trovato ringrazio tra urgente letto subito quel
notizie oltre spese carico diverso siete diversa ad piccolo staccato piccola anno grande materiale garanzia data resto
chiamato miei stasera mie chiamo porta vado pagare aveva sopra reclamo mezzo graffiato rovinato chiedo mandato vostre
mandare né inviato porto inviare giusta pratica fine vicino arrivano colpa punti cortesia normale qualcosa fretta
succede sei visto domattina sardegna quanti solito esce portiere piano chiedere lasciato uguali ragione busta punto
diffida conto sig acquisto faccia tuo nostro ti circa scorso tecnico abito catalogo bisogna lavorazione presso figlio
davanti sola allora servono ultima provato persona stata lettera nipote viaggio nessun stamattina presa dichiarazione
aperto paio chiedono fiscale ok dati giusto amministrazione nonna differenza forse risolto questa pelle giro secondo
ufficio nove mando tempi undici quattro bello lì magazzino ragazzi scritta ritiro limone sollecito esiste calma
preventivo zero scala figlia chat sera almeno costa pensione parliamo bici dietro moka male hanno altre venduto usata
riferimento voler postepay ord chiede immagino ra avv complimenti ordinata servizio ragazzo buttato cartone caso vivo
diversi risposto fuori trovo chiamare frattempo allo scheda pennelli sa giacenza far sorella tocca cuore modulo
contestazione oppure poco terza metà postino facciamo modifica mittente blu partita primi scelto tovaglia momento
pazienza scossa sembra proprio errore fogli pacchi fondo nelle ordino togliete sala voluto altrove ormai prova buona
mezza ditta lei vive buoni avuto erano mettere ultimi sapete tutta borsa laurea scontrino sentire sigillato caro doppio
mamma hub seconda recesso scrivete compro insieme noi saluto pomeriggio ferie essere ridatemi bolla tende vuota set eh
successo angolo chili ticket massimo gradirei lui privacy appena vista scrive dirmi proposta apre dall' vecchia dieci
avevate suocera scuola prendo altri quaranta passare spedita libri tessera bulbi mobile montato neanche mestiere
materasso peso rosa parquet spariti avrei plastico nell' falegname sullo saperlo metto firmato otto guardato piante
cofanetto creme davvero magari piede aperta uso pronto soccorso guarnizione gomma intendete gatto cartellino vs
accredito lavorativi verosimilmente benzina parta sdoganamento dramma avessi avviso cinque provvedere ricevimento
difetto nostri pacchetto piatti anzi scale allegato serva intero rimborsi manico ricordo rossetto nude manco batteria
parla citofono tastiera fatica perfetto entra legge elettronica fase tira vede muletto logistica zona disturbo ero
ospedale capo cuffie verificata info svizzera dazi pagati profumo tappo dico night aggiungete aggiornamento decidete po'
computer numeri intende rimettete centro estetico base vuole paga stampato boh carrello cambiato intere marrone denuncia
intanto fatelo portare cancello cane comprare sandali dubbio rimando tacco nero vuol compri firma importazione copia
elenco particolare ricevo riscontro venerdi trapano riaccredito finire filo ché verifica nostra cortese uff coi morto
scusi meraviglia bella comunque interno luminosa taglie piacerebbe sedere segnalazione commerciale inviata drone prezzo
driver contrassegno confermato dite com' disagio spesa flacone pane abbiamo compressore nuova macchina ed destinatario
robot piacere vera cognata lavorato vorremmo domanda dalle quarta torno doveva senso arrivi aeroporto stanno documento
plastica dovuto ritirate commercio confermate storia conviene loro dicono cucina veniate video cellulare butto
consulente signor colli piastra risultano altrimenti rifaccio passati stagione screenshot snc dito compie usato partiti
strada passa arrivati aria qua premura stare ex tipo perso arrivate troppo infermiera aspettare costi contenuto vedere
tranquillo vanno metallo lenti agenda terra dappertutto account leggete espresso figli parlare piove tocco tentativo
metri lato scherzo vuoto ditelo foglio gratuito caffè piedi spina modelli fiducia stiamo sui orologio coriandoli inizio
bloccato consiglio corro sì promesse sia nei parole andare farne cognome
"""
PT = """
de o a e que não em no é com do na me da se já eu um pra só por para dia meu minha vocês ou uma os até tenho quero dias
tem foi as tá como isso pedido mas sem está tudo ao dois hoje ainda antes era comprei nem veio mais vez bom anos h favor
ele olá sou ola agora oi tarde são mesmo boa volta dá noite cartão obrigado ontem obrigada vcs obg nada brigado faz
valeu ela vlw vai blz há pfv pelo pf casa mandar aqui quem encomenda fatura pacote então produto às envio queria enviado
enviar bem entrega prazo entregue gente entregar dos chegou dinheiro chegar pode chega pago chegado segunda recebi mail
receber recebido onde reembolso podem estorno três devolução saber devolver lá cancelar mês cancelamento site cancelem
etiqueta troca tinha trocar novo tamanho caixa cor escrito quebrado ser quebrada errado estou errada outro defeito
danificado quanto falta fim faltando artigo tô vezes nota hora fiscal compra endereço foto morada número qual rastreio
quinta rastreamento esse código nome loja esperando vem espero saiu aguardo aguardando nenhum pedi cadê dentro cade
também quando duas qdo alguém comprar porque depois pq amanhã isto fica qto outra este gostaria nos preciso posso março
moro poderiam ninguém vc pagar você aparece aí tb pro tbm resposta feira nao link nunca mandei vosso ver nenhuma
trabalho conta reais seu frete sua tempo comprovativo ta menos semana vou estava to diz fazer robô paguei ter pagamento
festa cobrado assim úteis banco sexta desconto mãe cupom rua disponível transportadora estoque cliente atendimento cá
tampa muito respondem caiu responder minhas mensagem garantia correio correios cumprimentos inteira objeto filha preço
semanas email meses terça escrevo quarta chat sobre fiz sábado qualquer domingo pressa janeiro abrir fevereiro sei dizer
abril maio remetente junho julho coisa agosto setembro fui outubro plástico novembro manda dezembro lado pela fico
comprado euros sapato acho tênis ar vestido camisa peça funciona serve app pontos vir numa pequeno pix grande material
sai sair reclamação certo atraso quatro atrasado fora urgente fala demora uns demorando essa trás mto têm crédito prazer
celular abraço rs abs cachorro att falar atenciosamente dados vos prezados lei senhores confirmação moça dúvida cara
existe ficou transferência apertada parado fazem ligar daqui anda igual kit usar meus cima currículo tiver esta presente
toda agência prefiro lote minutos anúncio mandou máquina diferença liguei esperar bebê mil mandem vale comprovante
portaria num dizem escola fundo menina seja frente quarto dedo deu disse fecha carregador comigo azul verde querer
precisa agradeço última relógio vídeo junto data partir eletrónico melhores pulseira preto ficar disso pessoal primeira
avião alguma foram peço moto mando terceiro cai faço lugar vossa eles pedir digam anexo passou pesca previsão rapaz
conseguem fiquei kkkk venda preta vitrola fotos perfume mandaram letra vidro cheiro vinte original caneta ligado
responda sempre fechou tentei tirem telefone senhor valor chá lhes passa olho sim terceira atendente taxado próprio
ponto suporte quantos marca abri painel colchão mandam meio gosto garantiram mar amor consta portão chão falou cabo
queimou balcão marido trabalhei proposta possível deixar porta pôr tentativa enviei aguardei consumidor melhor coisas
solicito todos parceiros legal receberam mesa barco devolvam estojo lindo seis né motor troquei vieram manual usei
questão madrinha costureira cavaquinho commerce chamo inclusive disputa resolvido chamado perguntar ajuda panela dela
números postam colar jeito virou teve filho ano conversa oii google uso acertar rosto oferecer caso mala assinado rosa
braço bolha irmã feito pré campainha cobraram deixou todas deram passada lhe tratamento precisar português nervoso
caminho apareceu continua sistema terra ir viagem desisto escrevendo boleto linha bicicleta quadro cidade resto estrelas
associação madeira dar falei protocolo feriado próxima empresa cobrança será dizendo fotografia jaqueta encomendar
secador começou pergunto cadastro pediram indicação doze coluna agulha encerrado página base carro novas receita moagem
filhos carrinho leva outras conto umas fantasia falo fechado câmera contei rabo cozinha estourou tomada mão mora água
cabe vinha poupem medida finalizar pedidos iguais primeiro segundo boneco seguir imposto faltou gov clique pimenta senha
entra tráfego horário min neta hajam algum estas pessoais visualizam vivo pais candeeiro unidade aplicativo marcada
cunhado acompanhar amigo voltou acabei devolvido recebo carteiro exame surpresa pai vida quis levou valores urgência
desistência art aquele peças caramelo acontece madrugada arrependimento tirei paga voou tradutor mim tivesse inteiro
contar casamento anunciam anular expediram jogos cordas pedem comercial senão aceita souberem disto vagas posição bota
chargeback moço demais paciência portes papel dizia pé domingos esquecer pressão amassada abençoe mudei sala porteiro
antigo pediu tratar bebé sabe bairro entregador devolverem branco assinatura conheço perguntei grupo aparelho desculpa
ácido dúvidas álcool ler rótulo bjs irmão devolvi juros causa soltou boca dessa desse discos rodei velha topo pegar onze
portanto pesa gramas devia abre vidros papa teria linda despachar coloquei limão aviso nova manhã garrafal impostos
inclusos pede apresentei conhecimento cuja limpei vídeos fone clube direitinho deviam tabela quer cinco dele aprovado
ate forma avó relogio caixinha kkk rindo pessoa saí voltei entrar esteja atenção viajo escrever quebra beleza mostrar
caixas liga confirmaram rápido golpe somos stock esposa bater daqueles acordei confirmando notebook entrou total termina
delegacia fez música elevador volume grátis pequena botar selo custa audiência ganho online pessoas assunto passei
falando pouco real traz férias consigo mudo queimado pensei pó genro apoio acertou vejo briga passar engano afinal
apenas metade nossa voltar verdade baixo costura tia tava prédio trocaram nove nasceu disseram enquanto deitar remessa
conforme parcelas encontrado bloco apresentar sobrinha perto conferir retirar garagem velho chegam vamos venham clara
gratuita sozinho clico promessa atendeu resultado antecedência estão branca simpático quê cortina oficina deve ligo
cabelo furar postagem fininho explico condomínio sorte
"""
