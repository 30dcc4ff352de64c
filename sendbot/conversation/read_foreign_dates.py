"""Days said in the other languages that are served, put into the English that the grammar of dates reads:
"3 listopada 2026", "el 3 de noviembre", "2026年11月3日". Pure.

Whatever makes a day uncertain ("około 3 listopada", "no es el 3") makes it one that is asked about.
"""

from __future__ import annotations

import re
import unicodedata

from sendbot.conversation.read_date_spelling import MONTHS

_NAMES = """
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
január február március április május június július augusztus szeptember október november december
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
يناير فبراير مارس ابريل مايو يونيه يوليه اغسطس سبتمبر اكتوبر نوفمبر ديسمبر
"""
"""A line is a year's months; Polish has two, as they stand in a date and alone."""
_SAID = {
    "yesterday": """
        wczoraj ayer ontem ieri tegnap вчора أمس امس 昨天
    """,
    "today": """
        dzisiaj dziś hoy hoje astăzi azi сьогодні اليوم 今天
    """,
    "letter": """
        liście list listu pismo piśmie carta scrisoare scrisoarea levél levélen лист листі رسالة
        الرسالة 信
    """,
    "certificate": """
        zaświadczenie zaświadczenia certyfikat certificado certidão certificat certificatul
        igazolás igazolás tanúsítvány довідка сертифікат شهادة الشهادة 证明 证书
    """,
    "received": """
        otrzymałam otrzymałem dostałam dostałem przyszedł przyszło recibí recibimos llegó recebi
        recebemos chegou primit sosit kaptam megkaptam érkezett отримала отримав прийшов وصلت
        وصل استلمت 收到
    """,
    "meeting": """
        spotkanie rozprawa reunión cita reunião ședință találkozó tárgyalás зустріч слухання
        اجتماع جلسة 会议
    """,
    "born": """
        urodził urodziła urodziny nació nasceu născut născută született народився народилася ولد
        ولدت 出生 生日
    """,
}
_DOUBT = """
    około okolo przed po nie lub albo chyba może koniec początek alrededor sobre hacia antes después
    hasta no o quizás finales principios creo cerca depois até não ou talvez acho final início
    aproximativ circa înainte după până nu sau poate cred körülbelül előtt után nem vagy talán azt
    hiszem приблизно близько перед після до не або чи мабуть حوالي تقريبا قبل بعد ليس لا أو او ربما
    大约 左右 之前 之后 不 或 可能 大概
""".split()
"""Words with which a day is not said for certain, or is said not to be meant."""


def in_english(text: str) -> str:
    """The text with its days in English where it names any in another language; else as it is."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_DIGITS)
    if not _names_a_day(plain):
        return text
    spoken = set(re.findall(r"[^\W\d]+", plain))
    doubt = "about " if any(word in spoken or (word in plain and _unspaced(word)) for word in _DOUBT) else ""
    dated = plain
    for pattern in _FORMS:
        dated = pattern.sub(lambda found: f" {doubt}{_day(found)} ", dated)
    told = _WORD.sub(lambda found: f" {_WORDS[found[0]]} ", dated)
    if doubt and dated == plain:
        told = _ENGLISH.sub(r"about \g<0>", re.sub(r"\b(?:yesterday|today)\b", "recently", told))
    return _OTHER_LETTERS.sub(_strange, told)


def _names_a_day(plain: str) -> bool:
    """Is there a day that English would not say so? Some months have the same name in it."""
    if any(found[0] in _DAYS for found in _WORD.finditer(plain)) or not _ONLY_THEIRS.isdisjoint(
        plain.split()
    ):
        return True
    return any(
        found["m"] not in MONTHS or "-" in found[0] or found[0][:4].isdecimal()
        for pattern in _FORMS
        for found in pattern.finditer(plain)
    )


def _day(found: re.Match[str]) -> str:
    parts = found.groupdict()
    month = parts["m"]
    name = MONTHS[int(month) - 1] if month.isdecimal() and 1 <= int(month) <= 12 else _MONTH.get(month, month)
    return " ".join(part for part in (parts["d"], name, parts.get("y") or "") if part)


def _strange(found: re.Match[str]) -> str:
    """Words in another script, as words: how many there are tells an answer from a story."""
    letters = found[0]
    return " ".join(
        f"x{ord(letters[at]):x}".translate(_LETTERS) for at in range(0, len(letters), _WORD_LENGTH)
    )


def _unspaced(word: str) -> bool:
    return "\u4e00" <= word[0] <= "\u9fff"


_LONG = 4
"""Letters from which on such a word is none of English; "final" is."""
_WORD_LENGTH = 3
"""Letters of a script without spaces that make a word, roughly."""
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
_MONTH = {
    unicodedata.normalize("NFKC", name).casefold(): MONTHS[place]
    for line in _NAMES.strip().split("\n")
    for place, name in enumerate(line.split())
}
_WORDS = {word: english for english, words in _SAID.items() for word in words.split()}
_ONLY_THEIRS = frozenset(word for word in _DOUBT if len(word) >= _LONG and word != "final")
_ENGLISH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\s+\d{{1,2}}|\d{{1,2}}\.?\s+(?:{'|'.join(MONTHS)})\b")
_DAYS = frozenset(word for name in ("yesterday", "today") for word in _SAID[name].split())
_M = "|".join(sorted(map(re.escape, _MONTH), key=len, reverse=True))
_FORMS = (
    re.compile(r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?"),
    re.compile(r"(?<!\d)(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?"),
    re.compile(rf"(?P<y>\d{{4}})\.?\s*(?P<m>{_M})\s+(?P<d>\d{{1,2}})(?!\d)(?:\.|-?[a-záéí]{{1,4}}\b)?"),
    re.compile(
        rf"(?<![\d/.-])(?P<d>\d{{1,2}})(?:º|-?го|\.)?\s*(?:de\s+|d'|من\s+)?(?P<m>{_M})\b"
        r"(?:\s*,?\s*(?:de\s+|del\s+|do\s+|al\s+)?(?P<y>\d{4})(?!\d)\s*(?:r\b\.?|року|г\b\.?)?)?"
    ),
    re.compile(rf"\b(?P<m>{_M})\s+(?P<d>\d{{1,2}})(?!\d)(?:\.|-?(?:án|én|a|e|ai|ei|ját|jén|i)\b)"),
)
_WORD = re.compile(
    "|".join(
        word if _unspaced(word) else rf"\b{re.escape(word)}\b"
        for word in sorted(_WORDS, key=len, reverse=True)
    )
)
_OTHER_LETTERS = re.compile(r"[\u0400-\u04ff\u0600-\u06ff\u4e00-\u9fff]+")
