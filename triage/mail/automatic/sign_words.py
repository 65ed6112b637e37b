"""Weak signs of an answering program: words of leave, of mail that waits and of people who stand in, by language.

Each by itself is everybody's word. `automatic_signs` adds up kinds of them, and what it finds is a doubt before it is a
machine. All are folded as `automatic_said.fold` does it; a space at an end is a word's edge.
"""

from __future__ import annotations

# What keeps the writer away.
LEAVE = (
    "ramadan", "broken my leg", "the doctor", "betriebsausflug", "inventur", "inventaire", "inventario", "inventário",
    "in fiera", "wegens ziekte", "pappaledig", "mammaledig", "lomail", "nauczani", "на обучении", "半天假", "創立記念",
    "반차", "stocktak", "team day", "moving office", "funeral", "deuil", "trauerfall", "lutto", "luto ", "begrafenis",
    "vacation", "holiday", " on leave", "leave until", "time off", "days off", "newborn", "maternity", "parental",
    "paternity", "sabbatical", "gone hiking", "gone fishing", "travelling", "traveling", "on the road", "conference",
    "training day", "training course", "trade show", "in meetings", "only work ", "do not work on", "don't work on",
    "office hours", "office closes", "office shut", "we are closed", "closed between", "not at my desk", "out sick",
    "unwell", "jury service", "bank holiday", "surgery", "recovering", "retreat", "on site with", "with a client",
    "urlaub", "elternzeit", "babypause", "mutterschutz", "auf einer messe", "auf der messe", "dienstreise", "nicht da",
    "auszeit", "teilzeit", "feiertag", "ferien", "brückentag", "fortbildung", "schulung", "krankheit", "erkrankt",
    "mutter geworden", "vater geworden", "unterwegs", "nicht am platz", "frei genommen", "habe frei", "außendienst",
    "aussendienst", "nicht am schreibtisch", "arbeite montag", "arbeite dienstag", "sabbatjahr", "congé", "de repos",
    "vacances", "joignable", "n'ouvr", "fermeture", "fermé", "formation", "en mission", "maladie", "télétravail",
    "ne travaille pas", "jours fériés", "injoignable", "salon profess", "loin du bureau", "vacaciones", "semana libre",
    "la tengo libre", "permiso", "baja médica", "lactancia", "cerrad", "he salido", "estoy de viaje", "no trabajo",
    "festivo", "descanso", "asuntos propios", "me he cogido", "días libres", "paternidad", "maternidad", "de baja",
    "formación", "feria ", "ferie", "in vacanza", "all'estero", "chiusura", "chiusi", "maternità", "paternità",
    "non lavoro", "malattia", "permesso", "influenza", "a casa con", "riposo", "in fiera", "in trasferta",
    "fuori fino", "fuori città", "férias", "dias de descanso", "licença", "baixa médica", "de baixa", "em viagem",
    "folga", "não estou a trabalhar", "encerrad", "maternidade", "feriado", "não trabalho", "formação", "vakantie",
    "verlof", "vrij van", "ben ik vrij", "weekje", "ziek ", "gesloten", "op reis", "op cursus", "conferentie", "beurs",
    "werk niet op", "vrije dag", "onderweg", "semester", "sportlov", "ledig", "tjänstledig", "sjukt barn", "sjuk ",
    "konferens", "föräldra", "bortrest", "på resa", "vabbar", "vab ", "utbildning", "stängt", "barnledig", "fridag",
    "fri i dag", "fri til", "til konference", "holder fri", "barsel", "syg ", "sygdom", "lukket", "i møde", "kursus",
    "konference", "på rejse", "orlov", "permisjon", "på reise", "syk ", "stengt", "kurs ", "avspaser", "lomaa",
    "lomalla", "vapaalla", "vapaata", "sairas", "koulutu", "matkoilla", "työmatka", "matkalla", "äitiys", "isyys",
    "suljettu", "messuilla", "urlop", "odpoczywam", "zwolnieni", "nieobec", "choruj", "dzień wolny", "mnie nie ma",
    "nie ma mnie", "delegacj", "szkoleni", "macierzyńsk", "wychowawcz", "w podróży", "nieczynn", "dovolen",
    "na horách", "mám volno", "rodičovsk", "mateřsk", "nemocen", "služební cest", "školení", "zavřeno", "čerpám",
    "matersk", "cestách", "pihen", "szabads", "gyesen", "gyeden", "szabin ", "betegs", "képzés", "távol ", "távollét",
    "zárva", "külföld", "nyaral", "vacanță", "concedi", "deplasare", "zile libere", "sunt plecat", "conferință",
    "închis", "отдыхаю", "отпуск", "декрет", "больничн", "командиров", "меня нет", "выходн", "не работаю", "уехал",
    "отгул", "на учебе", "на конференц", "на выставке", "праздник", "відпуст", "лікарнян", "відпочива", "відрядж",
    "не працюю", "отсъств", "почивка", "tatil", "iznin", "iznimi", "yıllık izn", "izinli", "konferans", "izinde",
    "seyahat",
    "raporlu", "eğitimde", "toplantı", "doğum izn", "kapalı", "yurt dışı", "άδεια", "διακοπ", "απουσ", "κλειστ",
    "ταξίδι", "ρεπό", "godišnj", "odmor", "dopust", "bolovanj", "atostog", "atvaļināj", "puhkus", "探亲", "休产假",
    "休假", "年假", "请假", "請假", "出差", "在外面办", "外出", "回老家", "出国", "出國", "开会", "培训", "旅行",
    "病假", "放假", "度假", "放假期间", "春节", "休息", "帰省", "育休", "産休", "休暇", "休みを", "お休み", "研修",
    "出張", "不在", "終日", "休業", "有休", "連休", "쉬는 중", "쉬고 있", "휴가", "휴직", "외근", "출장", "부재",
    "병가", "연차", "교육 중", "교육 참석", "예비군", "휴무", "إجاز", "عطلة", "سفر", "חופש", "מילואים", "נסיעה",
    "מחלה", "مرخصی", "nghỉ", "cuti", "libur", "ลาพัก", "วันหยุด",
)  # fmt: skip

# That mail waits, or is read seldom.
MAILBOX = (
    "check mail once", "i check mail", "respondemos más tarde", "rispondo stasera", "rispondo domani", "naar uw mail",
    "почту смотрю", "处理您的", "處理您的", "確認いたします", "확인하고", "equipa responde", "equipe responde",
    "laissez un message", "réponds ce soir", "antworte morgen", "respondo mañana", "respondo amanhã",
    "won't see this", "not see this", "see your message", "read this", "my inbox", "inbox", "my mail", "read your",
    "reading mail", "check mail", "checking mail", "check messages", "catch up", "bear with me", "your note when",
    "answer when", "answer mail", "reply when", "not be reading", "write back", "respond once", "email when",
    "offline", "mails sporadically", "mail lese", "lese ich", "lese meine", "postfach", "nachrichten lese",
    "meine mails", "mails erst", "mails werden", "mail bleibt", "mails bleiben", "mails nur", "mail wird",
    "nachricht wird", "nachricht bleibt", "antworte erst", "antworte ich", "antworten kann", "ungelesen",
    "ma messagerie", "messagerie", "boîte mail", "mes mails", "mes emails", "sera lu", "seront lu", "consulterai",
    "répondrai", "lirai", "courriels", "no miro el", "miro el correo", "mi correo", "me pongo al día", "bandeja",
    "leeré", "mis correos", "el correo", "los correos", "responderé", "contestaré", "leggo la posta", "la posta",
    "le email", "le mail", "casella", "scriverò", "leggerò", "risponder", "meu email", "meus emails",
    "caixa de entrada", "ligar o computador", "os emails", "a ler o", "responder a", "correio", "responderei",
    "mijn mail", "mail lees", "lees ik", "mails lees", "zie mijn mail", "mail pas", "postvak", "beantwoord",
    "mail wordt", "antwoord ik", "inkorg", "mejlen", "mina mejl", "läser mejl", "läser mail", "mailen", "svarar så",
    "svarar när", "svarar på", "indbakke", "læser mail", "mine mails", "mails igen", "svarer når", "svarer så",
    "svarer på", "innboks", "e-posten min", "leser epost", "leser e-post", "leser mail", "postiani", "sähköposti",
    "viestit luen", "vastaan viest", "luen viest", "do poczty", "poczty", "pocztę", "skrzynk", "maile ", "odpiszę",
    "odpowiem", "wiadomości czyt", "na maila odp", "k počítači", "k mailu", "poštu", "schránk", "maily", "odepíšu",
    "odpovím", "ozvu", "ozvem", "odpoviem", "odpíšem", "k emailu", "leveleim", "postafiók", "levelez", "emailjeim",
    "üzeneteim", "válaszol", "căsuța", "căsuță", "emailurile", "mesajele", "voi citi", "răspund", "почту", "прочитаю",
    "почты",
    "почте", "письма про", "отвечу", "читать письма", "пошту", "відповім", "пощата", "postalarım", "maillerim",
    "e-postalarım", "epostalarım", "gelen kutu", "yanıtla", "cevapla", "αλληλογραφία", "τα mail", "τα μηνύματα",
    "απαντήσω", "odgovori", "odgovorim", "看邮件", "查邮件", "收邮件", "看郵件", "收郵件", "查看邮件", "查收",
    "邮件不便", "回复邮件", "回复会", "回覆會", "来信已阅", "来信已", "再回复", "回复您", "回信", "メールを拝見",
    "メールの閲覧", "メールを見", "メールの確認", "メール確認", "返信は", "返信が", "返信いたし", "拝見できる",
    "ご返信", "메일을 보지", "메일을 확인", "메일 확인", "메일을 못", "메일 잘 받", "답장이", "답장", "답변", "회신",
    "البريد", "سأرد", "המייל", "אענה", "đọc mail", "đọc email", "trả lời", "membalas",
)  # fmt: skip

# Who stands in, and what cannot wait.
DEPUTY = (
    "minding the shop", "schreiben sie an", "maila ", "kiireelliset", "pisać na", "escriban a", "escrevam para",
    "schrijf naar", "skriv till", "skriv til", "pište na", "írjon a", "scrieți la", "пишите на", "请发到", "请发邮件",
    "has my accounts", "covering for me", "covers for me", "is covering", "stands in", "standing in", "will pick up",
    "takes over", "took over", "taking over", "looking after my", "looks after my", "my deputy", "my stand-in",
    "meanwhile", "can't sit", "cannot wait", "can't wait", "pressing", "urgent", "ask for ", "knows everything",
    "can help", "will help", "in my place", "vertritt", "vertretung", "übernommen", "übernimmt", "eilige", "eilt",
    "dringend", "durchwahl", "springt ein", "hilft ihnen", "statt meiner", "notfall", "brennt", "kollege", "vertreten",
    "kollegin", "wenden", "zentrale", "remplace", "suppléan", "peut attendre", "intérim", "prend le relais",
    "collègue", "urgen", "pressé", "te ayuda", "le atenderá", "lleva mis", "los lleva", "corre prisa", "sustituye",
    "reemplaza", "suplente", "compañer", "mis temas", "esperar", "sostitu", "può sentire", "ha fretta", "intanto",
    "collega", "può aiutar", "nel frattempo", "attendere", "substitu", "a tratar dos meus", "possa esperar",
    "pode esperar", "colega", "entretanto", "meu trabalho", "haast", "vervangt", "neemt waar", "waarnem", "spoed",
    "kan niet wachten", "ersätt", "vikarie", "hjälper", "växeln", "bränner", "tar över", "kollega", "bråttom", "akut",
    "brænder", "fang ", "vikar", "overtager", "haster", "kan ikke vente", "ikke kan vente", "ta gjerne kontakt",
    "kontakta ", "så länge", "kontakt ", "overtar", "hoitaa", "sijais", "tuuraa", "kiire", "zastępuj", "zastępstw",
    "obowiązki", "nie może czekać", "piln", "zastąpi", "zastupuj", "zástup", "spěch", "koleg", "kolega", "naléhav",
    "súrne", "neodklad", "helyettes", "halasztást", "kolléga", "sürgős", "înlocui", "stă la dispoziție", "amânare",
    "ține locul", "locțiitor", "замеща", "замен", "не терпит", "мои вопросы", "вместо меня", "срочн", "коллег",
    "заміщ", "замість мене", "термінов", "заместв", "yerime", "bekleyemey", "vekil", "acil", "αντικαθιστ",
    "στη θέση μου", "επείγ", "zamjen", "nadomešč", "hitno", "要事", "急事", "紧急", "接手", "代为", "代理", "同事",
    "交接", "找小", "请联系", "请拨打", "請聯絡", "请致电", "後任", "お急ぎ", "急ぎ", "代わり", "担当者", "緊急",
    "맡고", "대리", "대신", "후임", "급하", "긴급", "동료", "ينوب", "عاجل", "زميل", "מחליפ", "דחופ", "דחוף",
    "đồng nghiệp", "gấp", "mendesak", "rekan",
)  # fmt: skip

# Before "Re:" in a subject: what a mail program puts in front of the subject it answers.
BEFORE_ANSWER = (
    "auto", "abwesen", "urlaub", "eingangs", "empfangs", "out of", "ooo", "vacation", "received", "acknowledg", "away",
    "undeliver", "unzustell", "non remis", "onbestel", "absen", "absent", "réception", "congé", "ausen", "recib",
    "assen", "ricev", "ricezione", "ferie", "ausên", "férias", "receç", "receb", "afwez", "ontvangst", "vakantie",
    "bevestig", "frånvar", "mottag", "fravær", "modtag", "mottatt", "bekræft", "bekreft", "poissa", "vastaanot",
    "loma", "nieobec", "urlop", "otrzym", "nepřít", "neprít", "dovolen", "přijet", "doručen", "távol", "szabads",
    "megkap", "concedi", "primi", "отсутств", "отпуск", "получен", "автом", "відсутн", "отсъств", "απουσ", "izin",
    "yanıt", "alındı", "不在", "休假", "外出", "自动", "自動", "收到", "退信", "受付", "受信", "休暇", "부재", "휴가",
    "자동", "접수", "수신", "تلقائي", "אוטומטי", "nghỉ", "tự động", "otomatis",
)  # fmt: skip

# Openings, returns and desks' promises in fewer words than `automatic_absence_words` and `automatic_bulk_words` have.
THANKS = (
    "thanks for the note", "thanks for your", "thank you for your", "thank you for writing", "danke für ihre",
    "dank für ihre", "danke für deine", "vielen dank, ihre", "merci de votre", "merci pour votre",
    "gracias por escribir", "gracias por su", "gracias por tu", "obrigado pel", "obrigada pel", "agradeço o",
    "grazie per", "bedankt voor uw", "dank voor uw", "tack för ditt", "tack för din", "tak for din", "takk for e-post",
    "takk for din", "takk for mail", "kiitos viestist", "dziękuję za", "dziękujemy za", "děkuji za", "děkujeme za",
    "ďakujem za", "köszönöm az", "köszönjük", "mulțumesc pentru", "mulțumim pentru", "благодарю за", "спасибо за",
    "дякую за", "благодаря за", "teşekkür", "ευχαριστώ για", "hvala na", "hvala za", "来信", "來信",
    "ご連絡ありがとう", "메일 잘 받",
)  # fmt: skip
RETURN = (
    "at work again", "in again", "am back", "i'm back", "resume", "wieder am", "wieder im", "wieder ab", "reprise",
    "rentre le", "me incorporo", "vuelvo", "reabrimos", "riapriamo", "rientro", "torno ", "de volta", "volto",
    "regresso", "terug", "weer op", "åter i", "tillbaka", "igen den", "tilbage", "på jobb igjen", "tilbake", "igjen",
    "palaan", "takaisin", "wracam", "będę z powrotem", "znów", "vracím", "zpět", "späť", "vissza", "mă întorc",
    "revin", "вернусь", "возвращ", "выйду", "повернусь", "dönü", "döneceğ", "επιστρ", "返岗", "返回", "回来", "復帰",
    "戻り", "복귀", "복직", "돌아", "أعود", "אחזור",
)  # fmt: skip
RECEIVED = (
    "ihre mail ist", "ihre nachricht ist", "l'avons bien reçu", "ya tenemos tu", "ya tenemos su", "has reached us",
    "have your mail", "have your message", "we've got your", "we have got your", "is now open", " is open.",
    " is open,", "зарегистрирован", "принято в работу", "bericht is binnen", "mail is binnen", "är mottaget",
    "er modtaget", "er mottatt", "wpłynęł", "přijali jsme", "dotarł", "kaydedildi", "καταχωρ", "已登记", "已收到",
    "受け付け", "접수",
)  # fmt: skip
PROMISE = (
    "kümmern uns", "sehen sie von", "hören von uns", "antwort erhalten sie", "vous écrit sous", "vous répond sous",
    "te escribimos", "le escribimos", "te respondemos", "срок ответа", "ответим", "hoort u van ons", "hoor je van ons",
    "hear from us", "come back to you", "look into it", "looks at it", "working days", "hör av oss", "hører fra os",
    "hører fra oss", "palaamme", "odpowiemy", "ozveme", "válaszolunk", "vom reveni", "vă răspundem", "dönüş yapacağız",
    "le scriveremo", "ti rispondiamo", "damos resposta", "respondemos", "连络您", "与您联系", "ご連絡いたします",
    "より連絡", "연락드리겠습니다",
)  # fmt: skip
NO_REPLY = (
    "no need to reply", "no need to answer", "no reply needed", "nicht nötig zu antworten", "nicht zu antworten",
    "inutile de répondre", "envoi automatique", "pas nécessaire de répondre", "no hace falta que respond",
    "no es necesario responder",
    "não é necessário responder", "non è necessario rispondere", "niet te antwoorden", "behöver inte svara",
    "behøver ikke svare", "trenger ikke svare", "отвечать на это письмо не", "nie trzeba odpowiadać",
    "není třeba odpov",
)  # fmt: skip
