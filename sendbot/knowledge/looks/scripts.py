"""Which letters a language is written in: a text in another alphabet, or with letters that its language does
not have, was put under the wrong one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from sendbot.knowledge.entries import Knowledge, Problem
from sendbot.knowledge.problems import problem
from sendbot.knowledge.written import Written, texts

_SCRIPTS = {
    "CYRILLIC": "be bg kk ky mk mn ru sr tg uk",
    "ARABIC": "ar dv fa ks ku ps sd ug ur",
    "CJK": "zh ja",
    "HANGUL": "ko",
    "HEBREW": "he yi",
    "GREEK": "el",
    "DEVANAGARI": "hi mr ne sa",
    "BENGALI": "as bn",
    "GURMUKHI": "pa",
    "GUJARATI": "gu",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "THAI": "th",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "ETHIOPIC": "am ti",
    "KHMER": "km",
    "MYANMAR": "my",
}
_SCRIPT_OF = {code: script for script, codes in _SCRIPTS.items() for code in codes.split()}
_TWO_SCRIPTS = frozenset("ku kk ky mn sr tg ug sd pa dv".split())
"""Languages that are written in Latin or other letters too: nothing is said of them."""
_KANA = frozenset({"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"})
_OWN_LETTERS = {
    "pl": "ąćęłńóśźż",
    "es": "áéíñóúü",
    "pt": "àáâãçéêíóôõúü",
    "ro": "ăâîșțşţ",
    "hu": "áéíóöőúüű",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "de": "äöüß",
    "it": "àèéìîòóù",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sq": "çë",
    "tr": "âçğıîöşüi̇",
    "nl": "áéëïóöü",
    "so": "",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
}
"""The letters of a language beside those of English."""
_OWN_NAMES = {
    "ar": "العربية", "bg": "Български", "bn": "বাংলা", "cs": "Čeština", "de": "Deutsch", "el": "Ελληνικά",
    "es": "Español", "fa": "فارسی", "fr": "Français", "gu": "ગુજરાતી", "hi": "हिन्दी", "hu": "Magyar",
    "it": "Italiano", "lt": "Lietuvių", "lv": "Latviešu", "nl": "Nederlands", "pa": "ਪੰਜਾਬੀ", "pl": "Polski",
    "pt": "Português", "ro": "Română", "ru": "Русский", "sk": "Slovenčina", "so": "Soomaali", "sq": "Shqip",
    "ta": "தமிழ்", "tr": "Türkçe", "uk": "Українська", "ur": "اردو", "zh": "中文",
}  # fmt: skip
"""What a language calls itself."""
_FEWEST_LATIN = 4
"""Words without any of a language's own letters: three may be a name, such as "Easy Read"."""
_FEWEST_STRANGE = 2
"""Letters that a language does not have: one may be in a name."""
_SHARE_IN_ENGLISH = 0.06
"""Of the letters of an English text: "café" is English, a Polish sentence is not."""
_ADVICE = "Was it pasted under the wrong language? Put it where it belongs."


def script_problems(knowledge: Knowledge) -> Iterator[Problem]:
    """Every text whose letters are not those of its language."""
    for written in texts(knowledge):
        code = _code(written)
        trouble = _trouble(written, code) if code else _in_english(written)
        if trouble:
            message = f"{written.name} {trouble} {_ADVICE}"
            yield problem(knowledge.place_in(written.path, written.text, 0), "language", message)
    for language in knowledge.languages.values():
        other = next((code for code, name in _OWN_NAMES.items() if _same(name, language.name)), "")
        if other and other != language.language:
            at = knowledge.place("languages", language.language, "name")
            message = f'The file for "{language.language}" has the name "{language.name}", which is that of '
            own = _OWN_NAMES.get(language.language, "what the language calls itself")
            yield problem(at, "language", f'{message}"{other}". Write {own}.')


def _same(name: str, other: str) -> bool:
    return name.casefold() == other.strip().casefold()


def _code(written: Written) -> str:
    """The language that a text should be in; "" for English."""
    path = written.path
    if path[0] == "languages":
        return str(path[1])
    for before, name in pairwise(path):
        if before in {"translations", "titles", "in_other_languages"}:
            return str(name)
    return ""


def _scripts_in(text: str) -> Counter[str]:
    found = Counter(unicodedata.name(sign, "").partition(" ")[0] for sign in text if sign.isalpha())
    for kana in _KANA:
        found["CJK"] += found.pop(kana, 0)
    return found


def _trouble(written: Written, code: str) -> str | None:
    if code in _TWO_SCRIPTS:
        return None
    scripts = _scripts_in(re.sub(r"\{\w+\}", "", written.text))
    own, whole = _SCRIPT_OF.get(code, "LATIN"), sum(scripts.values())
    if not whole:
        return None
    script, most = scripts.most_common(1)[0]
    if script not in {own, "LATIN"} and most > whole / 2:
        return f'{script.lower()} letters, and "{code}" is written in {own.lower()} ones.'
    if written.kind == "asked abroad":
        return None  # families type as their keyboard lets them
    if own != "LATIN" and not scripts[own] and len(written.text.split()) >= _FEWEST_LATIN:
        return f'latin letters alone, and "{code}" is written in {own.lower()} ones.'
    return _strange(written, code)


def _strange(written: Written, code: str) -> str | None:
    """Letters that another language of the same alphabet has."""
    own = _OWN_LETTERS.get(code)
    if own is None:
        return None
    first, *others = written.text.split()
    said = [first, *(word for word in others if not word[0].isupper())]  # without names, such as Brontë
    text = unicodedata.normalize("NFC", " ".join(said).casefold())
    kind = _SCRIPT_OF.get(code, "LATIN")
    strange = [
        sign
        for sign in text
        if not sign.isascii()
        and sign.isalpha()
        and sign not in own
        and unicodedata.name(sign).startswith(kind)
    ]
    if len(strange) < _FEWEST_STRANGE:
        return None
    shown = ", ".join(dict.fromkeys(strange[:3]))
    return f'letters ({shown}) that "{code}" does not have: it is in another language.'


def _in_english(written: Written) -> str | None:
    if written.kind != "english" or written.text.isascii():
        return None
    letters = [sign for sign in written.text if sign.isalpha()]
    strange = [sign for sign in letters if not sign.isascii()]
    if len(strange) < max(_FEWEST_STRANGE + 1, _SHARE_IN_ENGLISH * len(letters)):
        return None
    return f"letters ({', '.join(dict.fromkeys(strange[:3]))}) of another language where English belongs."
