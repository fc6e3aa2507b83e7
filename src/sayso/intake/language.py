"""Is this English? A stop-word count is enough to say yes or no, and a script count to say what else it may be."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Final

from sayso.core.errors import OtherLanguage

_WORDS: Final = {
    "English": "the of and to in a is was for that on with he as it by at from are were has have his had been said not "
    "but who they which will after their an be",
    "French": "le la les de des du et en un une est dans que qui pour sur au aux par pas avec ce il elle sont ne",
    "German": "der die das und in den von zu mit ist im auf für des dem nicht ein eine auch sich als wurde hat bei",
    "Spanish": "el la los las de que y en un una por con para del al se no es su como más lo fue ha sus pero este",
    "Portuguese": "o a os as de que e em um uma por com para do da dos das no na se não é ao mais como foi pelo",
    "Italian": "il la i gli le di che e in un una per con del della dei al non è si da nel più sono come alla ha anche",
    "Dutch": "de het een en van in is dat op te zijn voor met die niet aan er om ook als door naar bij werd heeft",
    "Polish": "i w z na do się nie że to o jest po od za jak przez dla oraz ale który są był",
    "Turkish": "ve bir bu da de için ile olarak olan çok daha gibi kadar sonra ama en o ise",
    "Indonesian": "yang dan di dari untuk dengan ini itu pada dalam tidak akan oleh ke telah juga adalah para",
    "Swedish": "och i att det som en på är av för med den till har inte om ett han var de vid",
}  # fmt: skip
_STOP: Final = {name: frozenset(words.split()) for name, words in _WORDS.items()}
_SCRIPTS: Final = {
    "CYRILLIC": "Russian", "ARABIC": "Arabic", "CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese",
    "HANGUL": "Korean", "GREEK": "Greek", "HEBREW": "Hebrew", "DEVANAGARI": "Hindi", "THAI": "Thai",
    "BENGALI": "Bengali", "GEORGIAN": "Georgian", "ARMENIAN": "Armenian", "ETHIOPIC": "Amharic",
}  # fmt: skip
_FEW: Final = 20
_PARAGRAPH: Final = re.compile(r"<p\b[^<>]{0,400}>\s*([^<]{40,4000})", re.IGNORECASE)
_ENOUGH: Final = 600  # characters of paragraphs that tell the language of a page before it is parsed
_WORD: Final = re.compile(r"[^\W\d_]+")


def guess(text: str) -> str | None:
    """The language's English name ("English", "Russian"), or None where the text is too short or none fits."""
    sample = text[:20_000]
    if script := _script(sample):
        return script
    words = [w.lower() for w in _WORD.findall(sample)]
    if len(words) < _FEW:
        return None
    counts = Counter(words)
    share = {name: sum(counts[w] for w in stop) / len(words) for name, stop in _STOP.items()}
    best = max(share, key=lambda name: share[name])
    # English running text lies at 0.30 to 0.45; lists of names and headlines can fall to 0.10.
    return best if share[best] >= 0.08 else None


def require_english(text: str) -> str | None:
    """``en`` for English, None where the text is too short to tell; raises OtherLanguage for another language."""
    name = guess(text)
    if name is None or name == "English":
        return "en" if name else None
    raise OtherLanguage(f"the text is not English (looks like {name}); sayso reads English.")


def refuse_foreign(page: str) -> None:
    """Raises OtherLanguage where the paragraphs of a page of HTML are clearly not English.

    On archives of the world's news this spares the parsing of most pages, which costs fifty times as much.
    """
    sample = " ".join(found[1] for found in _PARAGRAPH.finditer(page))
    if len(sample) > _ENOUGH:
        require_english(sample)


def _script(sample: str) -> str | None:
    letters = [c for c in sample[:4000] if c.isalpha()]
    foreign = [c for c in letters if ord(c) > 0x36F]
    if len(letters) < _FEW or len(foreign) < 0.5 * len(letters):
        return None
    names = Counter(unicodedata.name(c, "?").split()[0].split("-")[0] for c in foreign)
    if names["HIRAGANA"] + names["KATAKANA"] > 0.1 * len(foreign):
        return "Japanese"
    return _SCRIPTS.get(names.most_common(1)[0][0], "another script")
