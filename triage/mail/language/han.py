"""Chinese, Japanese and Korean: by their letters, and Chinese by the way it is written.

The standards of each country tell which letter is whose: one in Big5 and not in GB 2312 is Traditional Chinese, one in
GB 2312 and not in Big5 Simplified, one that only JIS X 0208 has Japanese. Python's codecs carry all three.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

# Words of Japanese customers that Chinese ones do not write; of both; of Chinese ones, in letters that both have.
_JAPANESE = str.split(
    """
    返金 返品 注文 荷物 領収 発送 至急 未着 番号 問合 問い 宛先 住所 届 配達 解約 退会 送料 再送 支払 代引
    受取 営業 早急 在庫 入荷 予約 欠品 遅延 紛失 変更 返信 御中 様 大変 何卒 欠陥 誤送 初期不良 追跡 配送
    交換希望 大至急 未配 納期 確認中 品切 見積 商品違 二重 請求 指定 本日 先月 来月 昨夜 今朝 税関
    """
)
_PERHAPS_JAPANESE = str.split(
    """
    破損 不良品 交換 確認 連絡 希望 取消 到着 状況 返却 不足 不在
    """
)
_CHINESE = str.split(
    """
    退款 退貨 換貨 出貨 取貨 收貨 客服 包裹 收到 付款 尺寸 地址 多少 修改 何時 幾時 催 超商 刷卡 缺件 色差
    差評 已付 申請 不合 太小 太大 太慢 有人 在不在 快點 想要 想改 想問 不要 不到
    """
)
_TRADITIONAL = str.split(
    """
    宅配 超商 刷卡 面交 登入 信箱 到付 唔該 幾時 幾多 店到店
    """
)
# Letters no Chinese sentence is without, of those that Japan has too; and Cantonese ones.
_CHINESE_LETTERS = frozenset("我他了的是那有把被什跟几")
_CANTONESE = frozenset("係嘅唔咗喺嗰冇咁啲嚟佢哋乜嘢咩噉嗌揾攞畀俾囉喎啩噃嘥咪")
SCRIPTS = ("han", "hiragana", "katakana", "hangul")


def weight(counts: Counter[str]) -> float:
    """How much these letters say, in Latin letters: a word of five needs one or two of them."""
    return 3.0 * counts["han"] + 2.0 * (counts["hiragana"] + counts["katakana"] + counts["hangul"])


@lru_cache(maxsize=8_192)
def _standards(letter: str) -> str:
    """Of "traditional", "simplified" and "japanese" the one that the letter belongs to alone, else ""."""
    big5, gb2312 = _within(letter, "big5"), _within(letter, "gb2312")
    if big5 != gb2312:
        return "traditional" if big5 else "simplified"
    return "japanese" if not big5 and _within(letter, "shift_jis") else ""


@lru_cache(maxsize=8_192)
def _everyday(letter: str) -> bool:
    """Whether Japan writes it every day: level 1 of JIS X 0208, which lies below 0x989F in Shift-JIS."""
    return _within(letter, "shift_jis") and letter.encode("shift_jis") < b"\x98\x9f"


def _within(letter: str, charset: str) -> bool:
    try:
        letter.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def read(text: str, counts: Counter[str]) -> tuple[str, float, str]:
    """ISO 639-1 code, confidence and script ("Hans", "Hant" or "") of a text in these letters.

    >>> read("返金希望", Counter(han=4))[0], read("還沒收到", Counter(han=4))
    ('ja', ('zh', 0.95, 'Hant'))
    """
    letters = sum(counts[script] for script in SCRIPTS)
    sure = 0.99 if letters >= 6 else 0.95 if letters >= 4 else 0.9 if letters >= 2 else 0.6
    if counts["hangul"] * 2 > letters:
        return "ko", sure, ""
    kinds = [_standards(letter) for letter in text if "\u3400" <= letter <= "\u9fff"]
    chinese = sum(
        letter in _CHINESE_LETTERS or not _everyday(letter) for letter in text if "\u3400" <= letter <= "\u9fff"
    )
    chinese += sum(word in text for word in _CHINESE)
    japanese, doubt = _japanese(text, counts, kinds, chinese)
    if japanese:
        return "ja", min(sure, doubt), ""
    return "zh", min(sure, doubt), _script(text, kinds)


def _japanese(text: str, counts: Counter[str], kinds: list[str], chinese: int) -> tuple[bool, float]:
    """Whether it is Japanese rather than Chinese, and how sure that can be."""
    kana = counts["hiragana"] + counts["katakana"]
    if kana:
        clear = kana > 2 * chinese and kana * 8 > counts["han"]
        return clear or not chinese, 0.99 if clear or kana * 4 < chinese + counts["han"] else 0.75
    told = 2 * kinds.count("japanese") + 2 * sum(word in text for word in _JAPANESE)
    perhaps = sum(word in text for word in _PERHAPS_JAPANESE)
    against = 2 * chinese
    if told + perhaps > against:
        return True, 0.9 if told > against + 1 else 0.6
    return False, 0.99 if against > 2 * told + perhaps else 0.6


def _script(text: str, kinds: list[str]) -> str:
    """Hant when more speaks for Traditional than for Simplified, else Hans."""
    simplified = kinds.count("simplified")
    cantonese = any(letter in _CANTONESE for letter in text) or any(word in text for word in _TRADITIONAL)
    return "Hant" if kinds.count("traditional") + (cantonese and not simplified) > simplified else "Hans"
