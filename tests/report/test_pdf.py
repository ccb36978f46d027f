"""The page as PDF."""

import pytest

from balance.errors import OutputError
from balance.report import pdf, write_report

PAGE = '<html><body><p>Text <a href="tables/x.csv">file</a> <a href="#n1">n</a></p></body></html>'


def test_without_a_printer_the_error_says_what_to_install(monkeypatch, tmp_path, data):
    monkeypatch.setattr(pdf, "printer", lambda: "")
    with pytest.raises(OutputError, match=r"WeasyPrint.*Chromium"):
        write_report(tmp_path / "out", ["british_army"], data=data, formats=["pdf"])
    assert not (tmp_path / "out").exists()


def test_a_browser_that_fails_is_an_error(monkeypatch):
    monkeypatch.setattr(pdf, "printer", lambda: "/does/not/exist")
    with pytest.raises(OutputError, match="could not print"):
        pdf.pdf_of(PAGE)


@pytest.mark.skipif(not pdf.printer(), reason="nothing here prints pages")
def test_a_page_is_printed_the_same_twice_without_links_to_files():
    printed = pdf.pdf_of(PAGE)
    assert printed.startswith(b"%PDF-")
    assert printed == pdf.pdf_of(PAGE)
    assert b"file:///" not in printed
