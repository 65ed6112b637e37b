"""Words of the shops' languages, in the order of how often customers write them.

`language_model` reads the rank as a frequency. Short forms of chats and phones stand among them, and a word of several
languages stands in each.
"""

from __future__ import annotations

from triage.mail.language.words_romance import ES, FR, IT, PT

EN = """
the and a it to in on s my you is for of with that t one your so ve have from not was at it' m do d or be if this has
back can as order says by like but there what been now all two we out would up please about th re are only don' since hi
want hello got hey days pls them plz just thx when ty they tnx box ur know u send im had ive then dont time didnt which
doesnt an hasnt off havent how isnt before wasnt you' cant said wont same wheres day whats there' asap we' number
ordered could parcel three package go packet our refund he cancel ll cancelled who delivery card delivered told shipping
still shipped get ship came tracking put arrived after arrive bought page waiting any wait left received need recieved
last recieve her receive nothing return she exchange over size here colour good color say broken paid wrong tell missing
item new items does money where again take today come why first see thanks sent thank because yet never update us way
mail invoice they' swap week faulty will damaged post late old lost its did dear isn' sir gone madam somebody kindly
thing regards under cheers four help morning me second ask down phone give email went that' change every address can'
more think should news look stuff right yours asked yo pay wtf weeks gonna very gimme name lol already btw pair hope
label check both through reply also answer next contact going other account small password may than discount home code
another voucher someone stock let available something fit being fits cheap long hiya shop howdy too folks guys were team
nobody mate price sincerely best until many much anything without little years big rather large people love great bad
make quality product case buy person purchase she' end charged six charge door twice bank month his side months he' ago
inside yesterday ring tomorrow own monday tuesday leave wednesday goes thursday office friday courier saturday sunday
set january even february whole march chat april called june asking july write august year september night october call
november december used keep doesn' half opened writing hand bag these five wrote some shows mine made well each kind
open app tried free till x won' date done nice fine whether everything times didn' read things paper attached website
question work ok him k coming ones else nd w into either comes st find gift run once myself house evening gave within
changed confirmation use bit sorry hear maybe away thought boots live full those round looked cat sort took while lady
nine sofa battery watch photo eleven husband yes link dog ten stop neighbour orders third picture always must sitting
lovely instead turned flat hours different stove haven' kit found law line business looking ever mind shoes real
daughter hold whoever taken list blue print wife promised driver though asks talk white room form their sure place
closed enough machine minutes spring school pick sat far checkout warranty straight tonight receipt saying customer
payment postage hair mother really otherwise lot what' message black signed front along cost green letter weekend smell
rug company top store credit drive having grey frame red rd returned handle care hospital held po tree window note
between hour sending buying button bottle leaves building sheet copy itself listing hasn' wanted boxes sender agent warm
car problem brown video empty believe plastic cream friend start van tea colleague speak shirt dryer bike past behind
around quite press needed quick system happens stuck replacement photos doing express anybody getting couldn' matter
seat perhaps meant across strap consumer thirty club urgent kitchen who' floor wants saw baby normal street corner
placed stand emails suppose happy glass basket looks track extra pm handed measured supposed rain jacket sold count
table afternoon safe slip plate hot might word wig simply monitor lenses hurry outside living warehouse packed moved
needs road filled noon guarantee such point forty twenty birthday brother mailbox mattress water counted moving bill
letters understand move pack cover sticker doctor statement packing whatever rang bed online garden somewhere close
takes carrier hands turn pot together printer boy headphones shirts against bottom record unless human noticed rush
sister known feet seven seen accounts mat klarna trip dead notice guy grandson numbers report v add standing filed show
confirm kept depot tax exactly present nicely heard pen mark board rest dress feel customs telephone fair knife thinking
roughly sleep worn near posted anyone screen deliver family works welcome mins value else' remote manager typing fix
checked single inch working kids tape proper hall passed factory eight neither one' camera oil pump smells eye sell walk
difference stay motor wheel ticket class log patient wasn' packaging given turns bring wet mad switch possible ref
stairs mails tube try shall cracked amount nearly created metal cards dropped collect leaflet reset click min anyway
bath literally base picked showed chance answered cut split hole short plan idea checking claim request robot collection
tells later guess fly paying burn agreed most story better unit stopped gate customers certificate repair slow cable
iron expect proof daughter' skin longer runs lid everybody complaint whatsapp afraid light cried mirror father face arm
walked food shoe kettle seems quid minute rent forgot hit automatic started reading grateful milk wondering air leaf
hundred dollars gas fourteen treated maker zip wore scan trace charger pictures shelf funny mean plug curtains silk
access including messages monthly fell foot patch plant gives spend head sealed visa sum plenty fire guest boat mid
travel honest collected dad plain fault envelope quiet written nor worked begin nowhere wear typed anymore drop words
follow sizes stands nineteen service anywhere seller wide unopened less ought pretty piece fraud correct fee retired
young himself fast stamp life parents somebody' postman version sound photographs knock hub pad pram rod whom sign exist
freight probably carpet wish advise folded ireland friendly cardboard coffee dispatch stick hallway below logged woman
hers heat terms pre throw mother' games pieces hotel phones country fill showing separately market pcs bother answers
weight step soaked smashed porch logo toy eyes vet closes trouble saved consider wedding sentence apple nephew able
spare owner allowed summer bus gets spent declined officer prefer rope aren' girl means action fyi chargeback desk
rights content layers bulk project pounds preorder played issue overdue normally ate navy above starts fish batch
wouldn' upside hanging share carry firm charging calls declaration explained imagine film dinner telling pedal pressed
speaking sit brake serum approved lamp clicked screws surprise fake explain teach greetings offer curious brand nights
ink names tub nobody' foam wrist knives beer running cold duvet processed band group sage duty pull partner lad
manufacturer son' laughed laugh release text support experience perfect sorted panic likes cup miss player counter
pressing wash guests power swollen melted model map fabric mistake flying reference further advice personal hung boss
play mostly purchasing chair subscription soon banner transit wrap cleaned emergency chart clear onto commercial import
included review star crushed offered collab supply talked ran mini where' trying voice islands bags fifty records postal
paddle bar locker mum taking pages programme pan sets medium few finance magnet weighs snapped suggest hip hard rate
wife' pass high powder samples type sister' memory behalf cats supplier hedge beginner built deadline trust tip toes
properly nursery yellow chemical lose everyone treat space promise game truck pleasure recorded lunch whenever thoughts
legs honestly dry clock teacher smaller adapter windscreen makes book wrapped ours nozzle moon accept wall cap calendar
toner finger pt ground meanwhile children' reel begins holding child survey questions parcels heavy today' soft stroller
spoke interested pleased rear stage scanned tissue socks leather recall runner ebike marathon wallet temp fuss unplugged
shed plays chase worry advance gst length yr expired lives walks brands audit towels tent tags valid paperwork respond
screenshots raise separate shops mount cross estimate shipper deep apart true yall low torn landed usually sixteen seam
degrees ferry slept bucket sand edition taped costs ahead leaving plans kid allow reported mulberry polyester required
solicitor followers gdpr marketing hoping filter buys billing shopping confirmed dispatched suit arriving tower stolen
walking contents reached swallowed tin football happily neck chest leg hates sheets identical unpaid sixty typo wool
fees grinder forever ipad laptop freeze enjoy stories selected library skip remember fella orange apology cheaper
shipment kilos settle measure mah happen blisters accepted feeling bear heated inspection middle pending died notes
reviews mention attach shut loan train toys hs deal autumn stars locked digit age pallet ribbon status cheerful blanket
sits obliged eta handled following direct timeline keeping solid forward father' careful police waited registry aunt
cushion double control palm wearing winter match thinks actually matters leaking touch sweet scratched bent opens bench
test bank' putting teapot changing deposit pays here' delay holidays serial seem loyalty stamps bless wind internet
apologise failed decided bell neighbours pregnant manila haha filament shade strings violin deleted sgd sales
granddaughter gentleman nylon workshop push alone guard rider hang grown private refused remark ships booked halal
became sparks sides wood dispute colours planning pc beginning fresh seal buyer using reminder local heart cartons
neighbour' understood stone petrol station meantime cash ear sees printed level poster student upload girls coat
magnesium vitamins seeing ride scoop inspector til bottles course sends plants tested swears id mornings ignore reads
forgive cancelling laughing holes usps dramatic driver' slippers swapping ye linen revolut touched copies pics mint
charges chicken xx chrome harness ranking organic traffic frother fourth waffle fat named
"""
DE = """
ich die und ist der das sie nicht in mit auf den bei am im mir für es ein bitte noch hat eine wir ihr wo paket wann
bestellung lieferung von da oder hab nur dem auch an aus jetzt zu nach habe haben sind ihnen wie mein meine bis so was
war guten heute schon tag aber mich geht einen kann dann steht hallo seit moin sich servus er mal dass morgen abend bin
mfg zwei lg euch vg sehr ab danke als dank vielen zum man bestellt einem wieder päckchen ohne mehr geliefert beim ware
ja sendung sendungsnummer vor sendungsverfolgung geld rechnung keine stornieren storno nichts stornierung wenn rückgabe
drei rücksendung karton zurück zurückgeben kein laut rückerstattung meinem erstattung wird retoure kommt umtausch hier
umtauschen mail tauschen ob grösse gestern farbe muss falsch uhr falsche über falsches kaputt wurde defekt beschädigt
grüsse fehlt können angekommen x ankommen tage erhalten vom bekommen nummer warte wochen warten tagen gern geehrte also
wieso frage warum soll seite statt ihre immer woche nix post hatte nich will ned möchte net meiner isch liegt is damit
einer habs alles gibts gehts zur könnt falls könnten konto koennen sonst moechte sagt ihrer würde wuerde uns brauche
einmal montag wollen schicken frau gerne gruss gekauft team freundlichen wollte grüssen weiss liebe doch lieber machen
sagen sofort damen b herren zoll adresse vier anschrift passt ändern versand hilfe wer rückruf zahlen bezahlt mann
gutschein wissen rabatt code gut lager lieferbar ihn verfügbar läuft lieferzeit samstag überhaupt jemand kam freitag
denn monat drin monate leider dienstag zweimal mittwoch geschrieben donnerstag laden fahrer sonntag neuen januar karte
februar etwas märz gegen april gerade mai sein juni waren juli gehen august nun september oktober hätte november lag
dezember herr grüezi unter merci gar raus eure telefon euer unser bleibt letzte shop bloss auftrag sei worden gibt link
ihren erst los selbst stimmt unsere schade heisst nachfrage weil anfrage gesagt kunde kundin artikel kw produkt
spedition schuhe wäre hose diese kleid stück jacke trotzdem lampe wegen klein nochmal gross nehmen teil bestellen teile
fehlen fall echt gewährleistung mega gilt voll zusammen endlich früh dringend viele inzwischen schnell ihrem bescheid
liebes melden stand antwort habt besten lassen keinen newsletter wisst liegen neu zugesagt evtl müssen bzw ggf schreiben
zzgl zweite inkl nr gemacht neue nachsenden tochter unvollständig welcher abbestellen eher widerruf widerrufen mahnung
anderen reklamation weg reklamieren dran ersatz österreich kundenservice gekommen minuten meinen vielleicht name
passiert termin verschickt sieht davon alte viel alle bilder anbei nie darf sohn finde sollte gott zwischen teilen
andere zeit akku garage liefert unserer rechnen tür zugestellt retour bevor reicht einfach klarna gleiche aw brauchen
dazu danach chat jahren bereits ende erwarte hatten daten dieser hiermit lange antworten zwölf keiner gehe auskunft
geben ding kosten dr packstation leipzig entweder anwalt grad durch abgebucht mutter frist menschen fragen ticket
matratze wohnung dafür abholung bestätigung verbraucherzentrale nein übrigens stock fünf ring gerät vierten sechs
möchten eilt angekündigt ganzen strasse links geklingelt spätestens lesen beides gutschrift jedes tüte hand konnte
schwager wohne letztes freundliche linke monaten jahr schriftlich absender standen zahle betrag pro lieferschein
geburtstag firma fremde kundenkonto dort kassel eigentlich erledigt jahre hin kostet wurden namen sicher warenkorb
ehrlich preis bestätigt alt dahin nimmt abgebrochen weiter sommer kasse werden trägt kleines geduld lässt vater offenbar
warenwert denen langsam grüss nachbarin schickt welche kurze einziges zweiten zwar leute kauf drauf wichtig kaufen
geschickt müsste bank komme kind geehrter set unterwegs sogar glas sieben ort gefragt familie genau extra wasser kleine
niemand letzten maschine hängt südtirol auftragsbestätigung graz wirklich elektronisch wen nachbarn kommen hiess selber
eingegangen deswegen ladegerät riecht ecke fotos hängen etikett rest hausnummer schweiz schweizer darum vorher nachricht
käuferschutz senden kopfhörer vorbei meines passwort spam heut rad spitze website hätten haus bestelle nehm problem null
hilft stelle kassette brauch nächsten nehme finden ausgelaufen innen palette quasi innerhalb etwa einkauf super gravur
freundlich fest seitdem ablageort retourenschein km angegeben dritten montage hause macht beiden werde unterlagen ihm
pdf deutsch anleitung kooperation bad geehrtes kleinen entschuldigung boden mache rot beutel schrauben halb ganze miete
mailen gr abmelden kenne zustellung besser hausflur abgestellt übergeben bekannt schöne dreimal widerrufe gratis schloss
hätt anliegen gelöst satz getragen versandkosten nrw art paketzentrum abgegeben nehmt wohin deutschland wg regal
bordsteinkante rein krieg trage genommen gekriegt dame erste gebraucht nachbar parteien allen handy beide kaufe schicke
ganz passen werk schreibe geht' gmbh elf eins fürs zollamt füller gewesen sache richtig bekomme meint google nett
behalten elternabend stehen probiert braucht herbst eh nen ungefähr vermutlich heim herrn fertig geordert seither
zufrieden beratung fahren schreibtisch direkt rechts hausmeister unterschrift beleg strich akkuschrauber petersen
flasche bildern rückseite sandalen eng länge vielmal automatische ausgesteckt fliesen gelegt speichen tja auspacken
obwohl lindner position bleiben brandl wohnt ex fr nochmals franken vorbereitet gebrochen gesetzliche hersteller
zurücksetzen sichtbarkeit aufgefallen erscheinen mitbewerber organischen nächste kurzes zug enkel grund unbekannt wohn
klebt werktage aussage langen föhn stunden iban dritter ernst dabei zeigt versehen sehe telefonnummer bestellungen sitzt
leuten rufen bewerbe lebenslauf postbote status dauert find laufzeit innsbruck fälschung abgeschaltet fand stoffmuster
petrol muster katze sitz gelandet nachhaken urlaub fristgerecht zurückgeschickt montiert drehmomentschlüssel niemandem
fuss freundlichem geworden schrittlänge verpackt übernehmen werkstatt voraus bremen lob hände eines kostenlos betrieb
genügt betreff chf creme bearbeitung normal mund ausgepackt zusammengebaut flur ziehen wüsste schönen rückzahlung
teilbetrag kulanz stunde brief selben referenz endet rausgeht express basel handelsrechnung ursprungsland reden
mitarbeiter winzig eingelöst standesamt hey händler lieferadresse tor grosse zurückgegangen eingetroffen sattelstütze
bestens beantragt textbausteine antrag firefox abstellgenehmigung gegenüber anzeige hals irgendwie schwanke fällt kurz
stoff ins bruder harms abgeschlossenen vertrag erfolgt erhielt verkauft stellungnahme geschäftsleitung fast ersten
möglich menge streichen zurückbuchen zuerst formular notiert mails transport schwester übermorgen gespeichert woher
bearbeitet halt resi rückmeldung früher musste müller besprochen entwurf partner buggy beschreibung schlicht handgelenk
pratteln schreibt eingegeben handynummer schlauch media differenz zurückschicken bisschen drohne weisse tadellos agb
holt üblicherweise gültig herum angerufen ordnung nämlich vergessen tun verlange kurier zollbescheid überwiesen gemeldet
eigener informiere typ gesprungen folgen freund lupe geguckt eintrag wartezimmer kleiner umlauf land tisch wunderschön
baumarkt ziemlich sowas samstags taub dritte vierte rausnehmen benutzt nichte thema neun klar scherben polster gestellt
quittung hallöchen würd zahl holen bräuchten gerüst hebebühne verteiler schwer schule unterschrieben irgendwo kollege
wollt packpapier büro m² unverbindliches plattenspieler getan steffi kinderwagen hält datum wenns natürlich notaufnahme
keller rentnerin initiativbewerbung gearbeitet jule wieviel wär herzliche antwortet eingangsbestätigung bild verstärker
vorrätig eben gewischt stehe pflanzen anfang herstellergarantie lt unternehmen sichtbar lebenszeichen anregung tütchen
überlegen zeitung recht tee best funkstille berg trocken frag sowieso stellen kohle minus blatt schick sobald hören
rollen aussen leer höflich bekommt lasse wort pp unten jemandem uhrzeit ichs komm vorn suche hänge mag
"""
SHOPS = {"en": EN, "de": DE, "fr": FR, "es": ES, "it": IT, "pt": PT}
