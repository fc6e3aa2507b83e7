"""Reading at volume by the command line: an archive with poison in it, interrupted, resumed, kept, and from Parquet."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest

from sayso.cli.main import main
from sayso.records import Record

LEXICON = ["--reader", "lexicon"]


def text(number: int) -> str:
    return (
        f"The health ministry said on Tuesday that {number + 2} dock workers had been killed in Aleppo since the "
        f"fire began. State radio reported at least {number + 40} wounded at depot {number}."
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty texts in a tar.gz, with an empty one, a link, and one in French among them."""
    path = tmp_path_factory.mktemp("volume") / "news.tar.gz"
    members = {f"a/{i:02}-2022-03-02.txt": text(i).encode() for i in range(20)}
    members["a/05-empty.txt"] = b" "
    members["a/06-other.txt"] = (
        "Le ministère a dit que les soldats ont quitté la ville et que le pont est fermé dans la région du nord."
    ).encode()
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, data in sorted(members.items()):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
        link = tarfile.TarInfo("a/link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        tar.addfile(link)
    path.write_bytes(gzip.compress(out.getvalue()))
    return path


def manifest(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_killed_run_is_resumed_to_the_same_bytes(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, broken = tmp_path / "whole.jsonl", tmp_path / "broken.jsonl"
    assert main(["read", *LEXICON, "--out", str(whole), str(archive)]) == 1
    told = capsys.readouterr().err
    assert f"{archive}#a/05-empty.txt: the file is empty." in told
    assert "a link or a device" in told
    assert "French" not in told
    assert "20 read with" in told
    assert "1 skipped, 2 failed" in told
    rows = manifest(whole.with_name("whole.jsonl.manifest"))
    assert [r["status"] for r in rows].count("done") == 20
    assert rows[0]["source"] == f"{archive}#a/00-2022-03-02.txt"

    command = [sys.executable, "-m", "sayso", "read", *LEXICON, "--out", str(broken), str(archive)]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    note = broken.with_name("broken.jsonl.manifest")
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and not (note.exists() and note.stat().st_size):
        time.sleep(0.005)
    running.kill()
    running.wait()
    done = len(note.read_bytes().splitlines())
    assert done > 0
    with broken.open("ab") as file:
        file.write(b'{"report": {"id": "half')
    assert main(["read", *LEXICON, "--out", str(broken), "--resume", "--jobs", "2", str(archive)]) == 1
    assert "done before" in capsys.readouterr().err
    assert broken.read_bytes() == whole.read_bytes()
    # The link could not be opened, so it is told of again.
    settled = {(r["source"], r["status"]) for r in manifest(note)}
    assert settled == {(r["source"], r["status"]) for r in rows}


def test_a_record_from_parquet_is_the_record_from_reading(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read, kept = tmp_path / "read.sayso", tmp_path / "kept.sayso"
    assert (
        main(["add", str(read), *LEXICON, "--manifest", str(tmp_path / "m"), "--limit", "7", str(archive)])
        == 1
    )
    assert (
        main(["add", str(read), *LEXICON, "--manifest", str(tmp_path / "m"), "--resume", str(archive)]) == 1
    )
    assert "21 done before" not in capsys.readouterr().err
    assert main(["batch", *LEXICON, "--out", str(tmp_path / "done"), str(archive)]) == 1
    told = capsys.readouterr().err
    assert "2 documents failed; its manifest says why" in told
    assert "1 of 1 shards" in told
    assert main(["add", str(kept), "--from-parquet", str(tmp_path / "done")]) == 0
    assert main(["add", str(kept), "--from-parquet", str(tmp_path / "done")]) == 0
    assert "20 unchanged" in capsys.readouterr().out
    for path in (read, kept):
        assert main(["audit", str(path)]) == 0
    with Record.open(read, make=False) as one, Record.open(kept, make=False) as other:
        assert one.coded() == other.coded()
        assert len(one.claims()) > 20
        first = one.reports()[0].report.id
        assert one.original(first) == other.original(first) is not None
        assert [h.source for h in one.reports()] == [h.source for h in other.reports()]


def test_what_a_record_holds_is_not_read_again_at_volume(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "r.sayso")
    main(["add", path, *LEXICON, "--jobs", "1", str(archive)])
    capsys.readouterr()
    note = tmp_path / "m"
    main(["add", path, *LEXICON, "--jobs", "1", "--manifest", str(note), str(archive)])
    assert "20 unchanged" in capsys.readouterr().out
    assert {r["status"] for r in manifest(note)} == {"skipped", "failed"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read", "--resume", "a.txt"], "give --manifest FILE"),
        (["read", "--jobs", "2", "--html", "x.html", "a.txt"], "does not go with reading at volume"),
        (["read", "--columns", "body", "a.jsonl"], "write it like"),
        (["read", "--jobs", "0", "a.txt"], "--jobs"),
        (["add", "r.sayso", "--from-parquet", "--jobs", "2", "done"], "options of reading do not go with it"),
        (["batch", "none.warc.gz", "--out", "o"], "no file or folder"),
    ],
)
def test_wrong_use_is_told(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        code = main(arguments)
    except SystemExit as stop:
        code = stop.code
    assert code == 2
    assert said in capsys.readouterr().err
