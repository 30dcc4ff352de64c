"""`python -m tests.training.pieces`: fit the weights and write them where the channel looks for them. Takes a
second."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from sendbot.channels.telegram.delivery import piece_weights
from sendbot.channels.telegram.delivery.still_coming import signs
from tests.training.pieces.examples import learned, typed

_TYPED = 4.0
"""What a message that was really typed in pieces weighs beside a whole question of whole.yaml."""
_STRENGTH = 1.0


def main(path: Path) -> None:
    """Learn, and write the weights as Python."""
    examples = learned()
    rows = DictVectorizer()
    table = rows.fit_transform([dict.fromkeys(signs(pieces), 1) for pieces, _ in examples])
    coming = np.array([more for _, more in examples])
    importance = np.where(np.arange(len(examples)) < len(typed("learn")), _TYPED, 1.0)
    fitted = LogisticRegression(C=_STRENGTH, max_iter=1000).fit(table, coming, importance)
    named = sorted(zip(rows.get_feature_names_out(), fitted.coef_[0], strict=True))
    lines = "".join(f'    "{name}": {weight:.3f},\n' for name, weight in named)
    head = (
        '"""How much each sign says for another piece. Made by `python -m tests.training.pieces`, not by '
        'hand."""'
    )
    path.write_text(
        f"{head}\n\nfrom __future__ import annotations\n\nBIAS = {fitted.intercept_[0]:.3f}\n"
        f'"""With no sign at all."""\nWEIGHTS: dict[str, float] = {{\n{lines}}}\n',
        encoding="utf-8",
    )
    print(f"{len(examples)} examples; {path} is written.")


if __name__ == "__main__":
    main(Path(piece_weights.__file__))
