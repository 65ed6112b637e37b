"""Scores and thanks in eight languages: what is read, and what a person must read."""

import pytest

from triage.labels import LANGUAGES
from triage.policy import scores
from triage.policy.reply_words import phrases
from triage.policy.scores import is_thanks, score_of, score_subject

TOKEN = "T-7DX76CDHTK"

SCORES = [
    # figures, in any language
    ("5", "und", 5), ("5.", "en", 5), (" 4 \n", "fr", 4), ("4/5", "de", 4), ("3 / 5", "es", 3), ("４", "ja", 4),
    ("五", "zh", 5), ("⭐⭐⭐⭐", "und", 4), ("⭐️⭐️⭐️⭐️⭐️", "en", 5), ("★★★☆☆", "ja", 3),
    ("Hi Anna, 5!", "en", 5),
    ("5 👍", "en", 5), ("5*", "en", 5),
    # English
    ("four", "en", 4), ("5 stars", "en", 5), ("4 out of 5 stars", "en", 4), ("My rating: 2", "en", 2),
    ("I'm very satisfied with your service, thank you!", "en", 5), ("Satisfied", "en", 4), ("so-so", "en", 3),
    ("Not satisfied", "en", 2), ("not at all", "en", 1), ("5 - excellent service, thanks a lot", "en", 5),
    ("Great, 4", "en", 4),
    # German
    ("4 von 5", "de", 4), ("fünf von fünf Sternen", "de", 5), ("Sehr zufrieden, vielen Dank!", "de", 5),
    ("Ich bin zufrieden.", "de", 4), ("geht so", "de", 3), ("unzufrieden", "de", 2),
    ("Überhaupt nicht zufrieden", "de", 1),
    ("Hallo Frau Müller,\n\n5\n\nViele Grüße\nJan Becker", "de", 5),
    # French
    ("Note : 4", "fr", 4), ("4 sur 5", "fr", 4), ("parfait", "fr", 5), ("Très satisfaite, merci beaucoup", "fr", 5),
    ("plutôt satisfait", "fr", 4), ("bof", "fr", 3), ("Pas satisfait", "fr", 2), ("pas du tout satisfait", "fr", 1),
    # Spanish
    ("Puntuación: 5", "es", 5), ("cuatro de cinco", "es", 4), ("Muy satisfecha", "es", 5), ("regular", "es", 3),
    ("No estoy satisfecho", "es", 2), ("pésimo servicio", "es", 1),
    # Italian
    ("Voto: 4", "it", 4), ("5 stelle", "it", 5), ("Molto soddisfatto, grazie mille", "it", 5), ("così così", "it", 3),
    ("non sono soddisfatta", "it", 2), ("per niente soddisfatto", "it", 1),
    # Portuguese
    ("Nota 4", "pt", 4), ("Muito satisfeita, obrigada!", "pt", 5), ("mais ou menos", "pt", 3),
    ("não estou satisfeito", "pt", 2), ("péssimo", "pt", 1),
    # Chinese
    ("5分", "zh", 5), ("四星", "zh", 4), ("非常满意", "zh", 5), ("非常滿意，謝謝", "zh", 5), ("满意", "zh", 4),
    ("一般", "zh", 3),
    ("不太满意", "zh", 2), ("非常不满意", "zh", 1), ("我给你们打5分", "zh", 5), ("满分", "zh", 5),
    # Japanese
    ("5点", "ja", 5), ("星5つ", "ja", 5), ("大変満足", "ja", 5),
    ("大変満足しています。ありがとうございました。", "ja", 5),
    ("満足です", "ja", 4), ("普通", "ja", 3), ("やや不満", "ja", 2), ("全く満足していません", "ja", 1),
    # the other scale
    ("10/10", "en", 5), ("8/10", "en", 4), ("5 / 10", "fr", 3), ("3 out of 10", "en", 2), ("0/10", "de", 1),
    ("9 von 10 Punkten", "de", 5),
    # the question, answered in words
    ("Yes, everything is fine.", "en", 4), ("Yes, it's solved now, thanks!", "en", 4), ("very much so", "en", 5),
    ("Completely.", "en", 5), ("Ja, alles in Ordnung. Viele Grüße Anna Müller", "de", 4), ("Voll und ganz", "de", 5),
    ("Oui, tout est réglé, merci", "fr", 4), ("Tout à fait", "fr", 5), ("Sí, todo resuelto", "es", 4),
    ("Muy satisfactoria", "es", 5), ("nada satisfactoria", "es", 1), ("Sì, tutto a posto", "it", 4),
    ("del tutto", "it", 5), ("Sim, tudo certo", "pt", 4), ("muito satisfatória", "pt", 5), ("是的，没问题了", "zh", 4),
    ("はい、問題ありません。", "ja", 4), ("はい、解決しました。", "ja", 4),
    # in another language than was thought
    ("sehr zufrieden", "en", 5), ("非常满意", "und", 5),
]  # fmt: skip

NO_SCORES = [
    ("", "en"), ("4 parcels are missing", "en"), ("I ordered 5 cups", "en"), ("not 5 stars", "en"), ("5 Tage", "de"),
    ("5.12.", "de"), ("5.12.2026", "de"), ("12/5", "en"), ("4.5", "en"), ("4,5", "de"), ("11/10", "en"),
    ("-3/10", "en"),
    ("Everything is broken", "en"), ("nothing is fine", "en"), ("Everything is fine, but where is it", "en"),
    ("nichts ist gut", "de"), ("tout n'est pas réglé", "fr"), ("no todo está bien", "es"),
    ("non è tutto a posto", "it"),
    ("não está tudo certo", "pt"), ("问题没有解决", "zh"), ("解決していません", "ja"), ("問題があります", "ja"),
    ("ありません", "ja"),
    ("6", "en"), ("0", "en"), ("-5", "en"), ("05", "en"), ("#5", "en"), ("5%", "en"), ("5?", "en"), ("5 €", "de"),
    ("No. 5", "en"), ("Order 5", "en"), ("NW-20417", "en"), ("5 or 4", "en"), ("4-5", "en"),
    ("1 = not at all, 5 = very", "en"),
    ("1 (sehr gut)", "de"), ("Note: 1", "de"), ("5, aber wo ist mein Geld?", "de"),
    ("Very satisfied. Where is my refund", "en"),
    ("5 stars if you refund me", "en"), ("I would have given 5 stars", "en"), ("five days late", "en"),
    ("5 jours de retard", "fr"), ("il manque 2 articles", "fr"), ("faltan 3 piezas", "es"), ("mancano 2 pezzi", "it"),
    ("faltam 4 peças", "pt"), ("少了5个", "zh"), ("5天了还没到", "zh"), ("5個足りません", "ja"),
    ("5日待っています", "ja"),
    ("不是5分", "zh"), ("☆☆☆☆☆", "ja"), ("⭐", "en"), ("⭐⭐⭐⭐⭐⭐", "en"), ("5 :(", "en"), ("5 👎", "en"),
    ("Yes", "en"),
    ("Not very satisfied, very satisfied", "en"), ("5\n\nBut my second parcel is still missing.", "en"),
    ("5\ncups are missing", "en"), ("very " * 200, "en"),
]  # fmt: skip

THANKS = [
    ("Thanks!", "en"), ("Thank you very much for your quick reply.", "en"), ("Great, thank you so much!", "en"),
    ("Perfect, many thanks Anna", "en"), ("Hi Anna,\n\nthanks a lot for your help!\n\nBest regards\nTom Baker", "en"),
    ("ok thx 👍", "en"), ("👍", "und"), ("Thank you, it has arrived safely. Have a nice weekend!", "en"),
    ("Vielen Dank für die schnelle Hilfe!", "de"), ("Alles klar, danke schön.\nMfG\nJ. Becker", "de"),
    ("Super, danke! Das Paket ist angekommen.", "de"), ("Merci beaucoup pour votre réponse rapide.", "fr"),
    ("Bonjour,\nje vous remercie pour votre aide. Bonne journée", "fr"), ("¡Muchas gracias por su ayuda!", "es"),
    ("Gracias por todo, un saludo", "es"), ("Grazie mille per la risposta", "it"),
    ("Perfetto, grazie! Cordiali saluti", "it"),
    ("Muito obrigada pela ajuda", "pt"), ("Obrigado! Tenha um ótimo dia", "pt"), ("谢谢", "zh"),
    ("好的，谢谢您的帮助！", "zh"),
    ("收到了，非常感謝", "zh"), ("ありがとうございました。", "ja"), ("迅速なご対応ありがとうございます。", "ja"),
    ("承知しました。ご連絡いただきありがとうございました", "ja"), ("Danke!", "en"),
    ("Danke!\nLG Anna", "de"), ("Vielen Dank, hat geklappt", "de"), ("Thanks, that worked! Best regards Tom", "en"),
    ("Merci, ça marche", "fr"), ("Gracias, ya funciona", "es"), ("Grazie, ora funziona", "it"),
    ("Obrigada, deu certo", "pt"),
    ("谢谢，搞定了", "zh"), ("ありがとうございます。うまくいきました", "ja"),
]  # fmt: skip

MORE_THAN_THANKS = [
    ("Thanks, but where is it?", "en"), ("Thanks. When will it arrive", "en"), ("Thanks for nothing", "en"),
    ("Thank you. Please also cancel the other one.", "en"), ("No thanks", "en"), ("Thanks :(", "en"),
    ("Thanks 👎", "en"),
    ("Thanks\nRefund", "en"), ("Thank you, I have not got it", "en"), ("Thanks in advance for the refund", "en"),
    ("5, thanks", "en"), ("Not satisfied, thanks", "en"), ("", "en"), ("ok", "en"), ("Thanks, 2 are missing", "en"),
    ("thanks where is it", "en"), ("Thank you https://evil.example", "en"), ("Thanks\n\nIt broke Again", "en"),
    ("Danke, aber das Paket fehlt noch", "de"), ("Danke. Wann kommt es?", "de"), ("Danke Rechnung", "de"),
    ("Danke Quittung", "de"),
    ("Danke. LG Rechnung", "de"), ("Danke, hat nicht geklappt", "de"), ("Thanks, that worked badly", "en"),
    ("Thanks. Regards and where is it", "en"), ("Merci, ça ne marche pas", "fr"),
    ("Vielen Dank im Voraus für die Erstattung", "de"), ("Merci, mais je n'ai rien reçu", "fr"),
    ("Merci de me rembourser", "fr"),
    ("Merci. Et mon remboursement", "fr"), ("Gracias, pero sigue sin llegar", "es"),
    ("Gracias. ¿Cuándo llega?", "es"),
    ("Grazie, ma non è arrivato", "it"), ("Obrigado, mas ainda não chegou", "pt"), ("谢谢，什么时候发货", "zh"),
    ("还没收到，谢谢", "zh"), ("谢谢，请退款", "zh"), ("ありがとうございます。まだ届きません", "ja"),
    ("ありがとうございます。いつ届きますか", "ja"), ("Thanks " * 200, "en"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "score"), SCORES)
def test_a_score_is_read(text: str, language: str, score: int) -> None:
    assert score_of(text, "Re: is it solved?", language, TOKEN) == score


@pytest.mark.parametrize(("text", "language"), NO_SCORES)
def test_in_doubt_there_is_no_score(text: str, language: str) -> None:
    assert score_of(text, "Re: order 5", language, TOKEN) is None


@pytest.mark.parametrize(("text", "language"), THANKS)
def test_thanks_are_thanks(text: str, language: str) -> None:
    assert is_thanks(text, language)
    assert score_of(text, "", language, None) in {None, 4, 5}


@pytest.mark.parametrize(("text", "language"), MORE_THAN_THANKS)
def test_whatever_says_more_is_for_a_person(text: str, language: str) -> None:
    assert not is_thanks(text, language)


@pytest.mark.parametrize("score", [1, 2, 3, 4, 5])
def test_a_click_is_read_from_the_subject(score: int) -> None:
    subject = score_subject(score, TOKEN)
    assert score_of("", subject, "und", TOKEN) == score
    assert score_of("  \n", f"Re: {subject}", "und", TOKEN) == score
    assert score_of("Thank you!", f"AW: {subject.lower()}", "en", TOKEN) == score


@pytest.mark.parametrize(
    ("subject", "token"),
    [
        (score_subject(5, TOKEN), None),
        (score_subject(5, TOKEN), "T-AAAAAAAAAA"),
        (f"Score 6 [{TOKEN}]", TOKEN),
        (f"Score 5 [{TOKEN}] and a question", TOKEN),
        ("Score 5", TOKEN),
        (f"My score 5 [{TOKEN}]", TOKEN),
    ],
)
def test_a_subject_that_is_no_click_says_nothing(subject: str, token: str | None) -> None:
    assert score_of("", subject, "und", token) is None


@pytest.mark.parametrize(
    ("text", "score"),
    [("5", 5), ("excellent service", 5), ("2", None), ("terrible", None), ("Where is my refund?", None)],
)
def test_words_under_a_click_must_agree_with_it(text: str, score: int | None) -> None:
    assert score_of(text, score_subject(5, TOKEN), "en", TOKEN) == score


REMARKS = [
    ("5\n\nThe new lamp looks lovely in the kitchen.", "", 5),
    ("2\n\nI waited three weeks for an answer.", "", 2),
    ("Hi,\n\n5\n\nwe love it", "", None),  # the figure is not on the first line
    ("5\ncups are missing", "", None),
    ("1\n\nEverything was excellent service, perfect!", "", None),  # one is best in German schools
    ("5\n\nTerrible service, I am very dissatisfied.", "", None),
    ("I ordered 5 cups\n\nwhere are they", "", None),
    ("The lamp works now, my daughter is glad.", score_subject(4, TOKEN), 4),
    ("Terrible, nothing works.", score_subject(5, TOKEN), None),
]


@pytest.mark.parametrize(("text", "subject", "score"), REMARKS)
def test_with_remarks_a_score_counts_beside_other_words(text: str, subject: str, score: int | None) -> None:
    assert score_of(text, subject, "en", TOKEN, remarks=True) == score
    assert score_of(text, subject, "en", TOKEN) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_can_be_said(language: str) -> None:
    """A phrase that the reader of mails would cut in another way is never found."""
    for words in phrases(language, labels=True).says:
        assert tuple(token.text for token in scores._tokens(" ".join(words))) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_answers(language: str) -> None:
    said = set(phrases(language, labels=True).says.values())
    assert {1, 2, 3, 4, 5} <= {one for one in said if isinstance(one, int)}
    assert {one.value for one in said if isinstance(one, scores.Number)} == {1, 2, 3, 4, 5}
    assert set(scores.Said) <= said
