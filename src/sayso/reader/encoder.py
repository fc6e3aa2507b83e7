"""The only file that opens a model: windows in, tag probabilities and pointer vectors out."""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sayso.core.errors import SaysoError
from sayso.reader.labels import ROLES, TAGS
from sayso.reader.windows import Window

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Array = npt.NDArray[np.float32]
MODEL, CARD, TOKENIZER = "reader.onnx", "card.json", "tokenizer.json"
AHEAD = 4
"""Windows that a thread may be ahead of whoever takes their views."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the network gives for one window of n pieces: ``tags[name]`` ``[n, labels]`` (logits), ``points``
    ``[n, roles, 3, width]``."""

    window: Window
    tags: dict[str, Array]
    points: Array
    real: npt.NDArray[np.bool_] = field(init=False, compare=False)
    """Which pieces stand for characters of the text."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "real", np.asarray(self.window.starts) >= 0)


def available(folder: Path | None = None) -> bool:
    """Whether a model lies in the package (or in the given folder)."""
    return (folder / MODEL).is_file() if folder else files("sayso.reader").joinpath("models", MODEL).is_file()


class Encoder:
    """Owns the model. Each window runs by itself, so that no window's numbers depend on what else is in the batch.

    ``threads`` windows run side by side. Raises SaysoError if the model is missing or was made for other labels.
    """

    def __init__(self, folder: Path | None = None, threads: int | None = None) -> None:
        if folder is None:
            with as_file(files("sayso.reader").joinpath("models")) as inside:
                folder = inside
        if not (folder / MODEL).is_file():
            raise SaysoError(
                f"The reader's model {MODEL} is missing from {folder}; reinstall sayso or read with the lexicon."
            )
        self.card: dict[str, Any] = json.loads((folder / CARD).read_text("utf8"))
        if self.card["roles"] != list(ROLES) or self.card["tags"] != {k: list(v) for k, v in TAGS.items()}:
            raise SaysoError(
                f"The reader's model in {folder} was made for other labels than this version of sayso reads."
            )
        self.threads = threads or min(4, os.cpu_count() or 1)
        self.near = np.asarray(self.card["near"], dtype=np.float32)
        self.none = np.asarray(self.card["none"], dtype=np.float32)
        self._folder = folder
        self._session = self._open()
        self.tokenizer = self._tokenizer()

    def _open(self) -> Any:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The fused operator for sum and norm is slower than the two apart (28 ms a window with it, 26 without).
        return ort.InferenceSession(
            str(self._folder / MODEL),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],
        )

    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        made: Tokenizer = Tokenizer.from_file(str(self._folder / TOKENIZER))
        made.no_truncation()
        made.no_padding()
        return made

    def run(self, windows: Iterable[Window]) -> Iterator[Seen]:
        """The network's view of each window, in the order given; few are held at a time, however many there are."""
        if self.threads == 1:
            yield from map(self._one, windows)
            return
        with ThreadPoolExecutor(self.threads) as pool:
            coming: deque[Future[Seen]] = deque()
            for window in windows:
                coming.append(pool.submit(self._one, window))
                if len(coming) > AHEAD * self.threads:
                    yield coming.popleft().result()
            while coming:
                yield coming.popleft().result()

    def _one(self, window: Window) -> Seen:
        ids, cases = (np.asarray([row], dtype=np.int64) for row in (window.ids, window.cases))
        tags, points = self._session.run(None, {"ids": ids, "cases": cases})
        split: dict[str, Array] = {}
        at = 0
        for name, labels in TAGS.items():
            split[name] = tags[0, :, at : at + len(labels)]
            at += len(labels)
        return Seen(window, split, points[0].reshape(len(window.ids), len(ROLES), 3, -1))
