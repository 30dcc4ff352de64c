"""Names of people by the place they come from: those that faker makes, and lists of our own in
`lists.yaml`."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import faker
import yaml

FOLDER = Path(__file__).parent

LATIN = (
    "en_GB en_IE pl_PL ro_RO hu_HU pt_PT es_ES tr_TR vi_VN en_NG yo_NG ig_NG en_IN en_PK fr_FR de_DE sv_SE "
    "it_IT lt_LT cs_CZ sq_AL zu_ZA en_KE fil_PH id_ID "
    "sk_SK hr_HR en_TH lv_LV en_US tw_GH az_AZ ga_IE pt_BR en_BD"
).split()
OTHER_SCRIPTS = (
    "ar_AA uk_UA ru_RU bg_BG zh_CN fa_IR hi_IN bn_BD he_IL el_GR th_TH ko_KR ja_JP ta_IN am_ET "
    "ka_GE ne_NP zh_TW"
).split()
KEPT_BACK = "nl_NL da_DK fi_FI no_NO et_EE sl_SI es_MX uz_UZ hy_AM fr_CA en_NZ de_AT".split()
"""Names of these places are never learned from: they are for judging."""

_EACH = 900
"""Names drawn of each kind and place; most places have fewer."""

_CYRILLIC = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэёъ"
_AS_LATIN = "a b v h g d e ie zh z y i yi y k l m n o p r s t u f kh ts ch sh shch - iu ia y e e -".split()


@dataclass(frozen=True)
class Pool:
    """Given and family names that go together."""

    given: Sequence[str]
    family: Sequence[str]


@cache
def lists() -> Mapping[str, Sequence[str]]:
    """Our own lists."""
    read: Any = yaml.safe_load((FOLDER / "lists.yaml").read_text(encoding="utf-8"))
    return {str(name): [str(word) for word in words] for name, words in read.items()}


@cache
def pools() -> Mapping[str, Pool]:
    """Every pool to learn from, by its name."""
    found = {place: drawn(place) for place in (*LATIN, *OTHER_SCRIPTS)}
    found = {place: pool for place, pool in found.items() if len(pool.given) > 15}
    british, own, chance = found["en_GB"].family, lists(), random.Random(7)
    found["uk_rom"] = Pool(*(sorted(set(map(_as_latin, names))) for names in _both(found["uk_UA"])))
    found["zh_rom"] = Pool(_chinese(chance), own["chinese_family"])
    found["vi_rom"] = Pool(own["vietnamese_given"], own["vietnamese_family"])
    found["world"] = Pool(own["worldwide_given"], own["worldwide_family"])
    found["british"] = Pool(own["british_given"], british)
    found["words"] = Pool(own["names_that_are_words"], british)
    made_up = {
        chance.choice(own["made_up_beginnings"])
        + chance.choice(("", "", "r", "l", "n"))
        + chance.choice(own["made_up_endings"])
        for _ in range(500)
    }
    found["made_up"] = Pool(sorted(made_up), british)
    return found


def drawn(place: str) -> Pool:
    """Names of one place, the same at every run."""
    maker = faker.Faker(place)
    maker.seed_instance(11)
    given = {maker.first_name() for _ in range(_EACH)}
    return Pool(sorted(given), sorted({maker.last_name() for _ in range(_EACH)}))


def _both(pool: Pool) -> tuple[Sequence[str], Sequence[str]]:
    return pool.given, pool.family


def _as_latin(name: str) -> str:
    letters = dict(zip(_CYRILLIC, _AS_LATIN, strict=True))
    return "".join(letters.get(letter, letter).strip("-") for letter in name.lower()).title()


def _chinese(chance: random.Random) -> list[str]:
    syllables = lists()["chinese_syllables"]
    return sorted(
        {
            chance.choice(syllables).title()
            + chance.choice((" ", "", "-"))
            + chance.choice(syllables).title()
            for _ in range(400)
        }
    )
