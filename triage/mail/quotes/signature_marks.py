"""What phones, mail services, lawyers and companies put below a mail, in many languages: tables that grow by a word.

Words are compared case-folded and with single spaces.
"""

from __future__ import annotations

# How "Sent from my iPhone" begins; the line must also name a device or a program.
SENT_STARTS = tuple(word.casefold() for word in (
    "sent from", "sent with", "sent via", "sent using", "this email was sent from", "this message was sent from",
    "von mein", "gesendet von", "gesendet mit", "gesendet über", "gesendet vom", "gesendet aus", "verschickt mit",
    "diese nachricht wurde von mein", "diese nachricht wurde mit", "diese mail wurde", "diese e-mail wurde mit",
    "von unterwegs", "von yahoo", "versendet mit", "mit der gmx", "mit der web.de", "mit der telekom",
    "envoyé de mon", "envoyé de ma", "envoyé depuis", "envoyé à partir", "envoyé avec", "envoyé par mail",
    "envoyé via", "provenance :", "provenance:", "enviado desde", "enviado con", "enviado mediante",
    "enviado a través", "enviado do", "enviado da", "enviado de meu", "enviado de mi", "enviado a partir",
    "enviado pelo", "enviado via", "enviada do", "inviato da", "inviato con", "inviata da", "inviato tramite",
    "verzonden vanaf", "verzonden vanuit", "verzonden met", "verstuurd vanaf", "verstuurd met", "verzonden via",
    "wysłane z", "wysłano z", "wysłane przez", "wysłano za pomocą", "wiadomość wysłana z", "skickat från",
    "skickades från", "skickat via", "sendt fra", "sendt med", "sendt via", "lähetetty", "отправлено с",
    "отправлено из", "отправлено от", "послано с", "надіслано з", "надіслано із", "odesláno z", "odesláno přes",
    "odoslané z", "posláno z", "poslané z", "trimis de pe", "trimis din", "küldve", "poslano s", "poslano z",
    "poslato s", "изпратено от", "στάλθηκε από", "απεσταλμένο από", "được gửi từ", "đã gửi từ", "gửi từ",
    "dikirim dari", "enviat des", "saadetud", "nosūtīts", "išsiųsta", "أرسلت من", "تم الإرسال من", "مرسل من",
    "נשלח מ", "ส่งจาก", "发自", "發自", "来自我的", "來自我的", "从我的", "從我的", "傳送自", "发送自",
))  # fmt: skip

# How such a line ends where the verb comes last; those of Chinese also begin with a "from".
SENT_ENDS = (
    "から送信", "から送信されました", "を使用して送信", "で送信", "から送信しています", "에서 보냄", "에서 보낸 메일",
    "에서 전송됨", "dan gönderildi", "den gönderildi", "ile gönderildi", "ról küldve", "ről küldve",
)  # fmt: skip
SENT_AROUND = (
    ("从", "發送"),
    ("从", "发送"),
    ("從", "傳送"),
    ("從", "發送"),
    ("通过", "发送"),
    ("来自", "邮箱"),
    ("來自", "郵箱"),
)

# "Get Outlook for iOS": how it begins, how it ends, and what may be got.
GET_STARTS = tuple(word.casefold() for word in (
    "get ", "download ", "try ", "holen sie sich ", "hol dir ", "laden sie ", "outlook für ", "obtenez ", "obtenir ",
    "télécharger ", "téléchargez ", "obtener ", "obtén ", "obtenga ", "descargar ", "descarga ", "obter ", "obtenha ",
    "baixar ", "baixe ", "scarica ", "ottieni ", "outlook voor ", "pobierz ", "hämta ", "skaffa ", "hent ", "få ",
    "skaff ", "last ned ", "hanki ", "lataa ", "получить ", "скачать ", "отримати ", "získat ", "získejte ",
    "stáhnout ", "stáhněte ", "descărcați ", "obțineți ", "获取", "取得", "下载", "下載", "outlook for ",
))  # fmt: skip
GET_ENDS = ("を入手", "を取得", "받기", "다운로드", "edinin", "indirin", "herunterladen", "letöltése")
APPS = (
    "outlook", "bluemail", "yahoo mail", "yahoo-mail", "aol app", "proton mail", "spark mail", "em client",
    "mailspring", "canary mail", "gmx mail", "web.de mail", "zoho mail",
)  # fmt: skip

# What it was sent from: a brand or a program tells at once, a common word only near the beginning of the line.
BRANDS = (
    "iphon", "айфон", "ipad", "ipod", "android", "outlook", "samsung", "galaxy", "huawei", "xiaomi", "redmi", "oppo",
    "oneplus", "pixel", "nokia", "motorola", "xperia", "blackberry", "windows", "yahoo", "aol", "gmail", "proton",
    "tutanota", " tuta", "gmx", "web.de", "freenet", "t-online", "telekom", "mail.ru", "яндекс", "yandex",
    "libero mail", "virgilio", "bluemail", "k-9", "fairemail", "superhuman", "airmail", "thunderbird", "foxmail",
    "qq邮箱", "网易", "新浪", "mailspring", "zoho", "naver", "네이버", "kakao", "seznam", "macbook", "em client",
    "apple watch", "netease", "sailfish", "zimbra", "aquamail", "mail app", "e-mail app", "orange", "sfr mail",
    "laposte",
)  # fmt: skip
DEVICES = (
    "honor", "poco ", "vivo ", "smartphone", "handy", "mobil", "cell", "phone", "tablet", "téléphone", "telefon",
    "móvil", "movil", "celular", "mobiel", "puhelimesta", "телефон", "смартфон", "libero", "spark", "canary",
    "edison", "手机", "手機", "行動", "スマート", "スマホ", "携帯", "mailbox", "휴대", "스마트폰", "wireless", "邮箱",
    "郵箱", "my mac", "laitteesta", "onet", "wp poczt",
)  # fmt: skip
PLATFORMS = ("ios", "android", "windows", "mac", "mobil", "phone", "desktop")

# Lines that need no device.
WHOLE = frozenset(word.casefold() for word in (
    "sent from mobile", "sent on the go", "von unterwegs gesendet", "mobil gesendet", "gesendet von unterwegs",
    "virus-free", "virenfrei", "libre de virus", "garanti sans virus", "privo di virus", "virusvrij", "www.avast.com",
    "virus-free.www.avast.com", "virenfrei.www.avast.com", "libre de virus.www.avast.com", "sem vírus",
    "livre de vírus", "sans virus", "без вирусов", "wolny od wirusów", "bez virů", "virusfri",
    "sent from a mobile device",
))  # fmt: skip
WHOLE_STARTS = tuple(word.casefold() for word in (
    "sent from my iphone", "sent from my ipad", "virus-free. www", "virenfrei. www", "libre de virus. www",
    "garanti sans virus. www", "privo di virus. www", "virusvrij. www", "livre de vírus. www", "sem vírus. www",
    "без вирусов. www", "yahoo mail: search", "签名由", "yahoo mail: suchen", "yahoo mail : cherche",
    "sent with proton mail", "sent from proton mail", "sent with protonmail", "发自我的", "發自我的", "從我的 iphone",
    "从我的 iphone",
))  # fmt: skip
FIRST_LETTERS = frozenset(start[:2] for start in (*SENT_STARTS, *GET_STARTS, *WHOLE_STARTS, *WHOLE))
FIRST_SIGNS = frozenset("[(<*_").union(first[0] for first, _ in SENT_AROUND)
LAST_WORDS = tuple(f"{word}{stop}" for word in (*SENT_ENDS, *GET_ENDS) for stop in ("", ".", "。"))

POSTSCRIPT = (
    "postscriptum",
    "post scriptum",
    "nachtrag:",
    "追伸",
    "追记",
    "又及",
    "附言",
    "추신",
    "з\\.ы",
    "постскриптум",
)
POSTSCRIPT_LETTERS = frozenset("pnp追又附추зп")

# A last paragraph that begins so is never a customer's.
NOTICES = tuple(word.casefold() for word in (
    "please consider the environment before printing", "think before you print", "consider the environment before",
    "before printing this e-mail", "bitte denken sie an die umwelt", "bitte prüfen sie, ob diese",
    "schonen sie die umwelt", "denken sie an die umwelt", "pensez à l'environnement", "pensez à l’environnement",
    "merci de penser à l'environnement", "n'imprimez ce", "antes de imprimir", "piense en el medio ambiente",
    "prima di stampare", "rispetta l'ambiente", "pense no meio ambiente", "denk aan het milieu", "zanim wydrukujesz",
    "p zanim wydrukujesz", "p please consider", "p before printing", "p bitte", "p pensez", "tänk på miljön",
    "this email has been checked for viruses", "this e-mail has been checked for viruses",
    "diese e-mail wurde von avast", "cet e-mail a été vérifié", "este correo electrónico ha sido comprobado",
    "questa e-mail è stata controllata", "deze e-mail is gecontroleerd op virussen", "это сообщение проверено",
    "you received this message because you are subscribed", "to unsubscribe from this group",
))  # fmt: skip

# A last paragraph that begins so is a lawyer's when it also has one of LEGAL_WORDS.
LEGAL_STARTS = tuple(word.casefold() for word in (
    "this e-mail", "this email", "this message", "the information", "the contents of this", "confidentiality",
    "disclaimer", "notice:", "important:", "the content of this", "privileged", "this communication", "legal notice",
    "any views", "diese e-mail", "diese nachricht", "diese mail", "der inhalt dieser", "die information",
    "vertraulich", "hinweis:", "ce message", "ce courriel", "cet e-mail", "cet email", "ce mail",
    "les informations contenues", "avis de confidentialité", "este mensaje", "este correo", "la información",
    "aviso legal", "aviso de confidencialidad", "advertencia", "esta mensagem", "este e-mail", "este email",
    "as informações", "aviso de confidencialidade", "questo messaggio", "questa e-mail", "questa mail",
    "le informazioni", "ai sensi", "il presente messaggio", "avvertenza", "dit bericht", "deze e-mail",
    "dit e-mailbericht", "de informatie", "disclaimer:", "ta wiadomość", "niniejsza wiadomość",
    "treść tej wiadomości", "informacje zawarte", "detta meddelande", "detta e-post", "denne e-mail", "denne mail",
    "denne e-posten", "tämä viesti", "tämä sähköposti", "это сообщение", "данное сообщение", "настоящее сообщение",
    "bu e-posta", "bu ileti", "bu mesaj", "tato zpráva", "tento e-mail", "此邮件", "本邮件", "本電子郵件", "本郵件",
    "このメール", "本メール", "이 메일", "본 메일",
))  # fmt: skip
LEGAL_WORDS = (
    "confidential", "privileged", "intended recipient", "intended solely", "addressee", "received it in error",
    "received this", "in error", "vertraulich", "confidentiel", "destinataire", "confidencial", "destinatario",
    "destinatário", "riservat", "vertrouwelijk", "poufn", "konfidentiell", "fortrolig", "luottamuksellis",
    "конфиденциальн", "gizli", "důvěrn", "保密", "機密", "机密", "기밀", "dsgvo", "gdpr", "2016/679", "196/2003",
)  # fmt: skip

# Closings below which a name stands; a company's block may follow. Those of REGARDS say nothing else.
REGARDS = frozenset(word.casefold() for word in (
    "best regards", "kind regards", "regards", "warm regards", "sincerely", "yours sincerely", "yours faithfully",
    "yours truly", "best wishes", "with kind regards", "kindest regards", "with best regards", "warmest regards",
    "br", "rgds", "mit freundlichen grüßen", "mit freundlichen grüssen", "freundliche grüße", "freundliche grüsse",
    "viele grüße", "beste grüße", "liebe grüße", "mit freundlichem gruß", "mfg", "schöne grüße", "herzliche grüße",
    "viele grüsse", "gruß", "grüße", "vg", "lg", "mit besten grüßen", "mit bestem gruß", "beste grüsse",
    "liebe grüsse", "freundlicher gruss", "cordialement", "bien cordialement", "salutations", "sincères salutations",
    "bien à vous", "meilleures salutations", "cdlt", "très cordialement", "salutations distinguées", "bonne journée",
    "belle journée", "saludos", "un saludo", "atentamente", "saludos cordiales", "cordialmente", "un cordial saludo",
    "atte", "cordiali saluti", "distinti saluti", "saluti", "un saluto", "un cordiale saluto", "cordialità",
    "buona giornata", "atenciosamente", "cumprimentos", "com os melhores cumprimentos", "melhores cumprimentos",
    "att", "abraços", "met vriendelijke groet", "met vriendelijke groeten", "vriendelijke groet",
    "vriendelijke groeten", "hartelijke groet", "groeten", "groet", "groetjes", "mvg", "pozdrawiam", "z poważaniem",
    "pozdrowienia", "pozdrawiam serdecznie", "med vänlig hälsning", "med vänliga hälsningar", "vänliga hälsningar",
    "vänlig hälsning", "mvh", "hälsningar", "med venlig hilsen", "venlig hilsen", "med vennlig hilsen",
    "vennlig hilsen", "hilsen", "vh", "ystävällisin terveisin", "terveisin", "с уважением", "saygılarımla",
    "saygılarımızla", "iyi çalışmalar", "iyi günler", "s pozdravem", "s pozdravom", "üdvözlettel", "cu stimă",
    "με εκτίμηση", "з повагою", "此致", "敬礼", "顺颂商祺", "顺祝商祺", "敬具", "s přátelským pozdravem",
    "lep pozdrav", "srdačan pozdrav", "trân trọng",
))  # fmt: skip
CLOSINGS = REGARDS | frozenset(word.casefold() for word in (
    "best", "many thanks", "thanks", "thank you", "cheers", "thanks and regards", "thanks & regards", "thx",
    "thank you very much", "vielen dank", "danke", "besten dank", "merci", "merci d'avance", "muchas gracias",
    "gracias", "grazie", "grazie mille", "obrigado", "obrigada", "bedankt", "alvast bedankt", "dziękuję", "tack",
    "tak", "takk", "kiitos", "спасибо", "teşekkürler", "děkuji", "よろしくお願いします", "よろしくお願いいたします",
    "どうぞよろしくお願いいたします", "감사합니다", "谢谢", "謝謝", "thanks in advance", "vielen dank im voraus",
    "danke im voraus", "tak på forhånd", "tack på förhand",
))  # fmt: skip

# Labels of a line that says how to reach a company: parts of a regular expression.
CONTACT = (
    "tel", "tél", "telefon", "telephone", "téléphone", "teléfono", "telefono", "telefone", "telefoon", "phone", "ph",
    "mobile?", "mobil", "mob", "móvil", "cell", "cellulare", "gsm", "handy", "fax", "direct", "office", "t", "m", "f",
    "e", "w", "e-?mail", "mail", "web", "website", "internet", "ust-?id(?:-?nr)?", "vat", "p\\.?\\s?iva", "nip",
    "regon", "kvk", "btw", "siret", "hrb", "amtsgericht", "geschäftsführer", "puh", "тел", "моб", "tlf", "电话",
    "手机", "传真", "邮箱", "電話", "携帯", "전화", "휴대폰", "whatsapp", "skype", "telegram", "wechat", "微信",
)  # fmt: skip

# Legal forms: words of a regular expression that stand alone.
COMPANIES = (
    "gmbh", "mbh", "ohg", "gbr", "e\\.k\\.", "e\\.v\\.", "ltd", "limited", "inc", "llc", "llp", "plc", "corp",
    "corporation", "s\\.?r\\.?l\\.?s?", "s\\.?p\\.?a", "s\\.?a\\.?r\\.?l", "sarl", "sas", "s\\.l\\.u?", "s\\.a\\.s?",
    "b\\.?v\\.?", "n\\.v\\.", "a/s", "aps", "oyj?", "sp\\. ?z ?o\\. ?o", "s\\. ?c\\.", "s\\.r\\.o", "kft",
    "d\\.o\\.o", "lda", "ltda", "ооо", "оао", "зао", "ип", "тов", "a\\.ş", "ltd\\. ?şti", "pty", "pte", "co\\., ?ltd",
    "registered in", "vat no", "amtsgericht", "geschäftsführer(?:in)?", "handelsregister", "ust-?id", "siret",
    "p\\. ?iva", "partita iva", "kvk",
)  # fmt: skip
FIRMS = ("株式会社", "有限会社", "合同会社", "有限公司", "公司 ", "주식회사", "㈜", "\\(주\\)")

# What a person does in a company, by the beginning of the word.
ROLES = (
    "manager\\b", "director\\b", "ceo\\b", "cto\\b", "cfo\\b", "founder\\b", "head of", "purchasing", "procurement",
    "accounts? payable", "accounting", "facility", "facilities", "sales\\b", "marketing\\b", "operations\\b",
    "assistant\\b", "executive", "engineer\\b", "consultant\\b", "coordinator\\b", "officer\\b", "administrator\\b",
    "buyer\\b", "logistics", "department\\b", "dept\\b", "office manager", "customer service", "human resources",
    "secretary\\b", "einkauf\\b", "einkäufer", "buchhaltung", "geschäftsführung", "geschäftsleitung",
    "geschäftsführer", "inhaber", "prokurist", "vertrieb\\b", "sekretariat", "assistenz", "sachbearbeiter",
    "leiter(?:in)?\\b", "abteilung\\b", "verwaltung\\b", "comptab", "assistante? d", "directeur", "directrice",
    "gérante?\\b", "responsable", "service achats", "acheteu", "secrétariat", "chargée? d", "traductrice",
    "traducteur", "ingénieur", "cabinet\\b", "ufficio", "responsabile", "direttore", "direttrice",
    "amministrazione\\b", "titolare", "segreteria", "acquisti\\b", "gerente", "director[ae]?\\b", "departamento",
    "jef[ea] de", "compras\\b", "administración\\b", "encargad", "diretor", "inkoop", "inkoper", "administratie\\b",
    "medewerker", "afdeling", "eigenaar", "specjalist", "kierownik", "dyrektor", "księgow", "dział\\b", "właściciel",
    "inköp", "ekonomi\\b", "verkställande", "vd\\b", "avdelning", "daglig leder", "innkjøp", "avdeling", "indkøb",
    "direktør", "toimitusjohtaja", "ostopäällikkö", "osto\\b", "myynti", "менеджер", "директор", "бухгалтер",
    "отдел\\b", "руководитель", "специалист", "müdür", "müşavir", "satın alma", "muhasebe", "departmanı", "vedoucí",
    "jednatel", "nákup", "účetní", "ügyvezető", "beszerz", "προϊστάμεν",
)  # fmt: skip
OFFICES = (
    "采购部", "採購部", "业务部", "業務部", "销售部", "财务部", "財務部", "总经理", "總經理", "经理", "經理",
    "購買課", "購買部", "総務部", "総務課", "営業部", "経理部", "部長", "課長", "代表取締役", "担当$", "구매팀",
    "영업팀", "총무팀", "대리$", "과장", "부장", "팀장", "대표이사",
)  # fmt: skip

TITLES = (" 대리", " 과장", " 부장", " 팀장", " 사원", " 주임", " 차장", "部長", "課長", "係長", "经理", "經理", "主任")

# Words that lead to an address which the customer wants the shop to read.
ADDRESS_WORDS = (
    "address", "adress", "anschrift", "dirección", "direccion", "indirizzo", "endereço", "morada", "adres", "osoite",
    "адрес", "地址", "住所", "주소", "αδρεσ", "διεύθυνσ", "deliver to", "ship to", "send it to", "send to",
    "liefern an", "schicken an",
)  # fmt: skip
