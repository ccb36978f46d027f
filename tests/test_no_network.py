"""Nothing at run time reaches for the network: every socket is an error here."""

import socket

import pytest

import balance
from balance.cli.app import main


class Reached(AssertionError):
    """Something opened a socket or asked for an address."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    tried = []

    def refuse(*words, **named):
        tried.append(words)
        raise Reached(f"the network was reached for: {words} {named}")

    class Refused(socket.socket):
        def __new__(cls, *words, **named):
            refuse(*words, **named)

    monkeypatch.setattr(socket, "socket", Refused)
    for name in ("create_connection", "getaddrinfo", "gethostbyname", "create_server"):
        monkeypatch.setattr(socket, name, refuse)
    yield tried
    assert tried == []  # even where somebody caught the error


def test_the_guard_holds(no_network):
    import urllib.request

    with pytest.raises(Reached):
        urllib.request.urlopen("https://example.org")
    with pytest.raises(Reached):
        socket.socket()
    assert len(no_network) == 2
    no_network.clear()


def test_loading_comparing_and_citing():
    data = balance.load()
    result = balance.compare("BALTIC", "RUS", data=data, indicators=["active_personnel"])
    assert result.headline
    assert balance.cite(result).bibtex
    assert len(balance.versions(data))
    assert result.explain("active_personnel").figures.shape[0] == 4
    assert balance.history("BALTIC", "RUS", years="2022-2024", data=data).table.shape[0]


PAIR = ("BALTIC + POL", "RUS")
COMMANDS = [
    ("compare", *PAIR, "--indicator", "submarines"),
    ("explain", *PAIR, "submarines"),
    ("scenario", "nuclear_forces"),
    ("claims", "members-31"),
    ("cite", "nuclear_forces", "--bibtex"),
    ("versions",),
    ("list", "sources"),
    ("check",),
    ("disagreement", "--indicator", "submarines"),
    ("robustness", "nuclear_forces"),
    ("simulate", *PAIR, "--indicator", "active_personnel", "--error-model", "rounding"),
    ("breakeven", *PAIR, "submarines"),
    ("power", "FRA + GBR + DEU", "submarines", "--against", "ITA"),
    ("smallest", "FRA + GBR + DEU", "--against", "ITA", "--indicator", "submarines"),
    ("departures", *PAIR, "submarines"),
    ("path", "spending", "BALTIC", "--target", "3.5", "--by", "2035", "--growth", "2"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_commands(words, capsys):
    with pytest.raises(SystemExit) as caught:
        main(words)
    captured = capsys.readouterr()
    assert not caught.value.code, captured.err
    assert captured.out


def test_a_report_and_its_verification(tmp_path, capsys):
    folder = str(tmp_path / "out")
    for words in (("report", "british_army", "-o", folder), ("verify", folder)):
        with pytest.raises(SystemExit) as caught:
            main(words)
        assert not caught.value.code, capsys.readouterr().err
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    for start in ('src="http', "src='http", "@import", "url(http", 'rel="stylesheet" href="http'):
        assert start not in page
