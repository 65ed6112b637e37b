"""The domains under which carriers, marketplaces, networks and banks write: registrable ones, exactly, by table.

A name inside another domain says nothing: "post", "bank" and "pochta" are words that anybody may register. A row is a
name and the suffixes under which it is the brand's; the sub-domains belong to it.
"""

from __future__ import annotations

# Names under ".example" stand for the brand in sample mails (RFC 2606: nobody can register them).
_SAMPLES = frozenset({"amazon", "dhl", "fedex", "google", "inpost", "paypal", "sf-express"})


def _domains(rows: tuple[str, ...]) -> frozenset[str]:
    """Each row's name under each of its suffixes."""
    pairs = ((row.split()[0], suffix) for row in rows for suffix in row.split()[1:])
    samples = (f"{row.split()[0]}.example" for row in rows if row.split()[0] in _SAMPLES)
    return frozenset(f"{name}.{suffix}" for name, suffix in pairs) | frozenset(samples)


def is_of(host: str, brands: frozenset[str]) -> bool:
    """Whether the host is a brand's domain or below it.

    >>> is_of("mail.dhl.de", CARRIERS), is_of("dhl.de.shop.example", CARRIERS), is_of("pochta.example", CARRIERS)
    (True, False, False)
    """
    labels = host.lower().split(".")
    return any(".".join(labels[place:]) in brands for place in range(max(0, len(labels) - 5), len(labels) - 1))


CARRIERS = _domains((
    "dhl com de fr it es nl pl at be cz co.uk", "dhlparcel nl be com es pl co.uk", "dhlecommerce com nl co.uk",
    "dhl-news com", "packstation de", "deutschepost de", "ups com", "fedex com", "usps com gov", "royalmail com",
    "parcelforce com co.uk", "colissimo fr", "laposte fr", "chronopost fr", "colisprive com fr",
    "mondialrelay com fr be", "relaiscolis com", "gls-group com eu", "gls-germany com", "gls-pakete de",
    "gls-italy com", "gls-spain com es", "gls-france com", "gls-netherlands com", "gls-poland com",
    "dpd com de fr nl pl at be ch cz sk hu ie co.uk ru", "dpdgroup com", "dpdlocal co.uk", "geopost com",
    "hermesworld com", "myhermes de co.uk", "hermes-europe co.uk", "hermesgermany com", "evri com", "yodel co.uk",
    "postnl nl be com", "bpost be", "correos es com", "correosexpress com", "seur com", "mrw es", "nacex es com",
    "ctt pt", "cttexpress com", "poste it", "posteitaliane it", "brt it", "bartolini it", "sda it", "swisspost ch com",
    "post ch at lu", "postnord com se dk no fi", "bring com no se", "posti fi com", "matkahuolto fi",
    "inpost pl it co.uk fr", "poczta-polska pl", "pocztex pl", "packeta com cz", "zasilkovna cz", "ceskaposta cz",
    "cpost cz", "posta sk hu", "fancourier ro", "sameday ro", "cargus ro", "econt com", "speedy bg", "elta gr",
    "acscourier net gr", "ptt gov.tr", "yurticikargo com", "araskargo com.tr", "mngkargo com.tr", "cdek ru",
    "pochta ru", "russianpost ru", "boxberry ru", "novaposhta ua com.ua", "novapost com", "ukrposhta ua com.ua",
    "kuronekoyamato co.jp", "yamato-transport co.jp", "sagawa-exp co.jp", "japanpost jp", "sf-express com cn hk",
    "sf-international com", "chinapost com.cn", "ems com.cn", "cainiao com", "yunexpress com cn", "4px com",
    "yanwen com", "jtexpress com cn my", "zto com", "yto net.cn", "yundaex com", "jdl com cn", "cjlogistics com",
    "lotteglogis com", "epost kr go.kr", "hanjin com co.kr", "auspost com.au", "canadapost ca",
    "canadapost-postescanada ca", "purolator com", "ontrac com", "lasership com", "aramex com", "tnt com it fr",
    "intelcom ca", "dragonflyshipping com.au", "sendle com", "nzpost co.nz", "singpost com", "ninjavan co",
    "pos com.my", "thailandpost co.th", "bluedart com", "delhivery com", "indiapost gov.in", "17track net",
    "parcelmonitor com", "aftership com", "goshippo com", "sendcloud com sc", "shipstation com",
))  # fmt: skip
PLATFORMS = _domains((
    "amazon com de fr it es nl pl se ie at ca cn in ae sa eg com.au com.be com.br com.mx com.tr co.uk co.jp sg",
    "amazonses com", "ebay com de fr it es nl pl ie at ch ca com.au com.hk co.uk", "etsy com", "aliexpress com ru us",
    "alibaba com", "alibaba-inc com", "shopify com", "shopifyemail com", "walmart com ca", "cdiscount com",
    "octopia com", "kaufland de com cz sk pl", "kaufland-marktplatz de", "zalando de com", "otto de market",
    "rakuten co.jp com fr", "mercadolibre com com.ar com.mx com.co cl", "mercadolivre com.br", "mercadopago com",
    "shopee com sg com.my co.id co.th ph vn tw com.br", "lazada com sg com.my co.id co.th com.ph vn", "temu com",
    "temuemail com", "tiktok com", "tiktokshop com", "bol com", "allegro pl com cz", "fnac com", "darty com",
    "manomano fr com de it es co.uk", "wayfair com de co.uk ca", "newegg com ca", "bestbuy com ca",
    "vinted com fr de it es nl pl co.uk", "depop com", "poshmark com", "facebook com", "facebookmail com",
    "instagram com", "linkedin com", "twitter com", "x com", "pinterest com", "reddit com", "redditmail com",
    "quora com", "youtube com", "snapchat com", "tumblr com", "xing com", "vk com", "weibo com", "discord com",
    "discordapp com", "whatsapp com", "telegram org", "nextdoor com", "wordpress com org", "tripadvisor com",
    "trustpilot com", "trustpilotmail com", "yelp com", "google com", "microsoft com", "microsoftonline com",
    "sharepointonline com", "apple com", "adobe com", "dropbox com", "dropboxmail com", "docusign com net",
    "slack com", "slack-mail com", "atlassian com net", "trello com", "asana com", "notion so", "github com",
    "gitlab com", "bitbucket org", "zendesk com", "freshdesk com", "intercom com io", "hubspot com", "salesforce com",
    "mailchimp com", "klaviyo com", "sendgrid com net", "canva com", "figma com", "godaddy com", "namecheap com",
    "cloudflare com", "wix com", "squarespace com", "woocommerce com", "bigcommerce com", "prestashop com",
    "uptimerobot com", "pingdom com", "statuspage io", "pagerduty com", "datadoghq com", "newrelic com", "sentry io",
    "netflix com", "spotify com", "airbnb com", "uber com", "calendly com", "eventbrite com", "surveymonkey com",
    "typeform com", "groupon com", "jd com", "taobao com", "tmall com", "1688 com", "yahoo-inc com",
))  # fmt: skip
PAYERS = _domains((
    "paypal com de fr it es co.uk", "volksbank de", "stripe com", "klarna com se de", "alipay com", "adyen com",
    "mollie com", "worldpay com", "payoneer com", "wise com", "transferwise com", "revolut com", "n26 com",
    "squareup com", "venmo com", "cash app", "skrill com", "afterpay com", "clearpay co.uk", "affirm com", "sumup com",
    "braintreegateway com", "braintreepayments com", "payu com in pl", "pagseguro com.br", "iyzico com", "giropay de",
    "sofort com", "paydirekt de", "airwallex com", "pingpongx com", "lianlianpay com", "worldfirst com",
    "unionpay com", "chase com", "bankofamerica com", "wellsfargo com", "citi com", "barclays co.uk com",
    "hsbc com co.uk", "lloydsbank co.uk com", "natwest com", "santander com co.uk de", "bbva es com",
    "caixabank es com", "bnpparibas com net", "societegenerale fr com", "credit-agricole fr", "deutsche-bank de",
    "db com", "commerzbank de com", "sparkasse de", "dkb de", "ing de nl com", "ing-diba de", "comdirect de",
    "postbank de", "unicredit it eu", "intesasanpaolo com", "rabobank nl com", "abnamro nl com", "nordea com fi se",
    "swedbank se com", "danskebank dk com", "americanexpress com", "aexp com", "mastercard com", "icbc com.cn",
    "cmbchina com", "ccb com", "abchina com", "boc cn", "bankofchina com",
))  # fmt: skip

# In the name shown above a desk's address: the carriers of whose names nobody else makes use.
CARRIER_NAMES = frozenset((
    "dhl", "ups", "fedex", "usps", "dpd", "gls", "evri", "postnl", "colissimo", "chronopost", "correos", "seur",
    "inpost", "packeta", "zásilkovna", "cainiao", "aramex", "yodel", "postnord", "cdek", "сдэк", "deutschepost",
))  # fmt: skip
