"""Dates of birth as they are told in other languages: only beside a word for birth, since a letter has a date
too."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CUES = (
    r"ur(?:\.|odz\w*)|data urodzenia|n[aă]scut\w*|data na[sșş]ter\w+|народ\w+|дата народження|д\.? ?н\.?|"
    r"nac(?:i[oó]|id[oa]|í)|fecha de nacimiento|nasc(?:eu|id[oa])|data de nascimento|"
    r"szül\.?|született|születési (?:dátum|idő)\w*|مواليد|ولدت?|تاريخ الميلاد|出生(?:日期)?|生日|生于"
)
"""Polish, Romanian, Ukrainian, Spanish, Portuguese, Hungarian, Arabic and Chinese words for being born."""
_MONTH = (
    r"(?:stycz\w+|lut(?:ego|y)|marca|kwie\w+|maja|czerw\w+|lip(?:ca|iec)|sierp\w+|wrze\w+|pa[zź]dziern\w+|"
    r"listopad\w*|grud\w+|ianuarie|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|"
    r"noiembrie|decembrie|січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|"
    r"грудня|enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre|"
    r"janeiro|fevereiro|mar[cç]o|maio|junho|julho|setembro|outubro|novembro|dezembro|"
    r"janu[aá]r\w*|febru[aá]r\w*|m[aá]rcius\w*|[aá]prilis\w*|m[aá]jus\w*|j[uú]nius\w*|j[uú]lius\w*|"
    r"augusztus\w*|szeptember\w*|okt[oó]ber\w*|november\w*|december\w*|"
    r"يناير|فبراير|مارس|[أا]بريل|مايو|يونيو|يوليو|[أا]غسطس|سبتمبر|[أا]كتوبر|نوفمبر|ديسمبر)"
)
_DATE = (
    rf"(?:\d{{4}} ?年 ?\d{{1,2}} ?月 ?\d{{1,2}} ?[日号]?"
    rf"|(?:19|20)\d\d\.? {_MONTH} \d{{1,2}}"
    rf"|\d{{1,2}}\.?(?: de)? {_MONTH}(?:(?: de| del|,)? ?(?:19|20)\d\d)?"
    rf"|\d{{1,2}} ?[./-] ?\d{{1,2}} ?[./-] ?\d{{2,4}}"
    rf"|(?:19|20)\d\d ?[./-] ?\d{{1,2}} ?[./-] ?\d{{1,2}})(?!\d)"
)
_BETWEEN = r"[^\d\n.!?]{0,25}?"
"""Little words between the word for birth and the date: "el día", "w dniu", "pe data de"."""
_BEFORE = re.compile(
    rf"(?<!\w)(?:{_CUES})(?:[.:]|(?!\w)|(?=\d))\W{{0,3}}{_BETWEEN}(?P<date>{_DATE})", re.IGNORECASE
)
_AFTER = re.compile(
    rf"(?<![\w/])(?P<date>{_DATE})\.?(?:-?[aáeé]n)?[ ,(]{{0,3}}(?:r\. |року )?"
    rf"(?:(?:el|se|a|fue|foi|был[аи]?|é|e) )?(?:{_CUES})",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_CUE = re.compile(_CUES, re.IGNORECASE)


def births_elsewhere(plain: str) -> Iterator[tuple[int, int]]:
    """(start, end) of dates of birth told in another language."""
    if not _DIGIT.search(plain) or not _CUE.search(plain):
        return
    for pattern in (_BEFORE, _AFTER):
        for found in pattern.finditer(plain):
            yield found.span("date")
