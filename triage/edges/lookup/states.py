"""Words of shops and carriers for the state of a parcel that mean one thing only; others are in [orders] states.

Left out on purpose: "completed", "closed", "pending", "on hold", "exception", "ausgeliefert" and the like, which mean
one thing in one shop and another in the next.
"""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: Mapping[str, tuple[str, ...]] = {
    "not_shipped": (
        "processing", "unfulfilled", "awaiting fulfillment", "awaiting fulfilment", "awaiting shipment",
        "ready to ship", "not yet shipped", "packed", "in bearbeitung", "nicht versandt", "noch nicht versandt",
        "versandbereit", "en préparation", "en cours de préparation", "non expédié", "non expédiée", "en preparación",
        "no enviado", "in preparazione", "non spedito", "em preparação", "não enviado", "未发货", "待发货", "未発送",
        "発送準備中", "出荷準備中",
    ),
    "label_only": (
        "label created", "label printed", "pre transit", "info received", "information received",
        "shipment information received", "angekündigt", "elektronisch angekündigt", "étiquette créée",
        "etiqueta creada", "etichetta creata", "etiqueta criada",
    ),
    "moving": (
        "shipped", "dispatched", "despatched", "fulfilled", "in transit", "on the way", "on its way", "en route",
        "versandt", "versendet", "verschickt", "unterwegs", "auf dem weg", "im transit", "expédié", "expédiée",
        "envoyé", "envoyée", "en transit", "en cours d'acheminement", "enviado", "en tránsito", "en camino", "spedito",
        "in transito", "em trânsito", "a caminho", "已发货", "运输中", "発送済み", "発送済", "出荷済み", "輸送中",
    ),
    "out_for_delivery": (
        "in zustellung", "wird zugestellt", "en cours de livraison", "en reparto", "in consegna", "saiu para entrega",
        "派送中", "派件中", "配達中",
    ),
    "delivered": (
        "zugestellt", "geliefert", "livré", "livrée", "entregado", "consegnato", "entregue", "已签收", "配達完了",
        "配達済み", "お届け済み",
    ),
    "customs": (
        "in customs", "customs clearance", "held at customs", "held in customs", "beim zoll", "im zoll", "en douane",
        "en aduana", "in dogana", "na alfândega", "清关中", "通関中",
    ),
    "returned": (
        "return to sender", "returned to sender", "zurück an absender", "retour à l'expéditeur",
        "devuelto al remitente",
    ),
    "lost": ("lost in transit", "verloren", "perdu", "perdido", "smarrito", "extraviado", "丢失", "紛失"),
}  # fmt: skip
COMMON: Mapping[str, str] = {word: state for state, words in _WORDS.items() for word in words}
