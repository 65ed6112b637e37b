"""What customers and agents say beside the corpus: thanks, scores, order numbers, answers with and without a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrases:
    """One language's short words. `{order}` is where a number goes; `promise` names 24 hours."""

    order: str  # a line with the order number
    thanks: tuple[str, ...]
    pleased: str  # a score in words, 5
    angry: str  # a score in words, 1
    answer: str  # an agent's, with nothing to wait for
    promise: str
    question: str
    greeting: str
    away: str  # the subject of an out-of-office mail


PHRASES: Mapping[str, Phrases] = {
    "en": Phrases(
        order="My order number is {order}.",
        thanks=("Thanks!", "Thank you very much for your quick reply."),
        pleased="Very satisfied",
        angry="not at all",
        answer="I have put it right, nothing else is needed from you.",
        promise="I am looking into it with the warehouse. We will get back to you within 24 hours.",
        question="Could you tell me which colour you would like instead?",
        greeting="Kind regards\nEva",
        away="Automatic reply: out of office",
    ),
    "de": Phrases(
        order="Meine Bestellnummer ist {order}.",
        thanks=("Vielen Dank!", "Vielen Dank für die schnelle Hilfe!"),
        pleased="Sehr zufrieden",
        angry="Überhaupt nicht zufrieden",
        answer="Ich habe das in Ordnung gebracht.",
        promise="Ich frage im Lager nach. Wir melden uns innerhalb von 24 Stunden bei Ihnen.",
        question="Welche Farbe hätten Sie gerne stattdessen?",
        greeting="Mit freundlichen Grüßen\nEva",
        away="Abwesenheitsnotiz",
    ),
    "fr": Phrases(
        order="Mon numéro de commande est {order}.",
        thanks=("Merci !", "Merci beaucoup pour votre réponse rapide."),
        pleased="Très satisfaite",
        angry="pas du tout satisfait",
        answer="C'est réglé de notre côté.",
        promise="Je vois cela avec l'entrepôt. Nous revenons vers vous sous 24 heures.",
        question="Quelle couleur souhaitez-vous à la place ?",
        greeting="Cordialement\nEva",
        away="Réponse automatique : absence du bureau",
    ),
    "es": Phrases(
        order="Mi número de pedido es {order}.",
        thanks=("¡Gracias!", "¡Muchas gracias por su ayuda!"),
        pleased="Muy satisfecha",
        angry="pésimo servicio",
        answer="Ya lo hemos corregido.",
        promise="Lo consulto con el almacén. Le responderemos en 24 horas.",
        question="¿Qué color prefiere en su lugar?",
        greeting="Un saludo\nEva",
        away="Respuesta automática: fuera de la oficina",
    ),
    "it": Phrases(
        order="Il mio numero d'ordine è {order}.",
        thanks=("Grazie!", "Grazie mille per la risposta"),
        pleased="Molto soddisfatto",
        angry="per niente soddisfatto",
        answer="Abbiamo sistemato tutto.",
        promise="Verifico con il magazzino. Le risponderemo entro 24 ore.",
        question="Quale colore preferisce al suo posto?",
        greeting="Cordiali saluti\nEva",
        away="Risposta automatica: fuori ufficio",
    ),
    "pt": Phrases(
        order="O número do meu pedido é {order}.",
        thanks=("Obrigada!", "Muito obrigada pela ajuda"),
        pleased="Muito satisfeita",
        angry="péssimo",
        answer="Já corrigimos tudo.",
        promise="Vou verificar com o armazém. Responderemos em até 24 horas.",
        question="Que cor prefere em vez dessa?",
        greeting="Atenciosamente\nEva",
        away="Resposta automática: fora do escritório",
    ),
    "zh": Phrases(
        order="订单号：{order}",
        thanks=("谢谢", "谢谢！"),
        pleased="非常满意",
        angry="非常不满意",
        answer="我们已经为您处理好了。",
        promise="我先和仓库核实，我们会在24小时内回复您。",
        question="请问您想换成哪种颜色？",
        greeting="此致\n小艾",
        away="自动回复：不在办公室",
    ),
    "ja": Phrases(
        order="注文番号は{order}です。",
        thanks=("ありがとうございます。", "ありがとうございました。"),
        pleased="大変満足",
        angry="全く満足していません",
        answer="対応が完了いたしました。",
        promise="倉庫に確認いたします。24時間以内にご連絡いたします。",
        question="どの色をご希望でしょうか。",
        greeting="よろしくお願いいたします。\n恵",
        away="自動返信：不在のお知らせ",
    ),
}
