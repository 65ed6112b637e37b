"""Words for days: relative ones in the shops' languages and some more, weekdays and numbers."""

from __future__ import annotations

LANGUAGES = ("en", "zh", "de", "fr", "es", "it", "pt", "ja")
# Days from the mail's own.
DAYS: dict[str, dict[str, int]] = {
    "en": {
        "the day before yesterday": -2, "day before yesterday": -2, "yesterday": -1, "today": 0, "tonight": 0,
        "tomorrow": 1,
        "the day after tomorrow": 2, "day after tomorrow": 2, "last night": -1, "last week": -7, "next week": 7,
        "a fortnight ago": -14,
    },
    "de": {"vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2, "letzte woche": -7,
    "vergangene woche": -7, "letzter woche": -7,
           "nächste woche": 7, "nächster woche": 7},
    "fr": {"avant-hier": -2, "avant hier": -2, "hier": -1, "aujourd'hui": 0, "aujourd’hui": 0, "demain": 1,
    "après-demain": 2, "après demain": 2,
           "la semaine dernière": -7, "semaine dernière": -7, "la semaine prochaine": 7, "semaine prochaine": 7},
    "es": {"anteayer": -2, "antes de ayer": -2, "antier": -2, "ayer": -1, "anoche": -1, "hoy": 0, "mañana": 1,
    "pasado mañana": 2, "la semana pasada": -7,
           "semana pasada": -7, "la próxima semana": 7, "la semana que viene": 7},
    "it": {"l'altro ieri": -2, "l’altro ieri": -2, "altroieri": -2, "ieri": -1, "oggi": 0, "domani": 1,
    "dopodomani": 2, "la settimana scorsa": -7,
           "settimana scorsa": -7, "la scorsa settimana": -7, "scorsa settimana": -7, "la prossima settimana": 7,
           "prossima settimana": 7},
    "pt": {"anteontem": -2, "ontem": -1, "hoje": 0, "amanhã": 1, "depois de amanhã": 2, "a semana passada": -7,
    "semana passada": -7,
           "próxima semana": 7, "semana que vem": 7},
    "nl": {"eergisteren": -2, "gisteren": -1, "vandaag": 0, "morgen": 1, "overmorgen": 2, "vorige week": -7,
    "afgelopen week": -7, "volgende week": 7},
    "pl": {"przedwczoraj": -2, "wczoraj": -1, "dzisiaj": 0, "dziś": 0, "jutro": 1, "pojutrze": 2,
    "w zeszłym tygodniu": -7, "w przyszłym tygodniu": 7},
    "sv": {"i förrgår": -2, "igår": -1, "i går": -1, "idag": 0, "i dag": 0, "imorgon": 1, "i morgon": 1,
    "förra veckan": -7, "nästa vecka": 7},
    "da": {"i forgårs": -2, "i går": -1, "i dag": 0, "i morgen": 1, "sidste uge": -7, "næste uge": 7},
    "no": {"i forgårs": -2, "i går": -1, "i dag": 0, "i morgen": 1, "forrige uke": -7, "neste uke": 7},
    "ru": {"позавчера": -2, "вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2, "на прошлой неделе": -7,
    "на следующей неделе": 7},
    "tr": {"evvelsi gün": -2, "dün": -1, "bugün": 0, "yarın": 1, "geçen hafta": -7, "gelecek hafta": 7},
}  # fmt: skip
EAST_DAYS = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "今天": 0, "今日": 0, "今晚": 0, "明天": 1,
    "明日": 1, "后天": 2,
    "後天": 2, "大后天": 3,
    "一昨日": -2, "おととい": -2, "きのう": -1, "昨夜": -1, "きょう": 0, "本日": 0, "あした": 1, "明後日": 2,
    "あさって": 2,
    "上周": -7, "上週": -7, "上星期": -7, "上礼拜": -7, "上禮拜": -7, "下周": 7, "下週": 7, "下星期": 7,
    "下礼拜": 7, "先週": -7, "来週": 7,
    "再来週": 14,
    "先々週": -14, "上上周": -14, "上上週": -14, "그저께": -2, "어제": -1, "오늘": 0, "내일": 1, "모레": 2,
    "지난주": -7, "다음 주": 7,
}  # fmt: skip
# Monday first; abbreviations are left out, for they are words of their own in some language.
WEEKDAYS: dict[str, tuple[str, ...]] = {
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    "de": ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag|sonnabend", "sonntag"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "es": ("lunes", "martes", "miércoles|miercoles", "jueves", "viernes", "sábado|sabado", "domingo"),
    "it": ("lunedì|lunedi", "martedì|martedi", "mercoledì|mercoledi", "giovedì|giovedi", "venerdì|venerdi",
    "sabato", "domenica"),
    "pt": ("segunda(?:-feira)?", "terça(?:-feira)?", "quarta(?:-feira)?", "quinta(?:-feira)?", "sexta(?:-feira)?",
    "sábado", "domingo"),
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "sv": ("måndags?", "tisdags?", "onsdags?", "torsdags?", "fredags?", "lördags?", "söndags?"),
    "pl": ("poniedziałek", "wtorek", "środę", "czwartek", "piątek", "sobotę", "niedzielę"),
    "ru": ("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"),
}  # fmt: skip
# {day} stands for a weekday; the day meant is the last before the mail, or the next after it.
LAST = {
    "en": "(?:last|past|since|this past|previous) {day}",
    "de": "(?:letzte[nrms]?|vergangene[nrms]?|vorige[nrms]?|seit) {day}",
    "fr": "depuis (?:le )?{day}|{day} (?:dernier|passé)",
    "es": "(?:el )?(?:pasado|último) {day}|{day} pasado|desde el {day}",
    "it": "(?:lo )?scors[oa] {day}|{day} (?:scors[oa]|passat[oa])",
    "pt": "(?:n?[oa] )?(?:últim[oa]|passad[oa]) {day}|{day} passad[oa]|desde {day}",
    "nl": "(?:afgelopen|vorige|sinds) {day}", "sv": "i {day}|förra {day}en",
    "pl": "(?:zeszły|zeszłą|ostatni|ostatnią|w zeszły|w zeszłą) {day}",
    "ru": "(?:прошлый|прошлую|в прошлый|в прошлую|прошлое) {day}",
}  # fmt: skip
NEXT = {
    "en": "next {day}", "de": "(?:nächste[nrms]?|kommende[nrms]?) {day}", "fr": "{day} prochain",
    "es": "(?:el )?próximo {day}|{day} que viene|{day} próximo",
    "it": "(?:il )?prossim[oa] {day}|{day} prossim[oa]", "pt": "próxim[oa] {day}|{day} que vem|{day} próxim[oa]",
    "nl": "(?:volgende|komende) {day}",
    "sv": "nästa {day}", "pl": "(?:przyszły|przyszłą|następny) {day}", "ru": "(?:следующий|следующую) {day}",
}  # fmt: skip
UNITS: dict[str, tuple[str, str, str]] = {  # days, weeks, months
    "en": ("days?", "weeks?", "months?"), "de": ("tag(?:e|en)?", "wochen?", "monat(?:e|en)?"),
    "fr": ("jours?", "semaines?", "mois"),
    "es": ("d[íi]as?", "semanas?", "mes(?:es)?"), "it": ("giorn[oi]", "settiman[ae]", "mes[ei]"),
    "pt": ("dias?", "semanas?", "m[êe]s(?:es)?"),
    "nl": ("dag(?:en)?", "we(?:ek|ken)", "maand(?:en)?"),
    "pl": ("dni|dzień", "tydzień|tygodni[ae]?|tygodnie", "miesiąc[ea]?|miesięcy"),
    "sv": ("dag(?:ar)?", "vecko?r?a?", "månad(?:er)?"), "da": ("dage?", "uger?", "måned(?:er)?"),
    "no": ("dag(?:er)?", "uker?", "måned(?:er)?"),
    "ru": ("д(?:ень|ня|ней)", "недел[юиь]", "месяц(?:а|ев)?"), "tr": ("gün", "hafta", "ay"),
}  # fmt: skip
AGO = {
    "en": "{count} {unit} (?:ago|back)", "de": "vor {count} {unit}", "fr": "il y a (?:environ )?{count} {unit}",
    "es": "hace (?:ya |unos |unas )?{count} {unit}",
    "it": "{count} {unit} fa", "pt": "(?:há|ha|faz) (?:cerca de )?{count} {unit}", "nl": "{count} {unit} geleden",
    "pl": "{count} {unit} temu",
    "sv": "för {count} {unit} sedan", "da": "for {count} {unit} siden", "no": "for {count} {unit} siden",
    "ru": "{count} {unit} назад", "tr": "{count} {unit} önce",
}  # fmt: skip
AHEAD = {
    "en": "in {count} {unit}(?: time)?", "de": "in {count} {unit}", "fr": "dans {count} {unit}",
    "es": "(?:dentro de|en) {count} {unit}",
    "it": "(?:tra|fra) {count} {unit}", "pt": "(?:daqui a|em) {count} {unit}", "nl": "over {count} {unit}",
    "pl": "za {count} {unit}", "sv": "om {count} {unit}",
    "da": "om {count} {unit}", "no": "om {count} {unit}", "ru": "через {count} {unit}", "tr": "{count} {unit} sonra",
}  # fmt: skip
COUNTS: dict[str, tuple[str, ...]] = {  # one to twelve, forms of one number in one word
    "en": ("a|an|one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    "de": ("eine[mnr]?|ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
    "zwölf"),
    "fr": ("une?", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    "es": ("una?|un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"),
    "it": ("una?|uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici"),
    "pt": ("uma?", "dois|duas", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze"),
    "nl": ("een|één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"),
    "pl": ("jeden", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć", "dziesięć",
    "jedenaście", "dwanaście"),
    "sv": ("en|ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    "da": ("en|et", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv"),
    "no": ("en|et|ei", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"),
    "ru": ("один|одну", "два|две", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять",
    "одиннадцать", "двенадцать"),
    "tr": ("bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz", "on", "on bir", "on iki"),
}  # fmt: skip
EAST_COUNTS = {
    "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    "十一": 11,
    "十二": 12, "半": 0,
}  # fmt: skip
EAST_WEEKDAYS = {
    "一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "月": 0, "火": 1, "水": 2, "木": 3,
    "金": 4, "土": 5,
}  # fmt: skip
EAST_WEEKS = {
    "上上": -14, "上": -7, "这": 0, "這": 0, "本": 0, "下": 7, "下下": 14, "先々週": -14, "先週": -7, "今週": 0,
    "来週": 7, "再来週": 14,
}  # fmt: skip
# Names of months that are other words too: in small letters they count with a year or an ordinal only.
AMBIGUOUS_MONTHS = frozenset({"may", "set", "out", "mar", "ago", "mag", "ott"})
# Before "12/03" or "12.03" these make a date of it.
ON = str.split(
    "on since until till by before after from of dated am vom bis den seit ab zum le du depuis jusqu'au au el del "
    "desde hasta para il dal al entro dia em desde "
    "até no do op van sinds tot dnia od den fra til på från с от до po em"
)
