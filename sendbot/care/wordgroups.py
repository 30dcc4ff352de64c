"""Word groups that safety patterns may name in angle brackets, so that a pattern reads like a sentence:
`<carer> <hits> <me>`."""

from __future__ import annotations

import re
from functools import cache

_KIN = (
    "sons?|daughters?|child|children|childs|kids?|boys?|girls?|lads?|baby|babys|toddler|teens?|teenagers?|"
    "niece|nephew|grandson|granddaughter|grandchild|"
    "grandchildren|grandkids|stepson|stepdaughter|brother|sister|twins?|youngest|eldest|oldest|middle "
    "one|little ones?|cousin|ds ?\\d*|dd ?\\d*|gs|gd|"
    "pupils?|student|\\d+ ?(?:yr|year|month) ?olds?|\\d+ ?yo|siblings?|bairn|step ?kids|step ?son|step "
    "?daughter|service user"
)

GROUPS: dict[str, str] = {
    # Gaps: a few words that may stand between two parts, never beyond the end of a sentence.
    "w1": r"(?:\w+ )?",
    "w2": r"(?:\w+ ){0,2}",
    "w3": r"(?:\w+ ){0,3}",
    "w4": r"(?:\w+ ){0,4}",
    "w6": r"(?:\w+ ){0,6}",
    "w9": r"(?:\w+ ){0,9}",
    # People
    "kin": f"(?:{_KIN})",
    "my": "(?:my|our|the|his|her|their|a|an|this|that|your)",
    "child": (
        rf"(?:(?:my|our|the|his|her|their|a|an|this|that|another|some|foster) (?:\w+ ){{0,2}}"
        rf"(?:{_KIN}))"
    ),
    "they": (
        r"(?:he|she|they|hes|shes|theyre|hed|shed|theyd|hell|shell|theyll|son|daughter|child|kid|boy|"
        r"girl|lad|baby|teenager|teen|ds\d*|dd\d*|grandson|granddaughter|nephew|niece|brother|sister|friend|"
        r"mate|pupil|year old|yr old|old|one)"
    ),
    "i": r"(?:i|im|ive|id|ill|we|were|weve)",
    "self": r"(?:(?:my|him|her|their|them|his|your|our|it) ?(?:own )?(?:self|selves|selfs))",
    "whose": "(?:my|his|her|their|its)",
    "partner": (
        r"(?:husband|hubby|wife|partner|boyfriend|girlfriend|fiance|fiancee|ex|exs|ex husband|ex wife|"
        r"ex partner|bf|gf|other half|oh|spouse|kids dad|childrens dad|babys dad|sons dad|daughters dad|"
        r"kids father|childrens father|sons father|daughters father|mans|in laws|mother in law|father in law)"
    ),
    "carer": (
        r"(?:dad|dads|daddy|father|stepdad|step dad|stepfather|step father|mum|mums|mam|mummy|mother|"
        r"stepmum|step mum|stepmother|step mother|parents?|uncle|auntie|aunt|grandad|grandfather|grandma|nan|"
        r"ex|exs|boyfriend|girlfriend|partner|husband|wife|carers?|foster carers?|foster parents?|teachers?|"
        r"ta|tas|teaching assistant|headteacher|head|tutor|coach|instructor|driver|escort|"
        r"passenger assistant|chaperone|staff|member of staff|support worker|key ?worker|worker|babysitter|"
        r"childminder|nanny|neighbou?rs?|man|woman|men|bloke|lady|adults?|lodger|family member|relative|mate|"
        r"someone|somebody|person|people|older boys?|older lads?)"
    ),
    "adult": (
        r"(?:dad|dads|daddy|father|stepdad|step dad|stepfather|step father|mum|mums|mam|mummy|mother|"
        r"stepmum|step mum|stepmother|step mother|parents?|uncle|auntie|aunt|grandad|grandfather|grandma|nan|"
        r"carers?|foster carers?|foster parents?|teachers?|ta|tas|teaching assistant|headteacher|head|tutor|"
        r"coach|instructor|driver|escort|passenger assistant|chaperone|staff|member of staff|support worker|"
        r"key ?worker|worker|babysitter|childminder|nanny|neighbou?rs?|"
        r"adults?|lodger|older boys?|older lads?)"
    ),
    "me": (
        rf"(?:me|him|her|them|us|(?:my|our|the|his|her|their|a|"
        rf"an) (?:\w+ ){{0,2}}(?:{_KIN})|kids|children|each other)"
    ),
    "mum": r"(?:my (?:mum|mam|mummy|mom|mother|dad|stepmum|nan|sister)|mum|mam)",
    # Doing harm
    "hits": (
        r"(?:drag|shake|slap|choke|strangle|whip|shove|throttle|grab|batter|hits?|hitting|hitted|beats?|"
        r"beating|beaten|beat up|punch(?:es|ed|ing)?|slap(?:s|ped|ping)?|kick(?:s|ed|ing)?|burn(?:s|ed|t|"
        r"ing)?|chok(?:es|ed|ing)|strangl\w+|shak(?:es|en|ing)|shook|starv(?:es|ed|ing)|whip(?:s|ped|ping)|"
        r"belt(?:s|ed|ing)|smack(?:s|ed|ing)?|hurts?|hurting|abus(?:es|ed|ing|e)|assault(?:s|ed|ing)?|attack"
        r"(?:s|ed|ing)?|batter(?:s|ed|ing)|headbutt\w*|throttl\w+|drag(?:s|ged|ging)|pinn(?:ed|ing)|pins|"
        r"grabb(?:ed|ing)|grabs|shov(?:es|ed|ing)|push(?:es|ed|ing)|thump(?:s|ed|ing)|molest\w*|rap(?:es|ed|"
        r"ing)|grop(?:es|ed|ing)|thr[eo]w(?:s|n|ing)?|spat|spits|stabb?(?:ed|ing|s)?|bit(?:es|ing)?|"
        r"tortur\w+|scald(?:s|ed|ing)|scratch(?:es|ed|ing)?|cutting|threaten(?:s|ed|ing)?|knock(?:s|ed|ing)|"
        r"pull(?:s|ed|ing)|lash(?:es|ed|ing) out at|goes for|went for|going for|laid hands on|lays hands on|"
        r"squeez(?:es|ed|ing)|lock(?:s|ed|ing)|tied|ties|tying)"
    ),
    "beaten": (
        r"(?:hit|beaten|beat|punched|kicked|slapped|burn(?:ed|t)|strangled|choked|abused|raped|"
        r"assaulted|attacked|molested|groped|starved|tied up|thrown|whipped|smacked|battered|hurt|harmed|"
        r"mistreated|ill treated|neglected|groomed|exploited|tortured|threatened|stabbed|shaken|touched|"
        r"dragged|pinned down|trafficked|blackmailed)"
    ),
    "injury": (
        r"(?:bruis\w*|burns?|scalds?|welts?|marks?|black eyes?|bite ?marks?|hand ?prints?|"
        r"finger ?marks?|finger ?prints?|cigarette burns?|carpet burns?|cuts|scratches|swelling|injur\w+|"
        r"blood|red lines?|lumps?|wounds?|rope marks)"
    ),
    "body": (
        r"(?:arms?|wrists?|legs?|thighs?|skin|tummy|stomach|belly|body|hands?|ankles?|neck|throat|chest|"
        r"hips?|forearms?|face|head|back|bum|bottom|ribs?|ear|ears)"
    ),
    "afraid": (
        r"(?:scared|afraid|frightened|terrified|petrified|fear|fearful|worried|dread\w*|panicking|"
        r"scares|terrifies|frightens)"
    ),
    "pills": (
        r"(?:overdose|paracetamols?|tablets?|pills|ibuprofen|medication|medicines?|meds|antidepressants|"
        r"calpol|aspirin|codeine|insulin|inhalers|melatonin|bleach|drugs|co ?codamol|"
        r"sertraline|packets?|box|bottle|capsules)"
    ),
    "time": (
        r"(?:any ?more|anymore|any longer|much longer|no more|no longer|tonight|today|right now|another "
        r"(?:day|night|minute|hour|week|second)|one more (?:day|night|minute|hour|week)|for (?:much|another|"
        r"one)|this weekend|on my own|alone)"
    ),
}  # fmt: skip

_NAMED = re.compile(r"<([a-z]+\d*)>")


@cache
def expanded(pattern: str) -> str:
    """The pattern with its groups written out. Raises KeyError, with its name, for a group that does not
    exist."""
    return _NAMED.sub(lambda found: GROUPS[found[1]], pattern)
