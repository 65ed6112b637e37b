"""Letters and words that tell one language from its neighbours: tables that grow by a word."""

from __future__ import annotations

# Letters of everyday text that exist in one way of writing only, in pairs: Simplified, Traditional.
_PAIRS = (
    "们們个個这這国國说說时時来來会會对對过過还還没沒为為发發货貨订訂单單钱錢问問题題东東买買卖賣质質量量损損坏壞"
    "换換请請谢謝您您吗嗎给給让讓见見现現样樣开開关關门門头頭长長车車马馬风風飞飛机機电電脑腦话話语語读讀书書写寫"
    "学學习習觉覺识識认認难難应應该該实實际際经經济濟费費贵貴员員产產业業务務总總统統计計划劃处處办辦图圖标標码碼"
    "号號运運输輸进進远遠达達递遞邮郵适適选選错錯误誤银銀铁鐵针針钟鐘线線红紅绿綠组組织織结結终終绝絕级級纸紙细細"
    "维維续續网網罗羅职職联聯声聲听聽带帶师師帮幫当當归歸录錄态態怀懷怎怎恶惡爱愛亲親宝寶专專与與两兩严嚴丝絲丢丟"
    "乐樂义義乌烏乱亂亏虧云雲亚亞仅僅从從仓倉价價众眾优優伤傷传傳体體余餘侧側债債倾傾储儲儿兒党黨内內册冊军軍农農"
    "况況冻凍准準减減凤鳳凭憑击擊别別剧劇剂劑劳勞势勢动動励勵医醫华華协協压壓厂廠厅廳历歷县縣双雙变變叶葉吨噸启啟"
    "响響园園围圍圆圓块塊坚堅场場备備复復够夠夹夾奖獎妈媽娱娛婴嬰孙孫宁寧审審宽寬寻尋导導尔爾尘塵尝嘗尽盡层層属屬"
    "岁歲币幣广廣庆慶库庫张張弃棄弹彈归歸彻徹忆憶怜憐惊驚愿願户戶执執扩擴扫掃扬揚护護报報担擔择擇拥擁据據挂掛损損"
    "换換断斷旧舊显顯晓曉术術权權条條杂雜极極构構枪槍查查检檢楼樓气氣汉漢汇匯沟溝测測浓濃涨漲温溫湾灣湿濕满滿灯燈"
    "灵靈炼煉烦煩热熱烧燒爷爺牵牽状狀独獨猫貓环環画畫疗療监監盘盤确確礼禮离離种種积積称稱稳穩穷窮竞競笔筆筹籌签簽"
    "简簡粮糧紧緊约約级級纯純纪紀纵縱纷紛绍紹络絡绩績缓緩编編缩縮罚罰肤膚脏髒脚腳脱脫艺藝节節苏蘇药藥虑慮补補装裝"
    "触觸订訂讨討训訓议議记記讲講许許论論设設访訪证證评評诉訴词詞试試详詳语語诚誠误誤请請诺諾调調谈談谁誰谅諒账賬"
    "货貨贴貼资資赔賠赠贈赶趕跃躍转轉轮輪软軟较較载載辆輛辑輯边邊迟遲连連释釋钥鑰链鏈销銷锁鎖镜鏡闭閉间間闻聞队隊"
    "阳陽阴陰阶階陆陸陈陳险險随隨隐隱页頁项項顺順须須预預领領频頻颜顏额額饭飯饿餓馆館驱驅验驗鲜鮮鸡雞麦麥黄黃齐齊"
    "齿齒龙龍"
)
ONLY_HANS = frozenset(_PAIRS[0::2]) - frozenset(_PAIRS[1::2])
ONLY_HANT = frozenset(_PAIRS[1::2]) - frozenset(_PAIRS[0::2])

# Letters that Japan simplified in its own way, or made.
ONLY_JAPANESE = frozenset(
    "込働峠畑払円届発売価営駅図変検対応仏辺歳桜沢浅済渋滝獣絵継続総緑縁譲軽転辞酔釈鉄録関闘随隣髄髪鶏麺黒齢戻扱枠塀匂瀬様"
)
JAPANESE_WORDS = (
    "返金",
    "返品",
    "注文",
    "荷物",
    "領収書",
    "発送",
    "至急",
    "未着",
    "不良品",
    "番号",
    "交換希望",
    "問合",
    "宛先",
)

# Words that shop customers write, each told in its language only (among those of `language.KNOWN`).
_WORDS = {
    "en": (
        "the and my where when have has not order parcel package received please thanks thank you hello hi "
        "refund want cancel still waiting yet any update arrived delivery shipping what is this with would like "
        "return broken wrong tracking nothing hasn't haven't didn't i'm it's been how long"
    ),
    "de": (
        "ich vielen und nicht mein meine meiner wo wann ist das der die bitte bestellung paket danke vielen dank "
        "hallo guten tag rückerstattung stornieren noch lieferung geliefert angekommen kaputt falsch habe hat "
        "eine einen für warte seit wurde möchte zurück sendung sendungsnummer mit freundlichen grüßen"
    ),
    "fr": (
        "je vous mon ma où est pas commande colis merci bonjour remboursement annuler toujours reçu livraison "
        "abîmé cassé quand pour avec votre une n'ai j'ai n'est c'est beaucoup cordialement suivi svp depuis "
        "attends veux voudrais retour aucune nouvelle bonsoir"
    ),
    "es": (
        "mi buenas una dónde donde está pedido gracias hola quiero reembolso cancelar todavía llegado cuándo "
        "cuando por favor paquete muchas el los usted ustedes ha he recibido recibí buenos días tardes envío "
        "roto devolver devolución quisiera cómo saludos ayer hasta ningún estoy llega"
    ),
    "it": (
        "il mio dove è pacco ordine grazie ciao vorrei rimborso annullare ancora arrivato quando favore non ho "
        "ricevuto della che sono buongiorno spedizione rotto reso cordiali saluti salve consegna posso perché "
        "mille questo nessuna ditemi"
    ),
    "pt": (
        "meu minha onde está encomenda pedido obrigado obrigada olá quero reembolso cancelar ainda chegou quando "
        "não recebi você vocês uma com bom dia boa tarde por favor o a os as mi entrega quebrado devolver "
        "gostaria muito prazo rastreio atraso nenhuma comprei vai estou"
    ),
    "nl": (
        "ik mijn waar is het de een niet bestelling pakket bedankt hallo graag annuleren nog ontvangen wanneer "
        "kapot geld terug wil van met heb dank"
    ),
    "pl": (
        "gdzie jest moja moje paczka zamówienie dziękuję dzień dobry proszę zwrot nie kiedy jeszcze dostałem "
        "dostałam chcę anulować pieniędzy"
    ),
    "sv": (
        "jag mitt min är var paket beställning tack hej vill inte har ännu fått när pengarna tillbaka avbeställa"
    ),
    "da": (
        "jeg min mit er hvor pakke bestilling tak hej ikke har endnu modtaget hvornår pengene tilbage annullere"
    ),
    "no": (
        "jeg min mitt er hvor pakken bestilling takk hei ikke har ennå fått mottatt når pengene tilbake "
        "avbestille"
    ),
    "tr": (
        "kargom nerede siparişim teşekkürler merhaba ne zaman gelecek iade istiyorum iptal ürün gelmedi ve bir "
        "bu"
    ),
    "fi": (
        "missä pakettini tilaukseni kiitos hei haluan palautus en ole saanut milloin ja on"
    ),
}  # fmt: skip
_SETS = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_TAKEN = {word: sum(word in words for words in _SETS.values()) for words in _SETS.values() for word in words}
MARKERS = {code: frozenset(word for word in words if _TAKEN[word] == 1) for code, words in _SETS.items()}
