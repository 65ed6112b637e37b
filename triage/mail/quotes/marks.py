"""How mail programs of many languages begin a quote, a forward and a signature: tables that grow by a word.

Words are compared case-folded and with single spaces. A new program or language is a new word here and a
row in the tests.
"""

from __future__ import annotations


def _folded(*words: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


# Verbs of "On 12 March, Anna wrote:". Found anywhere in a line that ends in a colon and names a date or an address.
WROTE = (
    "wrote", "writes", "schrieb", "schreibt", "geschrieben", "a écrit", "écrivait", "écrit :", "escribió", "escribio",
    "ha scritto", "scrive", "escreveu", "escreveram", "schreef", "geschreven", "napisał", "napisan", "pisze", "skrev",
    "følgende", "kirjoitti", "написал", "пишет", "писал", "написав", "написа", "пише", "yazdı", "yazmış", "napsal",
    "napísal", "작성", "写道", "寫道", "さんは書きました", "のメッセージ", "が書きました", "さんのメール", "のメール",
    "さんが書", "a scris", "írta", "έγραψε", "đã viết", "menulis", "va escriure", "كتب", "كتابة", "כתב", "napisao",
    "napisala", "je napisal", "rakstīja", "rašė", "kirjutas", "เขียนว่า",
)  # fmt: skip
WRITTEN_ENDS = ("---", "写道", "寫道", "wrote", "作成:", "작성함", "님이 작성")

# How such a line begins where it does not begin with a date or a name.
ON = (
    "on ", "at ", "am ", "le ", "el ", "il ", "em ", "op ", "den ", "på ", "dnia ", "w dniu ", "в ", "dne ", "στις ",
    "la ", "no dia ", "vào ", "în ", "pada ", "ma ", "man. ", "mån ", "在", "于", "於", "dana ", "na ", "ในวันที่",
    "a ", "u ", "tarihinde", "em:", "with date", "-----", "---- on", "*on ", "_on ", "em seg", "w dniu", "fecha",
    "בתאריך", "في ", "بتاريخ", "missatge de", "wiadomość napisana", "il giorno", "message du", "le :", "az ",
)  # fmt: skip

# Ends of words, not of sentences.
ABBREVIATIONS = (
    "a.m.", "p.m.", " г.", " р.", "inc.", "ltd.", "co.", "corp.", "jan.", "feb.", "mar.", "apr.", "jun.", "jul.",
    "aug.", "sep.", "sept.", "oct.", "okt.", "nov.", "dec.", "dez.", "kl.", "mr.", "mrs.", "dr.", " st.", "janv.",
    "févr.", "avr.", "juil.", "déc.", "mo.", "di.", "mi.", "do.", "fr.", "sa.", "so.", "lun.", "mer.", "jeu.", "ven.",
    "sam.", "dim.",
)  # fmt: skip

# Words of a person about herself or to somebody: a line with one of them is no program's, whatever date it names.
SPEECH = _folded(*str.split(
    "i we you your yours me my mine he she they us our them his her "
    "the this that colleague seller support's someone somebody nobody "
    "ich wir ihr ihre ihrer ihrem ihnen mir mich uns er mein meine kollege kollegin verkäufer man jemand "
    "je nous vous votre vos m'a mon ma notre elle ils vendeur collègue "
    "yo me usted ustedes nos mi vendedor compañero compañera "
    "io mi voi vi vostro vostra mio mia venditore collega "
    "eu você vocês meu minha vendedora "
    "ik wij jullie uw mij mijn verkoper "
    "ja mi pan pani państwo mój sprzedawca "
    "я мы вы мне вам ваш ваша нам мой "
    "jag vi ni mig min jeg mig dere dere meg ben biz siz bana"
))  # fmt: skip
SPEECH_SIGNS = ("我", "你", "您", "他", "她", "私", "僕", "저는", "제가", "저희", "客服")

# "-----Original Message-----": the words between dashes or underscores.
ORIGINAL = _folded(
    "original message", "받은 메일 내용", "받은 메일", "original mail", "original", "original email", "reply message",
    "originalnachricht", "original-nachricht", "ursprüngliche nachricht", "ursprüngliche mail", "urspr. nachricht",
    "message d'origine", "message d’origine", "message original", "mail original", "message initial",
    "courriel original", "e-mail d'origine", "mensaje original", "correo original", "messaggio originale",
    "messaggio original", "mail originale", "mensagem original", "oorspronkelijk bericht", "origineel bericht",
    "oryginalna wiadomość", "wiadomość oryginalna", "wiadomość pierwotna", "ursprungligt meddelande",
    "originalmeddelande", "oprindelig meddelelse", "original meddelelse", "opprinnelig melding",
    "alkuperäinen viesti", "исходное сообщение", "оригинальное сообщение", "orijinal mesaj", "özgün ileti",
    "원본 메일", "원본 메시지", "원본 이메일", "původní zpráva", "původní e-mail", "原始邮件", "原始郵件", "原邮件",
    "回复的原邮件", "回复邮件", "回复邮件原文", "原信", "元のメッセージ", "original-mail", "pôvodná správa",
    "mesaj original", "eredeti üzenet", "αρχικό μήνυμα", "missatge original", "replied message", "oprindelig besked",
    "originalt meddelande", "originalbericht", "originele bericht", "ursprüngliche e-mail", "mail d'origine",
    "courrier d'origine", "mensaje inicial", "correo electrónico original", "e-mail original", "e-mail originale",
    "email original", "mensagem inicial", "original melding", "alkuperäinen sähköposti", "первоначальное сообщение",
    "исходное письмо", "orijinal ileti", "orijinal e-posta", "원본메일", "원본 편지", "původní e-mailová zpráva",
    "původní mail", "回复的邮件", "邮件原件", "郵件原件", "原始信件", "原始訊息", "原件", "原邮件信息", "原郵件",
    "原メール", "元メッセージ", "originální zpráva", "оригінальне повідомлення", "вихідне повідомлення",
    "izvorna poruka", "оригинално съобщение", "thư gốc", "pesan asli", "הודעה מקורית", "الرسالة الأصلية",
    "originalni mesaj", "eredeti levél", "oryginalny mail", "original e-mail", "ursprungsmeddelande",
)  # fmt: skip

# "---------- Forwarded message ----------".
FORWARDED = _folded(
    "forwarded message", "forwarded mail", "forward message", "fwd message", "weitergeleitete nachricht",
    "weitergeleitete mail", "message transféré", "message transmis", "message réexpédié", "courriel transféré",
    "mensaje reenviado", "correo reenviado", "messaggio inoltrato", "mensagem encaminhada", "mensagem reencaminhada",
    "doorgestuurd bericht", "doorgestuurde bericht", "wiadomość przekazana", "przekazana wiadomość",
    "treść przekazanej wiadomości", "vidarebefordrat meddelande", "videresendt meddelelse", "videresendt besked",
    "videresendt melding", "välitetty viesti", "edelleenlähetetty viesti", "пересылаемое сообщение",
    "пересланное сообщение", "iletilen mesaj", "yönlendirilen ileti", "전달된 메시지", "전달 메시지",
    "přeposlaná zpráva", "转发邮件", "转发的邮件", "转发邮件信息", "轉寄郵件", "轉寄的郵件", "轉寄信件", "轉寄的訊息",
    "転送メッセージ", "転送されたメッセージ", "forwarded email", "weitergeleitete e-mail", "message renvoyé",
    "mail transféré", "e-mail inoltrata", "mail inoltrata", "messaggio girato", "mensaje renviado",
    "e-mail encaminhado", "doorgestuurde e-mail", "przekazana dalej wiadomość", "vidarebefordrat mejl",
    "vidarebefordrat brev", "vidaresänt brev", "перенаправленное сообщение", "переадресованное сообщение",
    "пересылаемое письмо", "iletilmiş ileti", "iletilen ileti", "yönlendirilmiş mesaj", "전달된 메일", "전달한 메일",
    "전달된 편지", "přeposlaný e-mail", "předávaná zpráva", "preposlaná správa", "转发的原邮件", "转发的消息",
    "轉寄訊息", "轉寄的原信", "továbbított üzenet", "mesaj redirecționat", "mesaj reenviado", "προωθημένο μήνυμα",
    "переслане повідомлення", "הודעה שהועברה", "رسالة معاد توجيهها", "thư đã chuyển tiếp", "proslijeđena poruka",
    "препратено съобщение", "message forwarded", "original message forwarded", "fwd", "weiterleitung",
)  # fmt: skip

# Lotus Notes and the like: "----- Forwarded by Anna/Shop on 12.03.2024 10:00 -----".
FORWARDED_BY = (
    "forwarded by ", "forwarded message from ", "weitergeleitete nachricht von ", "message transféré par ",
    "message transmis par ", "weitergeleitet von ", "réacheminé par ", "transféré par ", "transmis par ",
    "inoltrato da ", "reenviado por ", "encaminhado por ", "doorgestuurd door ", "przekazane przez ",
    "vidarebefordrat av ", "videresendt af ", "videresendt av ", "переслано ", "轉寄者", "转发者", "転送者",
)  # fmt: skip
ORIGINAL_OF = ("original message from ", "in reply to ", "ursprüngliche nachricht von ")  # fmt: skip

# The same without dashes; the line ends in a colon.
FORWARD_LINES = _folded(
    "begin forwarded message", "anfang der weitergeleiteten nachricht", "anfang der weitergeleiteten e-mail",
    "début du message réexpédié", "début du message transféré", "début du message transmis",
    "inicio del mensaje reenviado", "comienzo del mensaje reenviado", "inizio messaggio inoltrato",
    "início da mensagem reencaminhada", "início da mensagem encaminhada", "begin doorgestuurd bericht",
    "początek przekazywanej wiadomości", "vidarebefordrat mejl", "start på videresendt besked",
    "välitetty viesti alkaa", "начало переадресованного сообщения", "iletilmiş mesajın başlangıcı", "전달된 메시지",
    "下面是被转发的邮件", "下面是被轉寄的郵件", "转发的邮件", "開始轉寄郵件", "以下是转发的邮件",
    "転送されたメッセージ", "forwarded message", "inizio del messaggio inoltrato", "mensaje reenviado",
    "videresendt melding", "vidarebefordrat brev", "start på videresendt melding", "start på vidarebefordrat mejl",
    "edelleenlähetetty viesti alkaa", "początek przekazanej wiadomości", "początek wiadomości przekazanej dalej",
    "początek przesyłanej wiadomości", "начало пересылаемого сообщения", "начало пересланного сообщения",
    "i̇letilen ileti başlangıcı", "iletilen ileti başlangıcı", "iletilen iletinin başlangıcı", "iletinin başlangıcı",
    "začátek přeposílané zprávy", "začátek přeposlané zprávy", "začiatok preposlanej správy",
    "továbbított üzenet kezdete", "începutul mesajului redirecționat", "mesaj redirecționat",
    "έναρξη προωθημένου μηνύματος", "початок листа, що пересилається", "початок пересланого повідомлення",
    "תחילת ההודעה שהועברה", "بداية الرسالة التي تم إعادة توجيهها", "以下是被轉寄的訊息", "以下是轉寄的訊息",
    "開始轉寄訊息", "开始转发邮件", "以下是被转发的邮件", "아래는 전달된 메시지입니다", "아래 전달된 메시지",
    "전달된 메시지 시작", "bắt đầu thư được chuyển tiếp", "début de l'e-mail transféré",
    "début du courriel transféré", "weitergeleitete nachricht", "message transféré", "početak proslijeđene poruke",
)  # fmt: skip

# Lines of help desks: the answer stands above.
REPLY_ABOVE = (
    "type your reply above this line", "reply above this line", "write your reply above",
    "antworten sie oberhalb dieser zeile", "antwort oberhalb dieser zeile", "antwort oberhalb dieser linie",
    "répondez au-dessus de cette ligne", "responda por encima de esta línea", "rispondi sopra questa riga",
    "responda acima desta linha", "请在此行以上回复", "この行より上に返信",
)  # fmt: skip

# "My answers are below in red": both tables speak of one sentence.
MY_ANSWERS = (
    "my answers", "my comments", "my replies", "my responses", "my remarks", "answered", "replied inline",
    "i have commented", "meine antworten", "meine kommentare", "meine anmerkungen", "habe geantwortet", "beantwortet",
    "antworten stehen", "antworten unten", "antworten im text", "mes réponses", "mes commentaires", "j'ai répondu",
    "j’ai répondu", "j'ai complété", "j’ai complété", "réponses ci-dessous", "mis respuestas", "mis comentarios",
    "he respondido", "respondo abajo", "le mie risposte", "i miei commenti", "ho risposto", "as minhas respostas",
    "minhas respostas", "respondi abaixo", "mijn antwoorden", "mijn reactie", "antwoorden staan", "mine svar",
    "mina svar", "mine kommentarer", "moje odpowiedzi", "vastaukseni", "мои ответы", "ответила ниже", "ответил ниже",
    "cevaplarım", "yanıtlarım", "moje odpovědi", "我的回复", "我的回答", "我的回覆", "回答は以下", "제 답변",
    "see inline", "zie groen", "zie rood", "zie blauw", "se rødt", "siehe rot", "siehe blau",
)  # fmt: skip
WITHIN = (
    "below", "inline", "between", "in red", "in blue", "in green", "in colour", "in color", "under your", "unten",
    "in rot", "in blau", "in grün", "im text", "dazwischen", "direkt", "ci-dessous", "en rouge", "en bleu", "en vert",
    "dans le texte", "abajo", "debajo", "en rojo", "en azul", "en verde", "sotto", "in rosso", "in blu", "in verde",
    "abaixo", "a vermelho", "em vermelho", "em azul", "hieronder", "tussen", "rood", "blauw", "groen", "nedenfor",
    "herunder", "nedan", "rødt", "blåt", "rött", "grønt", "blått", "grönt", "poniżej", "na czerwono", "na niebiesko",
    "alla", "punaisella", "ниже", "красным", "синим", "aşağıda", "kırmızı", "níže", "červeně", "下面", "以下", "红色",
    "蓝色", "紅色", "藍色", "아래",
)  # fmt: skip

# How a letter begins.
GREETINGS = (
    "dear ", "hi ", "hello", "good morning", "good afternoon", "sehr geehrte", "guten tag", "hallo", "liebe",
    "bonjour", "madame", "monsieur", "cher ", "chère ", "estimad", "hola", "buenos días", "buenas tardes", "gentile",
    "buongiorno", "egregi", "salve", "spett", "prezad", "caro ", "cara ", "olá", "bom dia", "boa tarde", "beste ",
    "geachte", "szanown", "dzień dobry", "hej", "bästa", "kære", "kjære", "hei", "hyvä", "уважаем", "здравствуйте",
    "добрый день", "sayın", "merhaba", "vážen", "dobrý den", "tisztelt", "stimat", "αγαπητ", "шановн", "尊敬的",
    "您好", "你好", "안녕하세요",
)  # fmt: skip

# Marketplace relays put the customer's words between two lines.
ENCLOSED = {
    "begin message": "end message", "beginn der nachricht": "ende der nachricht",
    "anfang der nachricht": "ende der nachricht", "début du message": "fin du message",
    "inizio messaggio": "fine messaggio", "inicio del mensaje": "fin del mensaje",
}  # fmt: skip

# Others put them between a heading and a button or the item's data.
FRAME_BEGINS = (
    "new message from", "message from ", "conversation with ", "neue nachricht von", "nachricht von ",
    "unterhaltung mit ", "nouveau message de", "message de ", "conversation avec ", "nuevo mensaje de", "mensaje de ",
    "conversación con ", "nuovo messaggio da", "messaggio da ", "conversazione con ", "nieuw bericht van",
    "bericht van ", "gesprek met ", "nowa wiadomość od", "wiadomość od ", "nova mensagem de", "mensagem de ",
    "novo mensagem de",
)  # fmt: skip
FRAME_ENDS = (
    "view conversation", "view the conversation", "reply: http", "item id:", "order status:", "unterhaltung ansehen",
    "unterhaltung anzeigen", "artikelnummer:", "voir la conversation", "numéro de l'objet", "ver conversación",
    "ver la conversación", "número de artículo", "visualizza la conversazione", "vedi conversazione",
    "codice oggetto", "gesprek bekijken", "objectnummer", "zobacz rozmowę", "ver conversa", "número do item",
)  # fmt: skip
FRAME_BUTTONS = frozenset({"reply", "antworten", "répondre", "responder", "rispondi", "beantwoorden", "odpowiedz"})

# Field names of a pasted header block, by role. "message" is a form's field: its block is no head of a quote.
FIELDS = {
    **dict.fromkeys((
        "from", "von", "de", "da", "van", "od", "från", "fra", "lähettäjä", "от", "от кого", "kimden", "gönderen",
        "보낸 사람", "보낸사람", "보낸이", "발신", "발신자", "odesílatel", "odesilatel", "odosielateľ", "发件人",
        "寄件者", "寄件人", "发信人", "差出人", "送信者", "送信元", "expéditeur", "mittente", "remitente",
        "remetente", "nadawca", "afzender", "de la part de", "absender", "发自", "din partea", "din", "de la",
        "feladó", "από", "від", "від кого", "מאת", "من", "từ", "dari", "šalje", "expediteur", "从", "от:",
        "pošiljatelj", "ส่งจาก", "จาก", "отправитель", "寄信人",
    ), "from"),
    **dict.fromkeys((
        "sent", "date", "gesendet", "datum", "envoyé", "envoyé le", "enviado", "enviado el", "enviada em", "enviada",
        "enviado em", "fecha", "inviato", "inviata", "data", "verzonden", "verzonden op", "wysłano", "wysłane",
        "data wysłania", "skickat", "sendt", "dato", "lähetetty", "päivämäärä", "päiväys", "отправлено", "дата",
        "дата отправки", "tarih", "gönderme tarihi", "gönderildi", "gönderim zamanı", "보낸 날짜", "보낸날짜", "날짜",
        "보낸시간", "보낸 시간", "보낸일시", "일시", "odesláno", "odoslané", "dátum", "发送时间", "发送日期", "日期",
        "时间", "寄件日期", "寄件時間", "傳送時間", "傳送日期", "已传送", "已傳送", "已发送", "已寄出", "送信日時",
        "送信日", "日付", "日時", "送信済み", "送信時刻", "date d'envoi", "date d’envoi", "gesendet am", "sent at",
        "fecha de envío", "trimis", "trimis la", "elküldve", "küldve", "στάλθηκε", "ημερομηνία", "надіслано", "дата:",
        "נשלח", "תאריך", "تاريخ الإرسال", "التاريخ", "đã gửi", "ngày", "tanggal", "dikirim", "poslano", "sent on",
        "envoyée", "วันที่", "date and time", "datum und uhrzeit", "발송일", "sendedatum", "gesendet um",
    ), "date"),
    **dict.fromkeys((
        "to", "an", "à", "a", "para", "aan", "do", "till", "til", "vastaanottaja", "кому", "kime", "alıcı",
        "받는 사람", "받는사람", "받는이", "수신", "수신자", "komu", "pre", "收件人", "收件者", "收信人", "宛先",
        "送信先", "destinataire", "destinatario", "destinatário", "empfänger", "către", "címzett", "προς", "אל",
        "إلى", "đến", "tới", "kepada", "za", "prima", "adresát", "получатель", "до", "ถึง", "geadresseerde",
        "destinataires",
    ), "to"),
    **dict.fromkeys((
        "subject", "betreff", "objet", "asunto", "oggetto", "ogg", "assunto", "onderwerp", "temat", "ämne", "emne",
        "aihe", "тема", "konu", "제목", "předmět", "predmet", "主题", "主旨", "主題", "件名", "subiect", "sujet",
        "标题", "標題", "题名", "tárgy", "θέμα", "נושא", "الموضوع", "chủ đề", "tiêu đề", "subjek", "perihal",
        "тема письма", "เรื่อง", "subj", "betrifft", "betr", "thema", "objet du message", "assumpte",
    ), "subject"),
    **dict.fromkeys((
        "cc", "bcc", "kopie", "copie à", "copie", "copia", "kopia", "kopi", "kopio", "копия", "копія", "bilgi",
        "참조", "抄送", "副本", "c.c.", "cci", "cco", "ccn", "dw", "udw", "reply-to", "reply to", "antwort an",
        "répondre à", "responder a", "rispondi a", "antwoord aan", "priorität", "importance", "priority", "回复",
        "回覆", "attachments", "anlagen", "anhänge", "pièces jointes", "datos adjuntos", "allegati", "anexos",
        "bijlagen", "załączniki", "вложения", "附件", "添付ファイル", "첨부", "密送", "bijlage", "másolat", "κοιν",
        "kópia", "sent by", "gesendet von", "message-id", "organization", "mailed-by", "signed-by", "回复给",
    ), "other"),
    **dict.fromkeys((
        "message", "message body", "your message", "comment", "comments", "nachricht", "ihre nachricht", "mitteilung",
        "anfrage", "votre message", "commentaire", "mensaje", "comentario", "comentarios", "mensagem", "messaggio",
        "bericht", "wiadomość", "treść", "meddelande", "besked", "melding", "viesti", "сообщение", "mesaj", "zpráva",
        "üzenet", "留言", "内容", "お問い合わせ内容", "メッセージ", "메시지", "내용", "phone", "telefon", "téléphone",
        "teléfono", "telefono", "order number", "bestellnummer",
    ), "message"),
}  # fmt: skip
