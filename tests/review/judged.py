"""Questions as families send them, by subject: with slips, half sentences, a whole story, and other
languages.

Half of the subjects are to learn from, the other half judge; words such as "autistic" or "my son" run through
all of them.
`NOISE` belongs to nothing, not even to each other.
"""

from __future__ import annotations

SUBJECTS: dict[str, tuple[str, ...]] = {
    "school transport appeal": (
        "they refused the taxi to school how do i appeal",
        "transport panel said no, what next",
        "can I challenge the decision about my daughters school bus",
        "odmowa transportu do szkoły, jak się odwołać",
        "appealing school travel refusal for autistic son",
    ),
    "ear defenders": (
        "where do I get ear defenders for my son",
        "does the nhs pay for noise cancelling headphones autism",
        "ear defenders for school assemblies, who provides them",
        "noise cancelling headfones free for disabled children??",
        "słuchawki wygłuszające dla dziecka z autyzmem skąd wziąć",
    ),
    "weighted blanket": (
        "can i get a weighted blanket from ot",
        "are weighted blankets safe for a 4 year old",
        "weighted blanket grant",
        "who gives out weighted blankets, my girl has adhd and won't settle",
        "pătură grea pentru copil autist de unde pot primi",
    ),
    "dentist": (
        "special needs dentist near crewe",
        "my autistic daughter won't let the dentist look in her mouth",
        "dental treatment under general anaesthetic for disabled child",
        "dentist who is good with adhd kids",
        "dentysta dla dziecka z autyzmem",
    ),
    "passport photo": (
        "how do i take a passport photo when he cant keep his head up",
        "passport picture rules disabled baby eyes closed",
        "will they accept a passport photo of a child in a wheelchair headrest",
        "zdjęcie do paszportu dziecko niepełnosprawne",
        "passport photo autistic child wont look at camera",
    ),
    "pavement and dropped kerb": (
        "can the council put a dropped kerb outside our house for the wheelchair",
        "dropped kerb application disabled child",
        "pavement outside school too narrow for her chair",
        "who do i tell that the kerb is too high for a powerchair",
        "cost of a dropped curb if child is disabled",
    ),
    "pets and assistance dogs": (
        "how do we get an assistance dog for autism",
        "autism dog waiting list",
        "can my son take his assistance dog to school",
        "pies asystujący dla dziecka z autyzmem",
        "dog for a child who runs off, do charities train them",
    ),
    "garden fence": (
        "he keeps climbing over the garden fence can i get a higher one",
        "grant for fencing to keep autistic child safe",
        "secure fence for back garden special needs",
        "council house fence too low my son escapes",
        "gard mai înalt pentru copil care fuge",
    ),
    "nits and haircutting at home": (
        "any barber that does quiet hours",
        "autism friendly hairdresser congleton",
        "hair cut is torture for my little one who can help",
        "fryzjer przyjazny dzieciom z autyzmem",
        "haircuts sensory barbers macclesfield",
    ),
    "cinema": (
        "relaxed cinema showings near me",
        "autism friendly film screenings",
        "free cinema ticket for carer",
        "does odeon do quiet films for sensory kids",
        "cinema card for carers cea",
    ),
    "car seat": (
        "special car seat for a 9 year old with cerebral palsy",
        "my son undoes his seatbelt, is there a harness",
        "buckle guard seat belt disabled child",
        "who funds an adapted car seat",
        "fotelik samochodowy dla dziecka niepełnosprawnego dofinansowanie",
    ),
    "tube feeding at school": (
        "school say they wont do his peg feed",
        "who trains staff for gastrostomy feeding",
        "ng tube feeds in nursery are staff allowed",
        "can a TA give my daughter her tube feed",
        "peg feeding school care plan training",
    ),
    "theme park pass": (
        "alton towers ride access pass how to get",
        "queue jump pass for autism at theme parks",
        "do i need proof of dla for ride access pass",
        "carer ticket chester zoo",
        "proof needed for a carers ticket at legoland",
    ),
    "school refusal": (
        "my daughter hasn't been to school for 6 weeks shes too anxious",
        "ebsa help, he can't get out of the car in the morning",
        "school refuser with anxiety what support is there",
        "moja córka nie chce chodzić do szkoły z powodu lęku",
        "won't go to school, panic attacks every day",
    ),
    "exclusion": (
        "he was suspended 3 times this term and has an ehcp",
        "can they permanently exclude a child with adhd",
        "school excluded my son for hitting a TA",
        "fixed term exclusion send rights",
        "exmatriculat din școală copilul meu cu adhd ce pot face",
    ),
    "part time timetable": (
        "school only lets her in for 2 hours a day",
        "is a reduced timetable legal",
        "part time timetable for how long can it go on",
        "they send him home at dinner every day",
        "half days since september, when must they let him do full",
    ),
    "sensory processing assessment": (
        "how to get a sensory assessment",
        "sensory processing disorder who diagnoses it",
        "ot sensory integration assessment on nhs waiting list",
        "diagnoza integracji sensorycznej gdzie",
        "private sensory OT report do the council accept",
    ),
    "tourettes": (
        "my son has started with tics who do we see",
        "tourettes diagnosis cheshire",
        "school telling him off for his tics",
        "is there a tourettes support group",
        "vocal tics suddenly, is it tourette",
    ),
    "eating": (
        "she only eats 4 foods could it be arfid",
        "arfid clinic referral",
        "my autistic son won't eat anything but crisps",
        "dziecko je tylko kilka rzeczy, arfid, gdzie pomoc",
        "dietician for fussy eater with autism",
    ),
    "toilet training": (
        "still not toilet trained at 6 who helps",
        "how do i potty train a non verbal child",
        "school refusing to change him because not toilet trained",
        "toileting clinic for children with asd",
        "nauka korzystania z toalety dziecko autyzm",
    ),
    "sexual health and puberty": (
        "how do I explain periods to my daughter with downs",
        "puberty lessons for learning disabled teenagers",
        "period pants free for special school",
        "social story about periods",
        "my son touches himself in class who gives advice on puberty",
    ),
    "bullying": (
        "kids are picking on my autistic son what must school do",
        "bullied because of her hearing aids",
        "school does nothing about bullying send",
        "he gets called names on the bus everyday",
        "prześladowanie w szkole dziecko z niepełnosprawnością",
    ),
    "laptop": (
        "can he get a laptop for school work dyspraxia",
        "who pays for a laptop in the ehcp",
        "touch typing instead of handwriting",
        "school wont let her use her own laptop in lessons",
        "ipad grant for non speaking child",
    ),
    "passing the driving theory and buses": (
        "free bus pass for my disabled teenager",
        "companion bus pass carer",
        "how old for a disabled bus pass",
        "autobus za darmo dla niepełnosprawnego nastolatka",
        "bus pass renewal for young person with ld",
    ),
    "wills and trusts": (
        "how do i set up a trust for my disabled son",
        "disabled person's trust will solicitor",
        "what happens to her money when we die, she has a learning disability",
        "will writing for parents of sen kids",
        "discretionary trust and benefits",
    ),
    "deputyship": (
        "my son turns 18 do i need deputyship",
        "court of protection for a learning disabled adult child",
        "bank won't talk to me now she's 18",
        "lasting power of attorney or deputy for young person",
        "appointee for benefits at 16",
    ),
    "benefits stop in hospital": (
        "does dla stop if he is in hospital",
        "28 days hospital and carers allowance",
        "do we lose the mobility part when shes an inpatient",
        "zasiłek dla dziecka w szpitalu czy zabiorą",
        "hospital stay over a month dla",
    ),
    "housing move": (
        "we need a ground floor flat because of my sons wheelchair",
        "medical priority for council housing list",
        "overcrowded, autistic boys can't share a room",
        "extra bedroom for disabled child housing benefit",
        "larger house needed for hoist and equipment housing register",
    ),
    "volunteering and work experience": (
        "work experience for a lad with autism at 15",
        "supported internship search near nantwich",
        "volunteer jobs for young people with learning disabilities",
        "job coach for 19 year old with downs",
        "staż dla młodego człowieka z niepełnosprawnością",
    ),
    "handwriting": (
        "his handwriting is terrible, is it dysgraphia",
        "who tests for dysgraphia",
        "pencil grip help year 3",
        "school says handwriting not a need",
        "she can't hold a pen properly ot referral",
    ),
}

LEARNT = tuple(list(SUBJECTS)[::2])
"""Subjects that the numbers of `review/grouping.py` may be chosen with."""

JUDGED = tuple(list(SUBJECTS)[1::2])
"""Subjects that nothing was chosen with."""

NOISE = (
    "asdf",
    "what's for tea",
    "pizza near me",
    "who won the match",
    "is it going to rain saturday",
    "tell me a joke",
    "hhhhhhhh",
    "what time is it in spain",
    "ehc plan in scotland",
    "university of life",
    "sing me a song",
    "bitcoin price",
)
