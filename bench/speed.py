"""How fast and how heavy: text in, claims out, measured in processes of their own so that nothing is warm by chance.

An article is 600 words. The text is that of the labelled development reports, joined and cut to that length.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.cases import ROOT, claims_file, data_hash
from bench.cases import rows as labelled
from sayso.pipeline import has_model

WORDS = 600
ARTICLES = 40

_CHILD = """
import json, sys, time
start = time.perf_counter()
from sayso import Options, read
from sayso.pipeline import choose_reader
name, threads, one, path = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
reader = choose_reader(name, threads=threads)
head = next(read(one, Options(reader=reader)))
if not hasattr(head, "claims"):
    raise SystemExit(head.reason)
claims = len(head.claims)
first = time.perf_counter() - start
begin, busy, number = time.perf_counter(), time.process_time(), 0
for result in read(path, Options(reader=reader)):
    claims += len(result.claims)
    number += 1
seconds, busy = time.perf_counter() - begin, time.process_time() - busy
# Not getrusage: a child's ru_maxrss begins with what its parent used before exec.
with open("/proc/self/status") as status:
    memory = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
print(json.dumps({"first": first, "rate": number / seconds, "cpu": busy / number, "memory": memory, "claims": claims}))
"""
_SPACY = """
import json, sys, time
import spacy
nlp = spacy.load("en_core_web_md")
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf8")]
nlp(texts[0])
begin = time.perf_counter()
for _ in nlp.pipe(texts):
    pass
print(len(texts) / (time.perf_counter() - begin))
"""
"""What a user would otherwise take: the whole pipeline (tags, parse, names) of a model, on the same text."""
_JOBS = """
import json, resource, sys, time
from sayso.cli.main import main
path, out, seconds = sys.argv[1], sys.argv[2], []
for part in (path, path.replace(".jsonl", ".more.jsonl")):
    begin = time.perf_counter()
    if main(["read", "--quiet", "--jobs", "2", "--out", out, part]):
        raise SystemExit("sayso read failed")
    seconds.append(time.perf_counter() - begin)
own, child = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({"seconds": seconds, "memory": own + 2 * child}))
"""
"""`sayso read --jobs 2` on some articles and on `TIMES` as many: what the further ones cost is free of starting up."""
TIMES = 5
_IMPORT = "import time; s = time.perf_counter(); import sayso; print(time.perf_counter() - s)"


def articles() -> list[dict[str, str]]:
    """Texts of `WORDS` words with a date, as rows of the JSONL that intake reads."""
    words = " ".join(row["text"] for row in labelled("dev")).split(" ")
    texts = [" ".join(words[i : i + WORDS]) for i in range(0, WORDS * ARTICLES, WORDS)]
    return [
        {"id": f"a{i}", "text": t, "published": "2022-01-07"} for i, t in enumerate(texts) if len(t) > WORDS
    ]


def rows() -> list[dict[str, Any]]:
    """Articles a second with one and two threads, time to the first report cold, peak memory, time of import."""
    data = data_hash(claims_file("dev"))
    found = [_row("import sayso, seconds", round(float(_python(_IMPORT)), 3), 1, "-")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        given = articles()
        path.write_text("".join(json.dumps(a) + "\n" for a in given), "utf-8")
        one = Path(folder) / "one.jsonl"
        one.write_text(json.dumps(given[0]) + "\n", "utf-8")
        for name in ("lexicon", *(["learned"] if has_model() else [])):
            for threads in (1, 2):
                seen = json.loads(_python(_CHILD, name, str(threads), str(one), str(path), threads=threads))
                title = f"speed {name}, {threads} thread{'s'[: threads - 1]}"
                found += [
                    _row(f"{title}: articles/s", round(seen["rate"], 1), len(given), data),
                    _row(f"{title}: CPU time an article, ms", round(1000 * seen["cpu"], 1), len(given), data),
                    _row(f"{title}: first report cold, ms", round(1000 * seen["first"]), 1, data),
                    _row(f"{title}: peak memory, MB", round(seen["memory"]), len(given), data),
                ]
        if has_model():
            found += _jobs(path, given, data)
        found += _spacy(path, len(given), data)
    return found


def _jobs(path: Path, given: list[dict[str, str]], data: str) -> list[dict[str, Any]]:
    more = [a | {"id": f"{a['id']}-{i}"} for i in range(TIMES) for a in given]
    path.with_name("articles.more.jsonl").write_text("".join(json.dumps(a) + "\n" for a in more), "utf-8")
    seen = json.loads(_python(_JOBS, str(path), str(path.with_name("out.jsonl")), threads=2))
    once, often = seen["seconds"]
    rate, title = (len(more) - len(given)) / (often - once), "speed learned, 2 processes"
    return [
        _row(f"{title}: articles/s", round(rate, 1), len(more), data),
        _row(f"{title}: peak memory, MB", round(seen["memory"]), len(more), data),
    ]


def _spacy(path: Path, number: int, data: str) -> list[dict[str, Any]]:
    if find_spec("spacy") is None or find_spec("en_core_web_md") is None:
        print("speed: spaCy's en_core_web_md is not installed, so there is no row of it beside ours.")
        return []
    return [
        _row(
            "speed spaCy en_core_web_md, 1 process: articles/s",
            round(float(_python(_SPACY, str(path))), 1),
            number,
            data,
        )
    ]


def _row(name: str, value: float, n: int, data: str) -> dict[str, Any]:
    return {"name": name, "value": value, "n": n, "hash": data}


def _python(code: str, *arguments: str, threads: int = 1) -> str:
    """What a fresh interpreter prints for the code, bound to as many cores as it has threads."""
    cores = sorted(os.sched_getaffinity(0))[:threads]
    command = [sys.executable, "-c", f"import os; os.sched_setaffinity(0, {cores})\n" + code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode:
        raise RuntimeError(
            done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "the measured process failed"
        )
    return done.stdout.strip().splitlines()[-1]
