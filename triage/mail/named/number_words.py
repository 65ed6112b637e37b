"""Words around order numbers in twenty languages: what an order is called, what stands between, what is none."""

from __future__ import annotations

import re

from triage.mail.named.alternatives import any_of

# What an order is called; the number follows.
ORDER = any_of((
    r"orders?(?:['’]s)?", r"order[ -]?(?:numbers?|nos?|nr|num|ids?|ref(?:erence)?s?|code)",
    r"purchases?(?: order)?", r"p\.?o\.?(?= ?(?:#|n|\d{5}))",
    r"bestellungen", r"bestellung", r"bestell(?:nummern?|-?nr|[ -]?id|code)", r"auftr[aä]ge?",
    r"auftrags?(?:nummer|-?nr|bestätigung)?",
    r"commandes?", r"cmde?", r"pedidos?", r"órden(?:es)? de compra", r"orden(?:es)? de compra", r"compras?",
    r"ordine", r"ordini", r"acquisto", r"encomendas?",
    r"bestelling(?:en)?", r"bestelnummers?", r"ordernummer", r"ordernr", r"zam[óo]wieni[eau]",
    r"nr zam\.?", r"zam\.? nr",
    r"beställning(?:en|ar)?", r"beställningsnummer",
    r"bestilling(?:en)?", r"bestillingsnummer", r"ordrenummer", r"ordre(?:nr)?", r"tilau(?:s|ksen|kseni)",
    r"tilausnumero", r"tilausnro",
    r"заказ(?:а|у|ом|е|ы|ов)?", r"замовлення", r"sipariş(?:im|in|i|ler)?", r"sipariş (?:numarası|no)",
    r"objedn[áa]vk[ayuou]{1,2}", r"objednávok",
    r"comanda", r"comenzi", r"comenzii", r"rendel[ée]s(?:em|i|sz[áa]m)?", r"megrendel[ée]s", r"παραγγελ[ίι]ας?",
    r"đơn hàng", r"pesanan",
    r"narud[žz]b[aeu]", r"поръчка", r"naročil[oa]",
))  # fmt: skip
ORDER_EAST = (
    r"订单编号|订单号码?|订单|訂單編號|訂單號碼?|訂單|定单号?|單號(?=.{0,2}#)|ご?注文番号|ご?注文No\.?|ご?注文ID"
    r"|ご?注文|オーダー番号|オーダー|受注番号|주문 ?번호|주문"
    r"|คำสั่งซื้อ"
)
HIDDEN_DATE = "\ue000"  # a letter of a date that was hidden: neither word nor space
# What may stand between: marks, and "the number is" in its many forms.
MARKS = any_of((
    r"numbers?", r"num", r"nos?", r"nr", r"n[°ºo]s?", r"n", r"nro", r"ids?", r"ref(?:erence)?", r"réf(?:érence)?",
    r"referencia", r"code",
    r"nummern?", r"numéros?", r"n[úu]meros?", r"numer(?:y|u|em)?", r"номер(?:а|ом|у)?", r"numarası", r"numaram",
    r"numero[nt]?", r"číslo",
    r"čísla", r"cislo", r"szám(?:a|ú)?", r"αριθμ[όο]ς", r"số", r"nomor", r"broj",
    r"is(?!-)", r"are", r"was", r"ist", r"sind", r"lautet", r"lauten", r"est", r"sont", r"es(?!-)", r"son(?!-)",
    r"è", r"é",
    r"são", r"sono", r"of", r"under",
    r"mit der", r"mit den", r"unter der", r"avec le", r"con el", r"con", r"com o", r"com", r"de(?!-)",
    r"del(?!-)", r"da(?!-)",
    r"do(?!-)", r"der", r"die", r"van",
    r"with(?: the)?", r"my", r"meine", r"с", r"z(?!-)", r"ze", r"om(?!-)",
    r"under nummer", r"med", r"och", r"č",
))  # fmt: skip
DATED = (
    r"(?:(?:vom|from|of|placed on|dated|on|du|passée le|en date du|del|de|dal|do|av|från|den|fra|van|от|від|dnia|z dnia"
    rf"|am|le|il|el)\s{{0,2}})?{HIDDEN_DATE}+"
)
MARKS_EAST = r"n[°º]|号码|號碼|编号|編號|号|號|是|为|為|番号|は|の|의|는|은|이|가|在|的"
# A word between that says "a number follows": then three digits suffice, and a year may be one.
MARKED = re.compile(
    r"[#＃№:：=]|\bn[°ºro]|\bnum|\bn\b|\bids?\b|r[eé]f|番号|编号|編號|号|號|номер|số|szám|čísl|nummer|번호",
    re.IGNORECASE,
)
LISTED = (
    r"(?:\s{0,2}(?:[,;&+/、，；和与與及跟と및]|그리고)"
    r"|\s{1,2}(?:and|und|et|y|e|en|och|og|ja|i|a|и|та|ve|és|και|or|oder|ou|o"
    r"|oraz|sowie|as well as|plus|ainsi que|eller|samt|alebo|nebo|lub|или|або)(?=\s))"
)
# Behind a number these make it a quantity, a price or a measure.
UNITS = (
    r"%|‰|€|\$|£|¥|₽|₹|₩|₺|元|円|块|塊|원|eur\b|euros?\b|usd\b|gbp\b|cny\b|rmb\b|jpy\b|chf\b|pln\b|sek\b|nok\b|dkk\b"
    r"|zł|kč|kr\b|lei\b|dollars?\b|pounds?\b"
    r"|kg\b|g\b|cm\b|mm\b|m\b|km\b|ml\b|l\b|kb\b|mb\b|gb\b|w\b|mah\b|inch|x\b|st\b|stück|stk|pcs\b|pieces?\b"
    r"|units?\b|items?\b|pairs?\b|boxes\b|sets?\b"
    r"|copies\b|pi[eè]ces?\b|exemplaires?\b|unidades?\b|piezas?\b|pezzi\b|peças\b|stuks\b|sztuk|штук|adet\b"
    r"|kusů|件|个|個|枚|台|本|点|套|双|条|只"
    r"|days?\b|weeks?\b|months?\b|hours?\b|hrs?\b|minutes?\b|mins?\b|tagen?\b|wochen?\b|stunden\b|jours?\b"
    r"|d[íi]as?\b|giorni\b|dias\b|天|日|時間|小时|年"
)
# Before "#1042" these say what it is instead.
NOT_ORDERS = re.compile(
    r"(?:ticket|case|vorgang|apt|apartment|appt|unit|suite|room|floor|gate|building|item|article|artikel|art"
    r"|sku|model|modell?|product|produkt|produit"
    r"|rma|return|retour|issue|episode|p\.?o\.? ?box|phone|tel|invoice|rechnung|facture|factura|fattura|fatura"
    r"|customer|kunden?|client|cliente|member"
    r"|account|tracking|parcel|shipment|size|colou?r|farbe|channel|chapter|page|step|option|question|version|工单"
    r"|发票|門牌)"
    r"[ -]{0,2}(?:numbers?|nummer|no|nr|id)?[\W_]{0,3}$",
    re.IGNORECASE,
)
# Words of nine capitals behind "order" that are no reference of PrestaShop's.
NO_REFERENCES = frozenset(str.split(
    "DELIVERED CANCELLED COMPLETED CONFIRMED IMPORTANT EMERGENCY COMPLAINT ATTENTION DISPATCHED TELEPHONE YESTERDAY "
    "SOMETHING "
    "REFERENCE CONFIRMEE EXPEDIEES DISAPPEAR CANCELING RETURNING"
))  # fmt: skip
