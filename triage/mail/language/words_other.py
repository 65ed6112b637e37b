"""Words of the languages that no shop answers in: told, so that they are refused rather than taken for a neighbour.

Each table is in the order of how often customers write the word; `language_model` reads the rank as a frequency.
"""

from __future__ import annotations

# Latin letters.
OTHER = {
    "nl": """
ik de het een niet is en van dat te in mijn heb op met voor maar er wat die nog aan om waar jullie was als ook u naar
bij wanneer al zijn deze kan graag geen dit hebben wel mij hallo bestelling pakket iemand eerste twee keer kon zelf na
want hun haar ons onze alles meer heeft had gebeld inloggen rekening verjaardag vrijdag maandag pakje nu dus uit ben of
wordt over moet bedankt we goed dan terug toch wil kunt hoe hier alleen omdat niks niets gekregen ontvangen besteld
geleverd bezorgd levering bestellen verzonden verzending geld betaald betaling maat verkeerde kleur kapot beschadigd
ruilen retour retourneren terugsturen annuleren factuur klantenservice bericht antwoord dag dagen week weken geleden
gisteren vandaag morgen binnen sinds steeds blijft komt krijg krijgen gaat hoor weet mag zou jij mvg groet groetjes
vriendelijke alvast beste heer mevrouw dank vriendelijk goedemorgen goedemiddag goedenavond hoi even vraag vraagje adres
bezorger bus buren leverbaar voorraad artikel product kunnen worden hebt mee veel zo staat door klopt aub svp
""",
    "af": """
ek die nie het is my en van dat in vir met nog wat op om te sal kan waar julle was nie maar ook hulle so as jy u wanneer
geen al hierdie baie dankie asseblief hallo bestelling pakkie pakket gekry ontvang bestel geld terug betaal aflewering
afgelewer gestuur stuur verkeerde grootte kleur stukkend gebreek kanselleer ruil terugbetaling rekening nommer dae weke
gelede gister vandag môre moet wil hoe hier wees goeie groete beste meneer mevrou hoekom niks antwoord wag wagend lank
sedert onder ons sy haar kry kom gaan
""",
    "sv": """
jag är det inte och att på en har för med som till den av min mitt mina när ni om så var kan men ett vill inget fått få
hej tack mvh ännu än nu kommit kommer beställt beställde beställning ordern order paket fredag måndag lördag kunde gång
första sig in ut upp vid gick hinna logga paketet leverans leveransen levererad skickat skickats skicka spårning
spårningen pengar pengarna tillbaka återbetalning retur returnera byta storlek färg fel trasig sönder skadad kvitto
faktura avbeställa avboka avbryta adress ingenting inga från dagar veckor vecka sedan igår idag imorgon fortfarande
väntar väntat varför hur vad vem hjälp hjälpa snälla vänliga hälsningar här där också bara mycket eller ska skulle får
gör er mig vi de finns lager betalat köpt köpte varan produkten kundtjänst svar svarar god morgon kväll undrar måste
blev blir
""",
    "da": """
jeg er det ikke og at på en har til for med som den af min mit mine når i om så hvor kan men et vil noget intet ingen
fået få hej tak mvh endnu nu kommet kommer bestilt bestilte bestilling ordren ordre pakke frem fredag mandag lørdag
kunne gang første sig der ind ud op ved pakken levering leveret sendt sende sporing pengene penge tilbage
tilbagebetaling retur returnere bytte størrelse farve forkert forkerte ødelagt beskadiget stykker kvittering faktura
annullere afbestille adresse fra dage uger uge siden går dag morgen stadig venter ventet hvorfor hvordan hvad hvem hjælp
hjælpe venlig hilsen venligst også kun meget eller skal ville får gør jer mig vi de modtaget hvornår findes lager betalt
købt købte varen produktet kundeservice svar svarer god tusind hilsner blev bliver efter sgu igen
""",
    "no": """
jeg er det ikke og at på en har til for med som den av min mitt mine når dere om så hvor kan men et vil noe ingenting
ingen fått få hei takk mvh ennå enda nå kommet kommer bestilt bestilte bestilling bestillingen ordren frem fredag mandag
lørdag kunne gang første seg der inn ut opp ved røk ordre pakke pakken pakka levering levert sendt sende sporing
sporingen pengene penger tilbake refusjon retur returnere bytte størrelse farge feil ødelagt skadet i stykker kvittering
faktura kansellere avbestille adresse fra dager uker uke siden går dag morgen fortsatt venter ventet hvorfor hvordan hva
hvem hjelp hjelpen hjelpe vennlig hilsen vennligst også bare mye eller skal ville får gjør deg meg vi de mottatt finnes
lager betalt kjøpt kjøpte varen produktet kundeservice svar svarer god tusen ble blir etter igjen skjer sjekke ikkje eg
""",
    "fi": """
ja on ei en ole se että minun mutta olen kun hei kiitos jos niin missä milloin mitä miten miksi vielä nyt oli tai myös
tilaus tilaukseni tilauksen tilasin tilannut paketti pakettini paketin paketista saanut saapunut tullut tulee toimitus
toimitettu toimitusta lähetys lähetetty lähetyksen seuranta raha rahat rahani takaisin palautus palauttaa palautuksen
vaihtaa väärä väärän koko kokoa väri rikki viallinen vaurioitunut lasku kuitti peruuttaa peruutus peruuttaisin haluan
haluaisin voitteko voiko voinko tuote tuotteen tuotetta maksanut maksoin maksu osoite sitten viikkoa viikko päivää päivä
eilen tänään huomenna edelleen odotan odottanut apua avusta auttaa terveisin ystävällisin terv mitään kaikki
asiakaspalvelu vastausta vastaa hyvä päivää huomenta iltaa kuinka kauan tämä tässä siitä mikä
""",
    "tr": """
ve bir bu ne için da de çok mı mi ama ben benim var yok değil ile hala daha olarak kadar gibi zaman nerede merhaba
merhabalar teşekkürler teşekkür ederim lütfen sipariş siparişim siparişimi siparişi kargo kargom kargoya paket paketim
ürün ürünü ürünüm gelmedi geldi gelecek gelir gelmemiş ulaşmadı teslim edildi edilmedi teslimat gönderildi gönderdiniz
gönderin verildi iade iadesi iptal etmek istiyorum istedim para paramı param geri ödeme ödedim değişim değiştirmek beden
numara renk yanlış kırık bozuk hasarlı arızalı fatura takip numarası adres adresi gün gündür hafta haftadır ay önce dün
bugün yarın bekliyorum bekledim neden nasıl kaç hangi hiç cevap yardım yardımcı olur musunuz acaba selam iyi günler
kolay gelsin saygılar aldım almadım sipariş verdim olan oldu olmadı size sizden
""",
    "cs": """
a je se na v že to jsem mi si s ale do jak co z za pro když už jsme by kde kdy můj moje mám mě ještě dobrý den prosím
děkuji díky ahoj zdravím objednávka objednávku objednávky objednal objednala zásilka zásilku zásilky první hned někdo
dvakrát pátek pondělí účet přihlásit nemůžu rozbil balík balíček balíku nedorazila nedorazil nepřišel nepřišla přišlo
přišel dorazí doručení doručeno dodání odesláno odeslána peníze zpět vrátit vrácení reklamace reklamovat vyměnit výměna
velikost barva špatná špatnou špatně rozbitý rozbité poškozený poškozené faktura fakturu zrušit storno adresa adresu
číslo sledování týden týdny týdnů dní dnů včera dnes zítra stále pořád čekám proč nic nikdo odpověď pomoc moc chci
chtěla chtěl bych mohu můžete můžu nebo ani není nejde nebyl zaplatil zaplaceno platba zboží skladem pozdravem přeji
hezký jste máte jsou byl byla bylo tak jen pouze ne
""",
    "sk": """
a je sa na v že to som mi si s ale do ako čo z za pre keď už sme by kde kedy môj moja moje mám ma ešte dobrý deň prosím
ďakujem vďaka ahoj zdravím objednávka objednávku objednávky objednal objednala zásielka zásielku zásielky prvý hneď
niekto dvakrát piatok pondelok účet prihlásiť neviem pokazil pokazila balík balíček balíka neprišla neprišiel neprišlo
nedorazil nedorazila prišlo prišiel príde doručenie doručené dodanie odoslané odoslaná peniaze späť vrátiť vrátenie
reklamácia reklamovať vymeniť výmena veľkosť farba zlá zlú zle rozbitý rozbité poškodený poškodené faktúra faktúru
zrušiť storno adresa adresu číslo sledovanie týždeň týždne týždňov dní dňa včera dnes zajtra stále čakám prečo nič nikto
odpoveď pomoc pekne veľmi chcem chcela chcel môžem môžete alebo ani nie nejde nebol zaplatil zaplatené platba tovar
skladom pozdravom prajem pekný ste máte sú bol bola bolo tak len iba
""",
    "pl": """
nie i w na z do że to się jest o mi za jak ale co czy mam już po od dla tak jestem gdzie kiedy moja mój moje moją dzień
dobry proszę dziękuję dzięki witam cześć zamówienie zamówienia zamówieniu tu ktoś pierwszego dnia dwa razy sobie
wszystko piątek poniedziałek konto zalogować zepsuł zamówiłem zamówiłam paczka paczki paczkę przesyłka przesyłki
przesyłkę dostałem dostałam otrzymałem otrzymałam doszła doszło przyszła przyszło przyjdzie dotarła wysyłka wysłane
wysłana wysyłki dostawa dostawy pieniądze pieniędzy zwrot zwrotu zwrócić reklamacja reklamację wymiana wymienić rozmiar
kolor zły złą uszkodzony uszkodzona zepsuty zepsute towar towaru produkt faktura fakturę anulować adres numer śledzenia
tydzień tygodnie tygodni dni wczoraj dzisiaj dziś jutro jeszcze nadal ciągle czekam dlaczego nic nikt odpowiedzi pomoc
bardzo chcę chciałbym chciałabym mogę może można lub ani niż kupiłem kupiłam zapłaciłem zapłaciłam pozdrawiam
pozdrowienia będzie był była było są macie państwo państwa który która przez tylko jaki jaka
""",
    "ro": """
și si nu de a în la am că este un o cu pe mai ce mi din pentru dar când cand unde sa să e mă ma bună ziua buna salut
mulțumesc vă va rog comanda comandă comenzii mea meu comandat coletul colet coletului prima cineva doua ori vineri luni
cont intra s-a m-am mi-a nu-mi primit primi ajuns ajunge sosit livrare livrarea livrat expediat trimis trimiteți bani
banii înapoi inapoi rambursare retur returnez returna schimb schimba mărime mărimea culoare culoarea greșit greșită
stricat spart defect deteriorat factura factură anula anulez anulați anularea adresa număr numărul awb urmărire zile
săptămâni săptămână ieri azi astăzi mâine încă inca aștept tot nimic nimeni răspuns ajutor frumos foarte vreau aș dori
doresc pot puteți poate sau nici doar sunt sunteți era fost plătit plata produs produsul produse stoc stimă zi seara
acum cum cât care dacă curierul curier fi
""",
    "hu": """
a az nem és hogy is van egy de meg már még ez csak ha mi mit mikor hol kérem én volt lesz nincs jó napot üdvözlöm szia
sziasztok köszönöm szépen rendelés rendelésem rendelésemet rendeltem csomag csomagom csomagot csomagomat érkezett
érkezik megérkezett jött kaptam első valaki kétszer péntek hétfő fiók belépni tudok elromlott el ki be le kézbesítés
kiszállítás szállítás feladva elküldték küldjék küldtek pénz pénzem pénzemet vissza visszatérítés visszaküldeni
visszaküldés csere cserélni méret színű szín rossz hibás törött sérült számla számlát lemondani törölni lemondom cím
címet szám nyomkövetés nap napja hét hete hetek tegnap ma holnap várok várom vártam miért semmi senki válasz választ
segítség segítsenek nagyon szeretném szeretnék akarom lehet tudnának tudom vagy sem fizettem fizetés termék terméket
raktáron tisztelt tisztelettel üdvözlettel önök önöktől kell ezt azt amit mert ami
""",
    "hr": """
je i u na da se sam ne mi za što s od nije to su kako ali još moj moja moje me gdje kada kad li bi nisam dobar dan molim
hvala lijepa pozdrav bok narudžba narudžbu narudžbe naručio naručila paket paketa pošiljka prvi netko dvaput petak
ponedjeljak prijaviti pokvario pokvarila pošiljku pošiljke dobio dobila stigao stigla stiglo stići došao dostava dostavu
dostavljeno poslano poslana poslali novac natrag povrat vratiti zamjena zamijeniti veličina veličinu boja boju kriva
krivu pogrešna oštećen oštećeno slomljeno neispravan račun otkazati otkažite adresa adresu broj praćenje tjedan tjedna
dana jučer danas sutra dalje čekam čekamo zašto ništa nitko odgovor pomoć puno htio htjela bih želim mogu možete može
ili ni nema platio platila proizvod artikl vrijeme lijep poštovani srdačan tko uvijek prije nakon dvije tri bilo bio
bila biti jesam jeste vam vas nam
""",
    "sr": """
je i u na da se sam ne mi za šta s od nije to su kako ali još moj moja moje me gde kada kad li bi nisam dobar dan molim
hvala lepo pozdrav ćao porudžbina porudžbinu porudžbine poručio poručila paket paketa pošiljka prvi neko dvaput petak
ponedeljak prijaviti pokvario pokvarila pošiljku pošiljke dobio dobila stigao stigla stiglo stići došao isporuka
isporuku isporučeno poslato poslata poslali novac nazad povraćaj vratiti zamena zameniti veličina veličinu boja boju
pogrešna pogrešnu oštećen oštećeno slomljeno neispravan račun otkazati otkažite adresa adresu broj praćenje nedelja
nedelje nedelju dana juče danas sutra dalje čekam čekamo zašto ništa niko odgovor pomoć puno hteo htela bih želim mogu
možete može ili ni nema platio platila proizvod artikal vreme lep poštovani srdačan ko uvek pre posle dve tri bilo bio
bila biti jesam jeste vam vas nam hoću
""",
    "sl": """
je in v na da se sem ne mi za kaj s od ni to so kako ampak še moj moja moje me kje kdaj ko ali bi nisem dober dan prosim
hvala lepa pozdravljeni živjo naročilo naročila naročil paket paketa pošiljka pošiljko pošiljke prvi nekdo dvakrat petek
ponedeljek prijaviti pokvarila pokvaril morem prejel prejela dobil dobila prispel prispela prišel prispelo dostava
dostavo dostavljeno poslano poslana poslali denar nazaj vračilo vrniti zamenjava zamenjati velikost barva barvo napačna
napačno poškodovan poškodovano zlomljeno pokvarjen račun preklicati prekličem naslov številka sledenje teden tedna
tednov dni včeraj danes jutri vedno čakam čakamo zakaj nič nihče odgovor odgovora pomoč zelo rad rada želim lahko niti
nima plačal plačala izdelek artikel čas lep pozdrav spoštovani kdo pred po dva tri bilo bil bila biti ste vam vas nam
prosil iz kot
""",
    "vi": """
tôi không là và của có cho đã chưa được mình em anh chị shop ơi hàng đơn cái này khi nào thì với một ở đâu rồi lại bị
giao nhận gửi mua đặt đơn hàng vẫn còn sao ngày tuần mấy bao giờ bao lâu đến tới xin chào cảm ơn nhờ giúp hủy đổi trả
hoàn tiền sai màu kích cỡ hỏng vỡ lỗi sản phẩm địa chỉ mã vận chuyển kiểm tra trả lời nhanh chóng muốn cần hỏi bạn người
các những như thế nhiều lắm quá nhé ạ vậy hôm qua nay mai chờ đợi lâu thanh toán hóa đơn size phải biết làm nữa sẽ đang
thấy ai gì
""",
    "id": """
saya yang tidak sudah belum dan di ini itu ada untuk dari ke dengan bisa mau apa kapan mana kak gan min pesanan paket
barang barangnya paketnya sampai dikirim kirim pengiriman resi nomor terima kasih tolong mohon halo selamat pagi siang
sore malam uang kembali refund dana pengembalian retur tukar ganti ukuran warna salah rusak pecah cacat batal batalkan
membatalkan beli pesan bayar pembayaran alamat hari minggu bulan kemarin hari ini besok masih juga kenapa bagaimana
gimana berapa lama menunggu nunggu tunggu dong ya nih sih udah gak nggak ga aja banget kok bagus toko stok produk
produknya faktur kurir jawab balas bantu dapat karena kalau lagi saja akan atau kami anda baru telah seperti dimana
""",
    "ms": """
saya yang tidak sudah belum dan di ini itu ada untuk dari ke dengan boleh mahu nak apa bila mana bungkusan barang sampai
dihantar hantar tempahan penghantaran nombor terima kasih tolong sila helo hai selamat pagi petang wang duit balik
bayaran pulangan tukar saiz warna salah rosak pecah batal batalkan beli tempah bayar alamat hari minggu bulan semalam
esok masih pesanan juga kenapa bagaimana macam berapa lama tunggu menunggu dah tak lagi ye ya lah je pun sangat bagus
kedai stok produk invois kurier jawab balas bantu dapat kerana kalau sahaja akan atau kami anda baru telah seperti encik
puan tuan tengok cakap awak tapi nya kat sini lambat betul
""",
    "tl": """
na po ang sa ko ng hindi pa ba yung lang ako mga at naman ay rin din ito may wala saan kailan kung kasi para akin nasaan
nasan order dumating dating dumarating natanggap natatanggap bakit paano magkano gaano katagal salamat maraming kumusta
magandang araw umaga hapon gabi pwede puwede gusto kong pera ibalik balik mali maling sira sirang kulay sukat bayad
nagbayad binili bumili inorder ipadala pinadala padala kayo ninyo niyo nyo sila siya kami namin natin mo niya ninyo
kanino ano sino linggo buwan kahapon ngayon bukas hanggang matagal naghihintay hintay tagal sana opo oo paki pakisagot
tulong tulungan package parcel palitan kanselahin meron mayroon iba isang isa kaya nga daw talaga dapat pong
""",
    "ca": """
de la que no el i a en és un per les em una els amb he es ha del al meva meu està on va dels fer primer primera hi li
tot tots m'ha vostre vostra nostre demanat però quan encara si ho més com jo us comanda paquet arribat rebut enviat
enviament lliurament bon dia bona tarda hola gràcies moltes plau sisplau vull voldria m'agradaria diners devolució
tornar retornar canviar canvi talla color equivocat trencat defectuós espatllat factura cancel·lar anul·lar adreça
número seguiment dies setmana setmanes ahir avui demà fa des què res ningú resposta ajuda molt puc poden podeu aquest
aquesta això seva tinc són estic hem vaig comprar comprat pagat salutacions atentament espero esperant dilluns dimarts
dimecres dijous divendres també només sense fins aquí nosaltres vosaltres perquè botiga producte
""",
    "gl": """
de que o a e non do da en é un por os as me unha cos con no na para meu miña está onde primeiro primeira dous seu vosa
voso nin pola polo coa conta mercar mandar chega chegar podería pero cando aínda se máis como eu pedido paquete chegou
recibido recibín enviado envío entrega bo día boas tardes ola grazas moitas favor quero quería gustaríame diñeiro
devolución devolver cambiar cambio talla cor equivocado equivocada roto rota defectuoso factura cancelar anular enderezo
número seguimento días semana semanas onte hoxe mañá dende hai nada ninguén resposta axuda moito podo poden podedes este
esta isto súa teño son estou merquei comprei pagado saúdos atentamente agardo agardando luns martes mércores xoves
venres tamén só sen ata aquí nós vós porque tenda produto xa foi unhas uns moi ben lles ao ás
""",
    "lt": """
ir ne aš kad yra su į tai kaip bet ar iš mano dar jau kada kur per už prašau ačiū laba diena sveiki užsakymas užsakymo
užsakymą siunta siuntos siuntą gavau negavau pristatymas atėjo neatėjo pinigai pinigus grąžinti grąžinimas netinkamas
dydis spalva sugadinta sąskaita atšaukti adresas numeris savaitė dienos dienų vakar šiandien rytoj vis laukiu kodėl
nieko atsakymas pagalba noriu norėčiau galite prekė prekės labai pagarbiai buvo bus nėra man jūs mes
""",
    "lv": """
un ne es ka ir ar uz tas kā bet vai no mans mana vēl jau kad kur par lūdzu paldies labdien sveiki pasūtījums pasūtījuma
pasūtījumu sūtījums paka saņēmu neesmu saņēmis piegāde atnāca naudu nauda atpakaļ atgriezt atgriešana nepareizs izmērs
krāsa bojāts rēķins atcelt adrese numurs nedēļa dienas dienu vakar šodien rīt joprojām gaidu kāpēc nekas atbilde
palīdzība vēlos gribu varat prece preces ļoti cieņu bija būs nav man jūs mēs
""",
    "et": """
ja ei on ma et see mu minu kui aga või ka veel juba millal kus palun aitäh tänan tere tellimus tellimuse tellimust pakk
paki pakki saanud jõudnud tarne kohale raha tagasi tagastada tagastus vale suurus värv katki kahjustatud arve tühistada
aadress number nädal päeva päevad eile täna homme ikka ootan miks midagi vastus abi tahan sooviksin saate toode kauba
väga lugupidamisega oli olen ole pole mulle teie meie siis kas mis
""",
}

# What stands in Latin letters for a language that has its own: nobody answers it in a guessed one, so it is "und".
ROMANISED = {
    "zh-Latn": """
wo de ni hao shi bu le mei shou dao you zai na nali nar shenme shenmeshihou shihou fahuo fa huo dingdan baoguo kuaidi
qing wen qingwen xiexie xie tui kuan tuikuan tuihuo yao xiang mai le dongxi huai duoshao qian ma ne ba ge zhe zhege na
nage hai meiyou hen jiu xianzai weishenme zenme yang ban dizhi gai huan yige women nimen ta ta men kan jian gei dao
yijing liang tian xingqi qian jian dui cuo chima yanse zhiliang tai cha dian kuai yidian nin laoban keyi
""",
    "ja-Latn": """
wa ga no wo o ni de desu ka masu masen mashita shita shimasu kudasai onegai onegaishimasu arigatou arigato gozaimasu
mada todoite todokimasen todokimasu todoku imasen itsu doko desuka nimotsu chumon chuumon shimashita shohin shouhin
henpin henkin koukan kyanseru sumimasen konnichiwa watashi kore sore to mo kara made nan desu hayaku okurete okutte
hassou haitatsu bangou jusho saizu iro chigau kowarete shitai tai hoshii yoroshiku gomen nasai
""",
    "ru-Latn": """
ya ne i v na chto gde moy moya moi moe zakaz posylka posilka kogda pridet pridyot prishel prishla prishlo ne poluchil
poluchila spasibo pozhaluysta pojaluista zdravstvuyte zdravstvuite privet dengi vernite verni vozvrat dostavka tovar eto
kak uzhe esche eshe do sih por est net da mne vy vas nam skolko pochemu zhdu nedeli nedelya dney razmer ne tot slomalsya
otmenit otmenite hochu mozhno adres nomer otpravili oplatil dobryy den
""",
    "el-Latn": """
to den einai kai na pou mou i o ti tha me gia se apo h ton thn stin sto den irthe hrthe akoma akomi paraggelia
parageleia paraggeilia dema paketo pote erthei tha efxaristo euxaristo efharisto parakalo kalimera kalispera geia sas
xrimata lefta piso epistrofi allagi noumero lathos xroma spasmeno elattomatiko akyrosi thelo mporeite mporo exo exei
perimeno meres evdomades apostoli kourier giati tipota oute pws poso kai kala
""",
    "ar-Latn": """
ana mesh msh mish fi fe el al wein wen ween fein fen talabi talaby lessa lesa ma mawaslsh wasal wasalni waslni wasalnish
shukran shokran law samaht salam alaikum alikum ahlan marhaba men fadlak emta imta mata 3ayez 3ayza 3andi abgha abi bedi
badi floos flousi fulusi rag3 arja3 taleb bas mn 7ata hata da di dah eh leh lesh shu shou kifak ya habibi yalla
inshallah el shohna sha7na 7aga haga kwayes mafi ma3a la2 aiwa
""",
    "hi-Latn": """
mera meri hai nahi nhi ka ki ke ko kab se kya kyu kyon kaha kahan aaya aya mila hua ho gaya gya kar karo karna kare raha
rahi rahe hain bhai ji paisa paise wapas vapas order abhi tak mujhe muje aap apka aapka ye yeh wo woh toh to bhi bahut
itna kitna din chahiye dena do dijiye jaldi kharab galat size sahi theek thik mein main hu hoon tha thi koi kuch ek yaar
bolo batao milega aayega ayega krna kr ni namaste dhanyavad shukriya
""",
}

# Cyrillic letters.
CYRILLIC = {
    "ru": """
не и в на что я с это где мой мне как но заказ заказа у меня когда по за от до уже ещё еще вы так из а все моя моё мою
здравствуйте добрый день привет пожалуйста спасибо посылка посылку посылки пришла пришел пришёл пришло придет придёт
получил получила доставка доставки доставку доставлен товар товара отправили отправлен деньги верните вернуть возврат
возврата обмен обменять размер цвет не тот неправильный сломан сломался поврежден брак счет отменить отмените адрес
номер трек недели неделю неделя дней день вчера сегодня завтра жду почему ничего никто ответ ответьте помогите очень
хочу хотел хотела могу можете можно или ни нет есть был была было оплатил оплатила только уважением какой который если
сколько мы вам вас они
""",
    "uk": """
не і в на що я з це де мій мені як але замовлення у мене коли за від до вже ще ви так із а все моя моє мою вітаю добрий
день доброго дня привіт будь ласка дякую посилка посилку посилки прийшла прийшов прийшло прийде отримав отримала
доставка доставки доставку доставлено товар товару відправили відправлено гроші поверніть повернути повернення обмін
обміняти розмір колір не той неправильний зламаний зламався пошкоджений брак рахунок скасувати скасуйте адреса адресу
номер трек тижні тиждень тижнів днів вчора сьогодні завтра чекаю чому нічого ніхто відповідь допоможіть дуже хочу хотів
хотіла можу можете можна або ні немає є був була було оплатив оплатила тільки повагою який якщо скільки ми вам вас вони
щоб та про
""",
    "bg": """
не и в на че аз с това къде ми ме как но поръчка поръчката от кога за до вече още вие така е а все моята моя моето
здравейте добър ден привет моля благодаря пратка пратката пристигна дойде пристигнала дошла пристигне получих получил
получила доставка доставката доставена стока стоката изпратихте изпратена парите върнете върна връщане замяна размер
цвят грешен грешна счупен счупена повредена дефектен фактура отменя анулирам откажа адрес адреса номер седмици седмица
дни вчера днес утре чакам защо нищо никой отговор помощ много искам бих желая мога можете може или няма има беше бе
платих платил само уважение поздрави кой ако колко ние ви вас те съм са си се да ще беше тази този какво
""",
    "sr": """
је и у на да се сам не ми за шта с од није то су како али још мој моја моје ме где када кад ли би нисам добар дан молим
хвала лепо поздрав поруџбина поруџбину поруџбине поручио поручила пакет пошиљка пошиљку добио добила стигао стигла
стигло испорука послато новац назад повраћај вратити замена величина боја погрешна оштећен рачун отказати адреса број
недеља недеље дана јуче данас сутра чекам зашто ништа нико одговор помоћ желим могу можете може или нема платио производ
поштовани ко пре после бих хоћу
""",
    "mk": """
не и во на дека јас со ова каде ми ме како но нарачка нарачката од кога за до веќе уште вие така е а мојата мојот здраво
добар ден ве молам благодарам фала пратка пратката пристигна дојде добив доставка пари парите назад враќање замена
големина боја погрешна скршен сметка откажам адреса број недели денови вчера денес утре чекам зошто ништо никој одговор
помош многу сакам можам може или нема има беше само поздрав кој ако колку ние ви сум се да ќе овој оваа што
""",
    "be": """
не і ў на што я з гэта дзе мой мне як але замова заказ у мяне калі за ад да ўжо яшчэ вы так добры дзень калі ласка
дзякуй пасылка пасылку прыйшла прыйшоў атрымаў атрымала дастаўка тавар грошы вярніце памер колер чакаю чаму нічога тыдні
тыдзень дзён учора сёння заўтра хачу магу можна ці няма ёсць быў была вельмі толькі
""",
}
