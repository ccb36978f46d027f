"""A manifest is read as what it is: a file that anybody may have written."""

import hashlib
import json

import pytest

from balance.errors import ManifestError, OutputError
from balance.report import verify
from balance.report.manifest import read_manifest

KEYS = ("balance", "scenarios", "formats", "terms", "leave_out", "data", "outputs", "libraries")


@pytest.fixture
def changed(write):
    """Write a report and put something else into its manifest, or another manifest."""

    def call(**cells):
        out = write()
        path = out / "manifest.json"
        told = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**told, **cells}), encoding="utf-8")
        return out

    return call


def test_it_says_what_the_report_was_made_from(write, data, maker):
    told = read_manifest(write(formats=["md", "html"]))
    assert (told.scenarios, told.formats) == (("nato_vs_russia",), ("md", "html"))
    assert (told.terms, told.leave_out) == (None, ())
    assert told.data == data.digests
    sums = {path: hashlib.sha256(content).hexdigest() for path, content in maker.files.items()}
    assert told.outputs == sums
    assert {"balance", "pandas", "matplotlib"} <= set(told.versions)


@pytest.mark.parametrize(
    "path",
    ["{root}/victim.txt", "../victim.txt", "tables/../../victim.txt", "..", "a/b/../../../x", "/"],
)
def test_a_path_that_leads_outside_the_folder_is_refused(changed, maker, write, run, path):
    out = changed()
    victim = out.parent / "victim.txt"
    victim.write_bytes(b"mine")
    digest = hashlib.sha256(b"mine").hexdigest()
    changed(outputs={path.format(root=out.parent): digest})
    with pytest.raises(ManifestError, match="lies outside the folder"):
        verify(out)
    # What is no longer part of a report is removed with it: never something outside.
    with pytest.raises(OutputError, match="lies outside the folder"):
        write()
    assert victim.read_bytes() == b"mine"
    assert (out / "report.md").read_bytes() == b"# as made\n"
    code, told, err = run("verify", str(out))
    assert (code, told) == (1, "")
    assert "lies outside the folder" in err


@pytest.mark.parametrize("key", KEYS)
def test_every_entry_is_needed_and_of_its_kind(changed, key):
    whole = changed()
    path = whole / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    missing = {name: value for name, value in told.items() if name != key}
    bad = [missing]
    if key != "balance":  # a version may be anything
        wrong = [5, "text" if key != "terms" else ["text"], [1], {"a": 1}, True]
        wrong += [None] if key != "terms" else []
        bad += [{**told, key: value} for value in wrong]
    for content in bad:
        path.write_text(json.dumps(content), encoding="utf-8")
        with pytest.raises(ManifestError, match=r"manifest\.json: cannot read the manifest \("):
            read_manifest(whole)


GARBAGE = {
    "nested": b"[" * 100_000,
    "nested objects": b'{"a":' * 100_000,
    "not JSON": b"outputs: none",
    "not UTF-8": b'{"balance": "\xff"}',
    "many digits": b'{"balance": ' + b"9" * 5_000 + b"}",
    "null": b"null",
    "a number": b"1",
    "a list of lists": b"[[]]",
    "cut off": b'{"balance": "1", "outputs": {"rep',
}


@pytest.mark.parametrize("content", GARBAGE.values(), ids=GARBAGE)
def test_garbage_is_one_message_and_exit_code_1(write, run, content):
    out = write()
    (out / "manifest.json").write_bytes(content)
    code, told, err = run("verify", str(out))
    assert (code, told) == (1, "")
    assert err.startswith(f"balance: {out / 'manifest.json'}: cannot read the manifest (")
    assert "expected a folder written by `balance report`" in err
    assert len(err) < 500
    with pytest.raises(OutputError, match="nothing was overwritten"):
        write()
    assert (out / "manifest.json").read_bytes() == content


def test_a_folder_named_as_the_manifest(write, run):
    out = write()
    (out / "manifest.json").unlink()
    (out / "manifest.json").mkdir()
    code, _, err = run("verify", str(out))
    assert code == 1
    assert "Is a directory" in err


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"scenarios": ["nato_vs_russi"]}, "there is no scenario 'nato_vs_russi'"),
        ({"scenarios": []}, "no scenario is asked for"),
        ({"formats": ["docx"]}, "unknown format 'docx'"),
        ({"formats": []}, "no format is asked for"),
        ({"terms": "free"}, "unknown terms 'free'"),
        ({"leave_out": ["gfq"]}, "no source or publication 'gfq' to leave out"),
    ],
)
def test_a_manifest_that_names_what_does_not_exist(changed, monkeypatch, run, cells, words):
    out = changed(**cells)
    monkeypatch.undo()  # the real report now: it must say so before it makes anything
    code, told, err = run("verify", str(out))
    assert (code, told) == (1, "")
    assert "manifest.json: the report cannot be made again: " in err
    assert words in err
