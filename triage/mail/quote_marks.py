"""How mail programs of many languages begin a quote, a forward and a signature: tables that grow by a word.

Words are compared case-folded and with single spaces. A new program or language is a new word here and a
row in the tests.
"""

from __future__ import annotations

# Verbs of "On 12 March, Anna wrote:". Found anywhere in a line that ends in a colon and names a date or an address.
WROTE = (
    "wrote", "writes", "schrieb", "schreibt", "hat geschrieben", "a écrit", "écrivait", "escribió", "escribio",
    "ha scritto", "scrive", "escreveu", "escreveram", "schreef", "het volgende geschreven", "geschreven", "napisał",
    "pisze", "skrev", "følgende", "kirjoitti", "написал", "пишет", "писал", "написав", "yazdı", "napsal", "napísal",
    "작성", "写道", "寫道", "さんは書きました", "のメッセージ", "が書きました", "さんのメール", "a scris", "írta",
    "έγραψε", "đã viết", "menulis", "va escriure", "كتب", "כתב",
)  # fmt: skip

# "-----Original Message-----": the words between dashes or underscores.
ORIGINAL = frozenset((
    "original message", "original mail", "original", "original email", "reply message", "originalnachricht",
    "original-nachricht", "ursprüngliche nachricht", "ursprüngliche mail", "urspr. nachricht", "message d'origine",
    "message d’origine", "message original", "mail original", "message initial", "courriel original",
    "e-mail d'origine", "mensaje original", "correo original", "messaggio originale", "messaggio original",
    "mail originale", "mensagem original", "oorspronkelijk bericht", "origineel bericht", "oryginalna wiadomość",
    "wiadomość oryginalna", "wiadomość pierwotna", "ursprungligt meddelande", "originalmeddelande",
    "oprindelig meddelelse", "original meddelelse", "opprinnelig melding", "alkuperäinen viesti", "исходное сообщение",
    "оригинальное сообщение", "orijinal mesaj", "özgün ileti", "원본 메일", "원본 메시지", "원본 이메일",
    "původní zpráva", "původní e-mail", "原始邮件", "原始郵件", "原邮件", "回复的原邮件", "回复邮件", "回复邮件原文",
    "原信", "元のメッセージ", "original-mail", "pôvodná správa", "mesaj original", "eredeti üzenet", "αρχικό μήνυμα",
    "missatge original",
))  # fmt: skip

# "---------- Forwarded message ----------".
FORWARDED = frozenset((
    "forwarded message", "forwarded mail", "forward message", "fwd message", "weitergeleitete nachricht",
    "weitergeleitete mail", "message transféré", "message transmis", "message réexpédié", "courriel transféré",
    "mensaje reenviado", "correo reenviado", "messaggio inoltrato", "mensagem encaminhada", "mensagem reencaminhada",
    "doorgestuurd bericht", "doorgestuurde bericht", "wiadomość przekazana", "przekazana wiadomość",
    "treść przekazanej wiadomości", "vidarebefordrat meddelande", "videresendt meddelelse", "videresendt besked",
    "videresendt melding", "välitetty viesti", "edelleenlähetetty viesti", "пересылаемое сообщение",
    "пересланное сообщение", "iletilen mesaj", "yönlendirilen ileti", "전달된 메시지", "전달 메시지",
    "přeposlaná zpráva", "转发邮件", "转发的邮件", "转发邮件信息", "轉寄郵件", "轉寄的郵件", "轉寄信件", "轉寄的訊息",
    "転送メッセージ", "転送されたメッセージ", "forwarded by",
))  # fmt: skip

# The same without dashes; the line ends in a colon.
FORWARD_LINES = frozenset((
    "begin forwarded message", "anfang der weitergeleiteten nachricht", "anfang der weitergeleiteten e-mail",
    "début du message réexpédié", "début du message transféré", "début du message transmis",
    "inicio del mensaje reenviado", "comienzo del mensaje reenviado", "inizio messaggio inoltrato",
    "início da mensagem reencaminhada", "início da mensagem encaminhada", "begin doorgestuurd bericht",
    "początek przekazywanej wiadomości", "vidarebefordrat mejl", "start på videresendt besked",
    "välitetty viesti alkaa", "начало переадресованного сообщения", "iletilmiş mesajın başlangıcı", "전달된 메시지",
    "下面是被转发的邮件", "下面是被轉寄的郵件", "转发的邮件", "開始轉寄郵件", "以下是转发的邮件",
    "転送されたメッセージ",
))  # fmt: skip

# Lines of help desks: the answer stands above.
REPLY_ABOVE = (
    "type your reply above this line", "reply above this line", "write your reply above",
    "antworten sie oberhalb dieser zeile", "antwort oberhalb dieser linie", "répondez au-dessus de cette ligne",
    "responda por encima de esta línea", "rispondi sopra questa riga", "responda acima desta linha",
    "请在此行以上回复", "この行より上に返信",
)  # fmt: skip

# Marketplace relays put the customer's words between two lines.
ENCLOSED = {
    "begin message": "end message", "beginn der nachricht": "ende der nachricht",
    "anfang der nachricht": "ende der nachricht", "début du message": "fin du message",
    "inizio messaggio": "fine messaggio", "inicio del mensaje": "fin del mensaje",
}  # fmt: skip

# Field names of a pasted header block, by role.
FIELDS = {
    **dict.fromkeys((
        "from", "von", "de", "da", "van", "od", "från", "fra", "lähettäjä", "от", "от кого", "kimden", "gönderen",
        "보낸 사람", "보낸사람", "odesílatel", "发件人", "寄件者", "寄件人", "差出人", "送信者", "expéditeur",
        "mittente", "remitente", "remetente", "nadawca", "afzender", "de la part de", "absender", "发自", "din partea",
    ), "from"),
    **dict.fromkeys((
        "sent", "date", "gesendet", "datum", "envoyé", "envoyé le", "enviado", "enviado el", "enviada em", "enviada",
        "enviado em", "fecha", "inviato", "data", "verzonden", "wysłano", "skickat", "sendt", "dato", "lähetetty",
        "päivämäärä", "отправлено", "дата", "tarih", "gönderme tarihi", "gönderildi", "보낸 날짜", "날짜", "보낸시간",
        "odesláno", "发送时间", "发送日期", "日期", "时间", "寄件日期", "傳送時間", "送信日時", "日付", "日時",
        "date d'envoi", "gesendet am", "sent at", "fecha de envío", "trimis",
    ), "date"),
    **dict.fromkeys((
        "to", "an", "à", "a", "para", "aan", "do", "till", "til", "vastaanottaja", "кому", "kime", "alıcı",
        "받는 사람", "받는사람", "komu", "收件人", "收件者", "宛先", "destinataire", "destinatario", "destinatário",
        "empfänger", "către",
    ), "to"),
    **dict.fromkeys((
        "subject", "betreff", "objet", "asunto", "oggetto", "assunto", "onderwerp", "temat", "ämne", "emne", "aihe",
        "тема", "konu", "제목", "předmět", "主题", "主旨", "主題", "件名", "subiect", "sujet", "标题",
    ), "subject"),
    **dict.fromkeys((
        "cc", "bcc", "kopie", "copie à", "copia", "kopia", "kopi", "kopio", "копия", "bilgi", "참조", "抄送", "副本",
        "c.c.", "reply-to", "antwort an", "répondre à", "responder a", "rispondi a", "priorität", "importance", "回复",
        "attachments", "anlagen",
    ), "other"),
}  # fmt: skip

# One-line signatures that phones and free mailers add, by how they begin and by how they end.
MOBILE_STARTS = (
    "sent from my ", "sent from mail for", "sent from yahoo", "sent from outlook", "sent from proton",
    "sent with proton", "sent from gmail", "sent from samsung", "sent via ", "get outlook for", "download outlook",
    "von meinem ", "gesendet von ", "gesendet mit der ", "gesendet mit proton", "diese nachricht wurde von mein",
    "holen sie sich outlook", "hol dir outlook", "laden sie outlook", "outlook für ", "envoyé de mon ",
    "envoyé depuis ", "envoyé à partir de ", "obtenez outlook", "obtenir outlook", "télécharger outlook",
    "enviado desde mi ", "enviado desde outlook", "enviado desde yahoo", "obtener outlook", "descargar outlook",
    "enviado do meu ", "enviado a partir ", "obter o outlook", "obtenha o outlook", "inviato da ", "scarica outlook",
    "ottieni outlook", "verzonden vanaf ", "verstuurd vanaf ", "outlook voor ", "download outlook voor", "wysłane z ",
    "wysłano z ", "pobierz program outlook", "skickat från ", "hämta outlook", "sendt fra ", "hent outlook",
    "lähetetty laitteesta", "lähetetty iphonesta", "hanki outlook", "отправлено с ", "отправлено из ", "odesláno z ",
    "发自我的", "发自新浪", "發自我的", "從我的", "来自我的", "傳送自", "從我的 iphone", "发送自", "trimis de pe",
    "iphone'umdan", "获取 outlook", "取得 outlook", "下载 outlook", "android を入手", "outlook for ", "나의 iphone",
    "von unterwegs gesendet",
)  # fmt: skip
MOBILE_ENDS = ("から送信", "에서 보냄", "gönderildi", "gesendet", "を使用して送信", "を入手", "发送", "發送")
MOBILE_WORDS = (
    "iphone",
    "ipad",
    "android",
    "outlook",
    "samsung",
    "galaxy",
    "huawei",
    "mobil",
    "yahoo",
    "手机",
    "スマート",
    "スマホ",
)
