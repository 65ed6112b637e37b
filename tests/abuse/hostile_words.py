"""Names, subjects, addresses and sign-up mails that want more than an answer."""

# ruff: noqa: E501  a row of a table reads best on one line

from __future__ import annotations

_SITE = "evil.example"

NAMES = (
    # links and things that mail programs make links of
    f"Click https://{_SITE}/win", f"http://{_SITE}", f"www.{_SITE}", "bit.ly/3xYz", f"Anna at {_SITE}", "Anna.com", "win.de",
    "Anna evil.co.uk", "x.tk", f"ftp://{_SITE}", "javascript:alert(1)", "mailto:eve@elsewhere.example", "tel:+49900123456",
    f"//{_SITE}", f"hxxp://{_SITE}", f"{_SITE}/anna", "Anna 。com", "anna．com", "Anna\u2024com", "anna[.]com",
    # addresses and numbers
    "eve@elsewhere.example", "Call 0900 123456", "+1 900 555 0199", "Call me 0900", "PIN 4711", "Anna123", "12345", "Ⅳ Anna1",
    "Anna ①②③", "IBAN DE89370400440532013000", "4111 1111 1111 1111", "Agent 007", "Code SAVE50", "50% off", "Win €500",
    # sentences
    "You have won a prize", "Your account is suspended", "Please pay the invoice now", "We owe you a refund of everything",
    "Ihre Bestellung wurde storniert bitte zahlen", "Vous avez gagné un cadeau", "Su cuenta está bloqueada hoy",
    "您的账户已被冻结请点击链接", "点击这里领取您的奖品", "当選おめでとうございますこちらをクリック", "請立即匯款到以下帳戶",
    "This shop is a fraud and steals", "You are scammers", "We are very sorry you idiot",
    # markup
    "<b>Anna</b>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "Anna<br>Bob", "&lt;b&gt;", "&#x3c;script&#x3e;",
    "<a href='https://evil.example'>Anna</a>", "[Anna](https://evil.example)", "**Anna**", "`Anna`", "![x](https://evil.example)",
    "Anna\"><svg onload=alert(1)>", "' OR 1=1 --", "\"; DROP TABLE mail; --", "%00", "%0d%0aBcc: x", "\\r\\nBcc: x",
    # template languages
    "{{7*7}}", "{% raw %}", "${7*7}", "#{7*7}", "<%= 7 %>", "{{ shop }}", "{{name}}", "{0}", "%s%s%s%n", "$(id)", "`id`", "{{''.__class__}}",
    # steering letters
    "Anna\u202egpj.exe", "\u2066Anna\u2069", "An\u200bna", "An\u00adna", "\ufeffAnna", "A\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307nna",
    "Anna\u2028Bob", "Anna\u2029Bob", "Anna\x85Bob", "Anna\x00", "Anna\x1b[31m", "Anna\x07", "Anna\x7f", "\ue000Anna", "Anna\ufffc",
    "A\U000e0041nna", "Anna\U000e0001", "\u202dAnna\u202c", "Anna\u061c",
    # mixed scripts
    "\u0410nna", "Ann\u0430", "Anna\u03bf", "P\u0430yPal", "\u13a0nna", "Annа Шмидт X", "Anna山田", "Аnna", "ΑΝΝA", "Ɑnna\u0430",
    # pictures and signs
    "Anna 💰", "🎁 You won", "🔗evil", "1️⃣2️⃣3️⃣", "🅰🅽🅽🅰", "Anna™®", "★Anna★", "~Anna~", "Anna!!!", "?Anna?", "#Anna", "@anna", "_anna_",
    "/anna", "\\anna", "|anna|", "=anna", "+anna", "(Anna)", "[Anna]", "{Anna}", "Anna;", "Anna:", "Anna, Bob and Eve", "Anna & Bob",
    # formulas of spreadsheets
    "=HYPERLINK(\"https://evil.example\")", "=cmd|'/c calc'!A0", "@SUM(1+1)", "-2+3", "+49 30 1",
    # long ones
    "A" * 41, "A" * 400, "Anna " * 60, "ÄÖÜ" * 100, "あ" * 30, "王" * 20, "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff Senior",
    # people nobody is
    "Support", "Customer Service", "Team", "admin", "info", "PayPal Support", "Amazon Customer Service GmbH & Co. KG", "no-reply", "www",
    "order", "Order Status", "shop", "Kunde", "client", "me",
    # nothing at all
    " ", ".", "-", "'", "’", "...", "A", "A.", "\u00a0", "\u3000", "\u00b7", "、", "。", "\u0640\u0640",
    "Mr. J. Smith.com", "Dr.House", "Anna.Maria", "a.b", "J.R", "x'y.z",
)  # fmt: skip

SUBJECTS = (
    "Your refund is approved: https://evil.example", "www.evil.example", "=?x?q?=0A?=", "Bcc: x@evil.example", "{{7*7}}", "<script>",
    "Order \u202e71402-WN", "Re: Re: Re: \x00", "a" * 5000, "=?utf-8?b?DQpCY2M6IHg=?=", "=?utf-7?q?+ADw-script+AD4-?=", "[T-AAAAAAAAAA]",
    "[T-AAAAAAAAAA] [T-BBBBBBBBBB] [T-CCCCCCCCCC]", "\u2028\u2029\x85", "pay eve@elsewhere.example now", "Call 0900 123456", "🎁 evil.com",
    "Order number CALL-0900-123456", "Order EVIL.EXAMPLE/1", "order no. WWW-EVIL-1", "Bestellung HTTP-1", "Order XX-0900123456789",
)  # fmt: skip

ADDRESSES = (
    "a@b.example\r\nRCPT TO:<v@c.example>", "a@b.example\nBcc: x@y.example", "a@b.example\r", "a@b.example\x00", "a b@c.example",
    "a@b c.example", "a@@b.example", "a@b@c.example", "@b.example", "a@", "a", "", "a@b", "a@.b.example", "a@b..example", "a..b@c.example",
    '"a b"@c.example', '"a@b"@c.example', "a@[127.0.0.1]", "a@[IPv6:::1]", "ä@b.example", "a@bücher.example", "a@b.example>", "<a@b.example",
    "a@b.example,c@d.example", "a@b.example;c@d.example", "a@b.example (x)", "a(x)@b.example", "a\\@b.example", "a@b.example\u2028",
    "a\u200b@b.example", "a@b\u3002example", "a@b．example", "\u0430@b.example", "a@b.exa mple", "a\t@b.example", "a@b.example ", " a@b.example",
    "x" * 65 + "@b.example", "a@" + "b" * 250 + ".example", "a@b_c.example", "a@b.example\x85", "a@b.example\x0b", "a@b.example\x0c",
    "a@b.example?subject=x", "a@b.example&bcc=x", "a:b@c.example", "a,b@c.example", "a;b@c.example", "a<b@c.example", "a>b@c.example",
    "a[b@c.example", "a]b@c.example", "|cat@b.example,", "a@b.example%0d%0a", "a@b.example\\r\\n", "mailto:a@b.example", "smtp:a@b.example",
)  # fmt: skip

SIGN_UPS = (
    ("feedback@slack.com", "Your Slack confirmation code: 482-119", "Your confirmation code is 482-119. Enter it in your open window."),
    ("invites@slack.com", "Bob has invited you to join a Slack workspace", "Bob has invited you to work with them in Slack. Join now."),
    ("account@atlassian.com", "Verify your email", "Verify your email address to finish signing up for Atlassian."),
    ("jira@acme.atlassian.net", "You are invited to Jira", "Bob invited you to join them on Jira."),
    ("security@github.com", "[GitHub] Your launch code", "Here's your GitHub launch code. Enter the verification code 55418231."),
    ("hello@notion.so", "Your temporary Notion login code", "Copy and paste this temporary login code: 771204"),
    ("team@trello.com", "Bob invited you to a board", "Bob has invited you to join the board Launch. Go to board."),
    ("hi@figma.com", "Confirm your email", "Please confirm your email address to start using Figma."),
    ("registration@facebookmail.com", "81234 is your Facebook confirmation code", "Here is your confirmation code: 81234."),
    ("security@mail.instagram.com", "112233 is your Instagram code", "Someone tried to sign up for an account with this email. Code: 112233"),
    ("verify@x.com", "Your X confirmation code is 9sk2", "Please enter this verification code to get started on X: 9sk2"),
    ("accounts@google.com", "Google verification code", "Your Google verification code is 664301. Don't share it with anyone."),
    ("account@microsoft.com", "Microsoft account security code", "Please use the following security code for the account: 7331245"),
    ("appleid@id.apple.com", "Verify your Apple ID email address", "To verify your email address, enter the code 554412 on the page."),
    ("service@paypal.de", "Ihr Sicherheitscode", "Ihr Bestätigungscode lautet 129944. Geben Sie ihn niemals weiter."),
    ("konto@ebay.de", "E-Mail-Adresse bestätigen", "Bitte bestätigen Sie Ihre E-Mail-Adresse, um Ihr Konto zu aktivieren."),
    ("info@xing.com", "Willkommen bei XING", "Bitte bestätige deine E-Mail-Adresse mit einem Klick auf den Link."),
    ("compte@leboncoin.fr", "Votre code de vérification", "Votre code de vérification est le 884512. Il expire dans dix minutes."),
    ("contact@doctolib.fr", "Confirmez votre adresse", "Confirmez votre adresse e-mail pour terminer votre inscription."),
    ("cuenta@wallapop.es", "Código de verificación", "Tu código de verificación es 551200. No lo compartas con nadie."),
    ("cuentas@mercadolibre.com", "Confirma tu correo", "Confirma tu correo electrónico para activar tu cuenta."),
    ("account@subito.it", "Codice di verifica", "Il tuo codice di verifica è 330219. Scade tra 15 minuti."),
    ("conta@olx.pt", "Código de verificação", "O seu código de verificação é 771230. Não o partilhe com ninguém."),
    ("service@aliyun.com", "邮箱验证", "您的验证码是 448120，五分钟内有效，请勿告诉他人。"),
    ("weixin@qq.com", "验证码", "你的验证码为 990311，用于注册微信公众平台账号。"),
    ("account@pchome.com.tw", "電子郵件驗證", "您的驗證碼是 221144，請於十分鐘內輸入。"),
    ("account@line.me", "認証番号", "認証コードは 733120 です。他の人に教えないでください。"),
    ("member@rakuten.co.jp", "本人確認", "ワンタイムパスワードは 448190 です。画面に入力してください。"),
    ("noreply@zoom.us", "Activate your account", "Thank you for signing up for Zoom. Activate your account with this link."),
    ("members@shop-forum.example", "Please confirm your subscription", "Click the link to confirm your subscription to our list."),
)  # fmt: skip
