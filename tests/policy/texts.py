"""A small set of templates."""

from triage.policy.render import LAYOUT, Templates

FILES = {
    LAYOUT: '<html lang="{{ lang }}"><title>{{ subject }}</title>{% for paragraph in paragraphs %}<p>'
    "{% for line in paragraph.splitlines() %}{{ line }}{% if not loop.last %}<br>{% endif %}{% endfor %}</p>"
    "{% endfor %}"
    "{% for paragraph in closing %}<p>{{ paragraph }}</p>{% endfor %}</html>",
    "_closing/en.txt": "This answer was written automatically.\n\n{{ shop.team }}",
    "_closing/de.txt": "Diese Antwort wurde automatisch erstellt.\n\n{{ shop.team }}",
    "_closing/zh.txt": "这封邮件是自动回复。\n\n{{ shop.team }}",
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


def templates(**changed):
    """The set, with files changed or added: keys as in `order_status__en`, None takes one away."""
    files = dict(FILES)
    for key, text in changed.items():
        name = LAYOUT if key == "layout" else f"{key.replace('__', '/').replace('zhHant', 'zh-Hant')}.txt"
        files[name] = text
    return Templates.load({name: text for name, text in files.items() if text is not None})
