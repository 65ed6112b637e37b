"""What shoppers everywhere mean, whatever their language: a word of any of eight languages to the idea it stands for.

A language with few training rows learns from the others through these. Stems are without accents; one that ends in "."
is the whole word, "_" joins two words. The table is knowledge to start with, not rules: what an idea says about a
request is learnt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_TABLE = """
arrive: arriv came. delivered deliver angekomm ankomm ankunft geliefert zugestellt erhalten eingetroff kam.
  livre recu. recue arrivee llegado llegar llega. llego. recibi entregad entregar arrivat arriva. arrivo.
  consegnat ricevut chegou chegar chega. entregue recebi 到了 收到 到货 到貨 签收 簽收 送达 送達 届い 届き 届く
  到着 受け取 着き 着い
not: not. nothing never no. didn doesn isn hasn haven wasn don won cannot without nicht kein keine. nichts nie.
  ohne pas. rien jamais aucun sans. nunca nada. ningun sin. non. niente mai. nessun senza. nao. nem. sem. nenhum
  没 沒 未 不 无 無 ない なく ません
yet: still. yet. immer_noch noch_nicht noch_immer bislang bisher bis_heute toujours encore todavia aun. sigue.
  ancora tuttora ainda ate_agora ate_hoje 还没 還沒 仍 至今 まだ いまだ 未だ
where: where wo. wohin verbleib wheres ou_est ou_en donde dove. onde. cade. 哪里 哪裡 哪儿 在哪 到哪 どこ どちら
when: when. how_long eta. wann. wie_lange quand combien_de delai cuando cuanto_tarda cuanto_tiempo plazo quando.
  quanto_tempo entro_quando prazo 什么时候 什麼時候 多久 几天 幾天 何时 何時 いつ 何日 いつ頃 いつごろ
ship: ship dispatch sent. posted. versand versend verschick abgeschickt losgeschickt lieferzeit expedi envoi
  envoye envoy enviad enviar envio envian mandad spedi spediz inviat despach postad remess 发货 發貨 寄出 出货
  出貨 发出 發出 运费 運費 配送 发往 寄到 発送 出荷 送料 お届け
country: country abroad overseas international ausland osterreich schweiz europe etranger suisse belgique
  extranjero mexico canarias estero svizzera sardegna exterior madeira acores portugal brasil 国外 國外 海外
  台湾 台灣 香港 澳门 离島 沖縄 離島
parcel: parcel package packet shipment paket packchen sendung lieferung karton colis livraison paquete pedido_no
  bulto pacco spedizione collo pacote encomenda 包裹 快递 快遞 快件 物流 荷物 小包 宅配
order: order ordered purchase bestell auftrag geordert gekauft commande achat pedido compra ordine ordinat
  acquist encomend 订单 訂單 下单 下單 拍了 买的 買的 注文 購入 オーダー
tracking: track scan. scanned tracking sendungsverfolg sendungsnummer verfolgung suivi rastre seguimiento
  localizador tracciament tracking_no tracciat 单号 單號 物流信息 物流訊息 轨迹 追踪 追蹤 查不到 追跡 伝票
  お問い合わせ番号
stuck: stuck frozen unchanged same_status hasn_moved not_moved label_created announced hangt feststeckt
  angekundigt keine_bewegung bloque fige n_avance parado atascad sin_movimiento detenid bloccat fermo. ferma.
  parad travad 没更新 沒更新 不更新 没动 沒動 卡在 停在 揽收 攬收 動か 更新され 反映され 止まって 変わら
late: late. late delay overdue behind. supposed_to should_have deadline too_long long_time promised verspat
  zu_spat verzug uberfallig langst seit_wochen versprochen retard tard. promis depuis_des attends retras tarde.
  demora prometi ritard promess aspett atras demor promet esper 延迟 延誤 延误 超时 超時 逾期 太慢 迟迟 遲遲
  等了 说好 說好 遅れ 遅い 遅延 過ぎ 待って 予定日 約束
urgent: urgent asap. birthday wedding christmas gift. present. tomorrow. by_friday dringend eilig geburtstag
  hochzeit weihnacht geschenk morgen. anniversaire mariage noel. cadeau demain urgente cumple boda navidad
  regalo manana compleanno matrimonio natale. domani aniversario casamento natal. presente. amanha 急 生日 婚礼
  婚禮 礼物 禮物 明天 送人 至急 誕生日 結婚式 プレゼント 明日 急ぎ
lost: lost. lost stolen disappear vanish neighbour neighbor porch mailbox signed. not_mine verloren verschwunden
  gestohlen nachbar briefkasten unterschr abgestellt perdu disparu vole. voisin boite_aux signe. perdid robad
  vecin buzon firmad desaparec pers. smarrit rubat vicino. portinai firmat sparit perdeu extravi roub vizinh
  porteir assinou sumiu 丢 丟 不见 不見 弄丢 遗失 遺失 被偷 代收 驿站 邻居 鄰居 紛失 行方 盗 隣 置き配
  宅配ボックス 届いてい
return_sender: returned_to sent_back zuruckgegangen retour_an zuruck_an abgeholt retourne_a devuelto_al
  remitente mittente restituit devolvid_ao 退回 退件 被退 返送 持ち戻 保管期限
damaged: damage crush dent smash broken shatter crack leak soaked wet. torn. beschadig zerdruck kaputt zerbroch
  gebroch ausgelauf nass. delle. zerkratzt riss abime casse cassee ecras brise fissur fuite mouille danad roto.
  rota. rotos aplast derram mojad rott rotto ammaccat schiacc graffi bagnat danneggi quebr amass danific rachad
  vazou vazand molhad 碎 破 压坏 壓壞 裂 漏 变形 變形 磕 湿 濕 割れ 壊れ 破損 潰れ 濡れ へこ 折れ 漏れ ひび
box: box. boxes packaging foam cardboard bubble verpackung schachtel emballage carton caja. embalaje scatola
  imball caixa embalagem 包装 包裝 箱子 盒子 外箱 箱 梱包 段ボール
wrong: wrong. instead. different_item mixed_up falsch statt. stattdessen verwechsel mauvais erreur au_lieu
  trompe equivocad en_vez en_lugar error. sbagliat invece al_posto errad trocad em_vez no_lugar 发错 發錯 错了
  錯了 寄错 寄錯 不是我 違う 間違 誤 違って
missing: missing. only_one only_got short. incomplete left_out fehlt fehlen nur_ein nur_zwei unvollstand manqu
  incomplet il_n falta faltan solo_un solo_venia manca mancan solo_uno faltou faltando faltam veio_so so_veio
  少了 缺 漏发 漏發 只有 少一 少发 足り 入っていな 欠品 不足 だけ
size_colour: size colour color. gross grosse. farbe taille couleur pointure talla colores taglia colore. misura
  tamanho cor. numero. 尺码 尺碼 码数 颜色 顏色 大小 サイズ 色
defect: work. works. working stopped. broke. fault defect malfunction charge. charger turn_on dead. battery
  funktionier defekt geht_nicht lauft startet akku ladt marche fonctionne panne allume batterie. chargeur
  funciona enciende estrope bateria defectuos funziona accende difettos guast batteria liga. defeito parou 坏了
  壞了 不能用 故障 没反应 沒反應 充不 开不 開不 不亮 质量 品質 動かな 動作 不良 充電 電源 つかな
fell_apart: fell_apart came_off peel fray seam stitch hole. rust mold mould expired stale smell naht loch.
  lost_sich rost. schimmel abgelaufen stinkt couture trou. decoll rouill moisi perime odeur costura agujero
  despeg oxid moho caducad olor cucitur buco. scoll ruggin muffa scadut odore. descol furo. ferrug mofo vencid
  cheiro 开线 開線 掉色 脱落 发霉 發霉 过期 過期 异味 異味 生锈 ほつれ 剥が 穴 錆 カビ 期限切れ 臭
fire: burn fire. smoke spark shock. explod swollen injur hospital bleed cut_my choke child. toddler baby. rash.
  verbrann brenn rauch funken stromschlag verletz krankenhaus blut kind. ausschlag brul feu. fumee etincelle
  explos bless hopital enfant bebe. quem humo. chispa explot herid nino. nina. sarpull bruci fumo. scintill
  scoss esplos ferit ospedale bambin queim fogo fumac faisc choque. machuc crianca 烫伤 燙傷 起火 冒烟 冒煙 触电
  觸電 爆炸 受伤 受傷 医院 醫院 过敏 過敏 孩子 发烫 鼓包 火傷 やけど 煙 火花 感電 爆発 怪我 けが 病院 子供
  アレルギー 発火
described: described description photo. picture listing advert website_says looks_nothing fake. counterfeit
  replica beschreib angegeben abgebild foto. fotos. falschung plagiat annonce contrefacon imitation descripcion
  anuncio falso. falsificad imitacion descri annuncio contraffat tarocc falsific imitac 描述 图片 圖片 照片 实物
  實物 假货 假貨 仿 正品 色差 不符 写真 説明 商品ページ 偽物 本物 記載 と違
customs: customs duty. duties import tariff vat. clearance broker eori hs_code zoll einfuhr verzoll douane
  dedouan tva. taxe aduana arancel impuesto dogana doganal dazi. sdogan iva. alfandeg aduaneir tributa
  receita_federal 海关 海關 清关 清關 关税 關稅 报关 報關 税 通関 関税 税関 消費税 輸入
address: address. street house_number zip. postcode postal apartment moved. moving adresse strasse hausnummer
  umgezogen plz abholstation packstation adresse. rue. code_postal demenag direccion calle piso. mudad
  codigo_postal indirizzo via. civico. trasloc cap. endereco rua. cep. mudei 地址 收货人 收貨人 搬家 门牌 門牌
  改址 电话号 住所 宛先 引っ越 番地 受取人 転送
redeliver: redeliver pick-up pickup pick_up collect. reschedul another_day abhol zustellen. wunschtermin relais
  point_relais recoger recogida otro_dia ritir fermopoint altro_giorno retirar retirada outro_dia 自提 改天
  重新派送 再配達 営業所 受取 日時指定
cancel: cancel stornier storno abbestell annul desist cancel. cancela disdi annulla 取消 不要了 撤单 退单
  キャンセル 取り消 やめ
change: change swap. switch. modify add. instead_of andern geandert umander tausch hinzufug modifi changer ajout
  cambiar cambio. modificar anadir cambiare modific aggiung mudar trocar alterar acrescent 改 换成 換成 修改
  加一 変更 追加 替え
return: return. returns. send_back retour. rucksend zuruckschick zuruckgeb widerruf umtausch retourn renvoy
  retractation echang devolver devolucion cambio_de reso. restitu recesso. devolucao troca. arrepend 退货 退貨
  退换 退換 七天 换货 換貨 返品 交換 返送したい
refund: refund money_back reimburs my_money gutschrift erstatt ruckzahlung geld_zuruck mein_geld rembours
  mon_argent avoir. reembols mi_dinero abono rimbors i_miei indietro_i estorn dinheiro_de meu_dinheiro 退款 退钱
  退錢 到账 到帳 钱退 返金 払い戻 返して
payment: payment paid. pay. paypal. charged card. credit_card invoice receipt vat_invoice bank. bezahl zahlung
  abgebucht kreditkarte doppelt rechnung konto_ab uberwies paie paiement carte. debite preleve facture virement
  pago. pague tarjeta cobrad factura cobro pagat pagament carta. addebit fattura bonifico cartao boleto pix.
  fatura nota_fiscal 付款 支付 扣款 扣了 发票 發票 刷卡 银行卡 支払 決済 請求 領収 カード 引き落 振込
coupon: coupon voucher code. promo discount. sale_price gutschein rabatt aktion. code_promo reduction bon_d
  cupon descuento codigo_de buono. sconto codice. cupom desconto 优惠 優惠 折扣 券 满减 滿減 赠品 贈品 クーポン
  割引 セール ポイント
price: price. cost. cheaper cheap expensive preis kostet gunstig prix. coute cher. precio cuesta barat caro.
  prezzo costa. preco quanto_custa 价格 價格 多少钱 多少錢 便宜 贵 值段 値段 価格 いくら
legal: law. legal consumer_rights statutory guarantee warranty gdpr privacy data. certificate ce. fda. gesetz
  recht. rechte gewahrleist garantie dsgvo daten auskunft datenschutz droit. loi. legale rgpd donnees
  retractation_legal ley. garantia datos derecho legge garanzia diritt privacy. dati. lei. lgpd dados direito
  cdc. 法律 消费者权益 保修 质保 隐私 隱私 个人信息 個資 证书 認證 保障法 法 保証 個人情報 規約 特定商取引
  証明書
threat: lawyer attorney solicitor court. sue. sued lawsuit chargeback dispute. ombudsman trading_standards
  report_you police fraud scam. anwalt gericht. anzeige. klage. verbraucherzentrale betrug kauferschutz frist.
  avocat tribunal arnaque litige dgccrf signal escroc abogad denuncia estafa juzgado consumo. reclamacion_a
  fraude avvocat denunc truffa tribunale codacons contestazione antitrust procon advogad justica golpe.
  processo. reclame_aqui processar 律师 律師 法院 起诉 起訴 投诉 投訴 举报 舉報 消协 骗 騙 报警 報警 仲裁 维权
  弁護士 訴 消費者センター 消費生活 詐欺 警察 通報 異議
review: review. stars. star. trustpilot social_media instagram facebook bewertung sterne. avis. etoile resena
  estrella opinion. recension stell avaliac estrela nota_1 差评 差評 曝光 好评 好評 评价 評價 レビュー 口コミ 星
  低評価
complaint: complain rude ignored nobody no_one no_reply no_answer no_response unaccept disgrace terrible ridicul
  joke beschwer unverschamt frech niemand keine_antwort antwortet unfass frech. plainte impoli personne_ne
  aucune_reponse inadmissible honteux queja nadie sin_respuesta verguenza inadmisible maleducad reclam
  nessuno_ris nessuna_risp vergogn inaccettabil scandal ninguem sem_resposta absurdo vergonha descaso pessimo
  态度 態度 没人回 不回复 不理 敷衍 太差 垃圾 客服 対応 ひどい 返事がな 返信がな 無視 クレーム 最悪
again: again. third second_time twice. already wrote already_asked reminder schon_wieder zum_dritten
  bereits_mehrfach erneut nochmal erinnerung deuxieme troisieme relance encore_une deja_ecrit segunda tercera
  otra_vez ya_os terza seconda_volta sollecit di_nuovo terceira segunda_vez de_novo novamente ja_mandei 第三次
  第二次 又 再次 几次 幾次 好几 何度 再度 回目 もう一度 先日も
human: human. real_person speak_to talk_to call_me phone. phone_number telefon anruf zuruckruf mensch. sprechen
  appeler telephone rappel parler humain llam telefono hablar persona_real chiam parlare operatore. ligar.
  telefone falar atendente 人工 电话 電話 打给 真人 联系我 話したい 担当者 折り返
account: account. password log_in login logged email_address newsletter unsubscribe app. checkout website. konto
  passwort anmeld einlogg abmelden kundenkonto compte mot_de connexion desinscri site. cuenta contrasena
  iniciar_sesion suscrip boletin web. accedere accesso registra sito. iscri conta. senha entrar. cadastro 账号
  帳號 密码 密碼 登录 登入 登錄 注册 註冊 积分 積分 会员 會員 网站 闪退 アカウント パスワード ログイン 会員 退会
  メルマガ サイト アプリ
question: compatible fit. fits suitable material ingredient stock. available restock back_in measure dimension
  manual passt. passen kompatib geeignet verfugbar lieferbar vorratig anleitung massse convient dispo matiere
  mode_d sirve disponib medidas material. compatibil disponibil va_bene materiale misure compativ serve. estoque
  disponi 有货 有貨 补货 補貨 库存 庫存 适合 適合 怎么用 怎麼用 材质 材質 能用 成分 尺寸 在庫 入荷 対応してい
  使え 使い方 素材 取扱
thanks: thank. thanks great. love. loved perfect happy. wonderful amazing solved danke dank. super. toll.
  zufrieden geklappt merci parfait ravi. content. genial gracias encantad contento genial. grazie perfett
  content bellissim ottim obrigad perfeit adorei amei parabens 谢谢 謝謝 满意 滿意 喜欢 喜歡 很好 感谢 感謝
  ありがとう 嬉し 満足 最高 気に入 素敵 解決
polite: please. could_you would_you just_wondering no_rush bitte. konnten freundlich konnt s_il pourriez merci_d
  por_favor podrian podria quisiera gentil potreste potete cortes poderiam gostaria por_gentileza 请问 請問 麻烦
  麻煩 您好 教えて いただけ お願い 恐れ入 よろしく
anger: furious angry angr disgust thieves shame. wutend sauer. frechheit saftladen reicht. furieux marre.
  scandale honte. ladron hart. indignad harto. furios arrabbiat schifo. basta. ladri. palhac raiva. cansad 气死
  氣死 无语 過分 过分 忍 怒 ふざけ いい加減 許せ 呆れ
pitch: seo backlink marketing agency traffic outreach partnership collaborat influencer supplier manufacturer
  wholesale job. resume. apply. vacancy invest crypto lottery suchmaschin agentur werbung bewerbung lieferant
  hersteller kooperation praktikum referencement agence partenariat candidature fournisseur alternance
  posicionamiento agencia colabora proveedor curriculum empleo posizionamento agenzia collabor fornitor
  candidatura tirocinio parceria fornecedor curriculo vaga. 推广 推廣 代运营 合作 供应商 供應商 厂家 廠家 招聘
  应聘 求职 贷款 广告 廣告 投资 集客 代理店 提携 応募 求人 ご提案 業務 営業 弊社 サービスのご
demand: immediately at_once today. within_24 hours. or_else otherwise final. last_chance sofort umgehend heute.
  stunden. sonst. letzte immediat aujourd dernier sinon. inmediat hoy. ultimatum ya_mismo si_no ultima oggi.
  altrimenti ultima. imediat hoje. senao. ultima_vez 马上 馬上 立刻 立即 今天 否则 否則 最后 最後 必须 すぐに
  今すぐ 本日中 さもな 直ちに
"""
_LONGEST = 22  # characters of a stem


def _read(table: str) -> dict[str, str]:
    stems: dict[str, str] = {}
    name = ""
    for word in table.split():
        if word.endswith(":"):
            name = word[:-1]
        else:
            stems[word.replace("_", " ")] = name
    return stems


_STEMS = _read(_TABLE)
_FIRST = frozenset(stem.partition(" ")[0] for stem in _STEMS if " " in stem)


def concept(word: str, before: str = "") -> str:
    """The idea that a folded word stands for, alone or with the word before it; empty for none. The longest stem wins.

    >>> concept("verschickt"), concept("back", "money"), concept("jacket")
    ('ship', 'refund', '')
    """
    return (_longest(f"{before} {word}", len(before) + 1) if before in _FIRST else "") or _longest(word, 1)


def concepts_in(run: str) -> Iterator[tuple[str, str]]:
    """Words and what they stand for in a run of Chinese or Japanese characters, in order.

    >>> list(concepts_in("快递还没到"))
    [('快递', 'parcel'), ('还没', 'yet')]
    """
    at = 0
    while at < len(run):
        for end in range(min(len(run), at + 8), at, -1):
            if found := _STEMS.get(run[at:end]):
                yield run[at:end], found
                at = end
                break
        else:
            at += 1


def sequence(ideas: Iterable[str]) -> Iterator[str]:
    """Ideas, and each with the one before it: "not arrive" says more than both apart."""
    before = ""
    for idea in ideas:
        yield idea
        if before and before != idea:
            yield f"{before} {idea}"
        before = idea


def _longest(words: str, above: int) -> str:
    if whole := _STEMS.get(f"{words}."):
        return whole
    for end in range(min(len(words), _LONGEST), above, -1):
        if found := _STEMS.get(words[:end]):
            return found
    return ""
