"""What contact forms call their fields, by role: shop systems and form plug-ins of many languages. Case-folded."""

from __future__ import annotations

NAME = frozenset((
    "name", "your name", "full name", "customer name", "contact name", "first name", "sender", "sender name", "nom",
    "votre nom", "nom complet", "nom et prénom", "prénom", "vorname", "ihr name", "name des kunden",
    "vor- und nachname", "nombre", "su nombre", "tu nombre", "nombre completo", "nombre y apellidos", "nome",
    "il tuo nome", "nome e cognome", "nome completo", "seu nome", "o seu nome", "naam", "uw naam", "imię",
    "imię i nazwisko", "namn", "navn", "nimi", "имя", "ваше имя", "ad soyad", "adınız", "jméno", "姓名", "您的姓名",
    "名字", "称呼", "稱呼", "お名前", "氏名", "名前", "이름", "성함",
))  # fmt: skip
EMAIL = frozenset((
    "email", "e-mail", "mail", "email address", "e-mail address", "your email", "your e-mail", "your email address",
    "customer email", "contact email", "sender email", "reply-to", "reply to", "e-mail-adresse", "emailadresse",
    "e-mail adresse", "ihre e-mail", "ihre e-mail-adresse", "ihre email", "mailadresse", "adresse e-mail",
    "adresse email", "votre e-mail", "votre email", "votre adresse e-mail", "adresse mail", "courriel", "correo",
    "correo electrónico", "correo electronico", "su correo", "tu correo", "su correo electrónico",
    "dirección de correo", "tu correo electrónico", "indirizzo e-mail", "indirizzo email", "la tua email",
    "la tua e-mail", "posta elettronica", "endereço de e-mail", "endereço de email", "seu e-mail", "seu email",
    "o seu email", "correio eletrónico", "e-mailadres", "uw e-mail", "adres e-mail", "e-post", "epost",
    "e-postadress", "sähköposti", "электронная почта", "e-posta", "邮箱", "电子邮箱", "电子邮件", "您的邮箱",
    "邮箱地址", "郵箱", "電子郵件", "電子郵箱", "信箱", "メールアドレス", "メール", "eメール", "이메일",
    "이메일 주소",
))  # fmt: skip
MESSAGE = frozenset((
    "comment or message", "comments or questions", "body", "consulta", "richiesta", "vraag", "dúvida", "内容", "內容",
    "질문",
    "message", "your message", "message body", "comment", "comments", "your question", "nachricht",
    "ihre nachricht", "kommentar", "mitteilung", "ihre anfrage", "ihr anliegen", "votre message", "commentaire",
    "votre demande", "mensaje", "su mensaje", "tu mensaje", "comentario", "messaggio", "il tuo messaggio",
    "commento", "mensagem", "sua mensagem", "a sua mensagem", "comentário", "bericht", "uw bericht", "wiadomość",
    "treść wiadomości", "meddelande", "melding", "besked", "viesti", "сообщение", "mesaj", "mesajınız", "zpráva",
    "留言", "留言内容", "您的留言", "问题描述", "訊息", "留言內容", "お問い合わせ内容", "お問合せ内容",
    "メッセージ", "本文", "문의 내용", "메시지",
))  # fmt: skip
# Lines that a form adds below the message.
FOOTERS = (
    "this e-mail was sent from a contact form", "this email was sent from a contact form", "this mail is sent via",
    "this message was sent from the contact form", "sent from (ip address)", "does this submission look like spam",
    "you can edit this form", "diese e-mail wurde von einem kontaktformular", "cet e-mail a été envoyé via",
    "cet e-mail a été envoyé depuis", "este correo electrónico ha sido enviado desde",
    "este mensaje se ha enviado desde", "questa e-mail è stata inviata", "este e-mail foi enviado",
    "reply to this email to respond", "このメールは", "此邮件来自",
)  # fmt: skip
