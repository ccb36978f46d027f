"""Links of a built site: dead ones and fetched ones are found, the others are not complained of."""

import pytest


def site(folder, **pages):
    for name, body in pages.items():
        path = folder / (name.replace("__", "/") + ".html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    return folder


def test_a_sound_site_has_no_faults(making, tmp_path):
    (tmp_path / "x.css").write_text("a { background: url('x.png') }", encoding="utf-8")
    made = site(
        tmp_path,
        index='<h1 id="top">A</h1><a href="sub/b.html#here">b</a><a href="#top">up</a>'
        '<link rel="stylesheet" href="x.css"><link rel="canonical" href="https://example.org">',
        sub__b='<p id="here"></p><a href="../index.html">a</a><a href="..">home</a>'
        '<a href="https://example.org/x">out</a><img src="data:image/png;base64,AA">',
    )
    links = making("links")
    assert links.faults(made) == ()
    assert links.outside(made) == ("https://example.org/x",)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<a href="gone.html">x</a>', "gone.html is not there"),
        ('<a href="#nowhere">x</a>', "#nowhere has no such place"),
        ('<a href="sub/b.html#nowhere">x</a>', "sub/b.html#nowhere has no such place"),
        ('<img src="gone.png">', "gone.png is not there"),
        ('<script src="https://example.org/a.js"></script>', "fetches https://example.org/a.js"),
        ('<img src="//example.org/a.png">', "fetches //example.org/a.png"),
        ('<link rel="preload stylesheet" href="https://example.org/a">', "fetches https://"),
    ],
)
def test_each_kind_of_fault_is_found(making, tmp_path, body, fault):
    (found,) = making("links").faults(site(tmp_path, index=body, sub__b=""))
    assert found.startswith("index.html: ")
    assert fault in found


def test_fonts_that_a_style_fetches_are_found(making, tmp_path):
    site(tmp_path, index="")
    (tmp_path / "s.css").write_text("@font-face { src: url(https://example.org/f) }", "utf-8")
    assert making("links").faults(tmp_path) == ("s.css: fetches https://example.org/f",)
