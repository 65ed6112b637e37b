"""A small set of templates, and a customer to write to."""

from triage.policy.render import LAYOUT, Templates
from triage.policy.slots import Slots, signed
from triage.policy.written import Office, When
from triage.settings import Shop

SHOP = signed(Shop(name="Blue Teapot", answer_hours=12))
ANSWER = When(day="Monday, 23 November", time="10:00", zone="Central European Time")
LATER = When(day="Thursday, 26 November", time="16:00", zone="Central European Time")
OFFICE = Office(opens="09:00", closes="17:00", zone="Central European Time")

FILES = {
    LAYOUT: '<html lang="{{ lang }}"><title>{{ subject }}</title>{% for paragraph in paragraphs %}<p>'
    "{% for line in paragraph.splitlines() %}{{ line }}{% if not loop.last %}<br>{% endif %}{% endfor %}</p>"
    "{% endfor %}"
    "{% for paragraph in closing %}<p>{{ paragraph }}</p>{% endfor %}</html>",
    "_offer/en.txt": "We would like to offer you {{ offer.kind }}{% if offer.code %} {{ offer.code }}{% endif %}"
    "{% if offer.amount %} of {{ offer.amount }}{% endif %}.",
    "_closing/en.txt": "This answer was written automatically.\n\n{{ shop.team }}",
    "_closing/de.txt": "Diese Antwort wurde automatisch erstellt.\n\n{{ shop.team }}",
    "_closing/zh.txt": "这封邮件是自动回复。\n\n{{ shop.team }}",
    "thank_you/en.txt": "Subject: Thank you\n\nHello, thank you so much for your kind words."
    "{% if offer %} Your code: {{ offer.code }}, valid until {{ offer.valid_until }}.{% endif %}",
    "damaged_parcel/en.txt": "Subject: Your parcel\n\nHello, we are sorry. Please send us a photo of it.",
    "csat/en.txt": "Subject: Is it solved?\n\nHello, is it really solved? Answer with a number from 1 to 5.",
    "order_status/en.txt": "Subject: Your order{% if order %} {{ order }}{% endif %}\n\n"
    "Hello{% if name %} {{ name }}{% endif %},\n\n"
    '{% if parcel and parcel.state == "moving" %}\nIt is on its way{% if parcel.carrier %} with {{ parcel.carrier }}'
    "{% endif %}{% if parcel.expected_date %}, expected on {{ parcel.expected_date }}{% endif %}.\n{% else %}\n"
    "A colleague will look into it within {{ shop.answer_hours }} hours.\n{% endif %}\n\nUntil soon",
    "order_status/de.txt": "Subject: Ihre Bestellung\n\nGuten Tag{% if name %} {{ name }}{% endif %},\n\n"
    "ein Mensch sieht innerhalb von {{ shop.answer_hours }} Stunden nach."
    "{% if parcel %} {{ parcel.last_date }}{% endif %}",
    "order_status/zh.txt": "Subject: 您的订单\n\n{{ name }}您好，\n\n"
    "我们会在{{ shop.answer_hours }}小时内由专人回复您，"
    "请稍后查收邮件，如有其他问题，请直接回复这封邮件，感谢您的来信和理解。",
}


def slots(name="", order="", parcel=None, shop=SHOP, **more):
    return Slots(
        **{"name": name, "order": order, "parcel": parcel, "shop": shop, "answer": ANSWER, "office": OFFICE} | more
    )


def templates(**changed):
    """The set, with files changed or added: keys as in `order_status__en__asia`, None takes one away."""
    files = dict(FILES)
    for key, text in changed.items():
        folder, _, rest = key.partition("__")
        name = f"{folder}/{rest.replace('__', '.').replace('zhHant', 'zh-Hant')}.txt" if key != "layout" else LAYOUT
        files[name] = text
    return Templates.load({name: text for name, text in files.items() if text is not None})
