"""Scoring: which entries a message may mean, best first. Deciding what to do about it is `decision`'s work.

    matcher = Matcher.fit({"bins": ["When is the bin day?", ...], ...}, encoder=load_encoder())
    matcher.rank("wen do they empty the bins")[0].entry
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import softmax

from sendbot.matching.decision import Candidate, Ranking, Thresholds
from sendbot.matching.encoders import Encoder
from sendbot.matching.lexical import LexicalIndex
from sendbot.matching.reader import Reader, Reading
from sendbot.matching.scorers import Linear, Owners, Scorer, Texts, fit_scorers, logistic, opinions, unseen_opinions
from sendbot.matching.signs import signs_of
from sendbot.matching.spelling import Spelling
from sendbot.matching.synonyms import Expansion, Synonyms
from sendbot.matching.text import sentences, words
from sendbot.matching.weighing import Confidence, Weights, learn_confidence, learn_weights
