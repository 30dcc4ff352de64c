from __future__ import annotations

import numpy as np

from sendbot.matching.lexical import LexicalIndex

TEXTS = [["school", "transport"], ["school", "refused", "plan"], ["dla", "form"]]


def test_rows_have_length_one() -> None:
    rows = LexicalIndex.fit(TEXTS).rows(TEXTS)
    assert np.allclose(np.sqrt(rows.multiply(rows).sum(axis=1)), 1)


def test_a_text_is_nearest_to_itself() -> None:
    rows = LexicalIndex.fit(TEXTS).rows(TEXTS)
    assert (rows @ rows.T).toarray().argmax(axis=1).tolist() == [0, 1, 2]


def test_a_slip_still_shares_letters() -> None:
    index = LexicalIndex.fit(TEXTS)
    near = (index.rows([["transprot"]]) @ index.rows(TEXTS).T).toarray()[0]
    assert near.argmax() == 0
    assert near[0] > 0


def test_unknown_words_give_an_empty_row() -> None:
    assert LexicalIndex.fit(TEXTS).rows([["zzz"]]).nnz == 0
