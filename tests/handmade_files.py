"""Small CSV files in the layouts of publishers, with round made-up numbers."""

from __future__ import annotations

from pathlib import Path

COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")

# state, code, year: the six components in thousands; -9 is missing
NMC = {
    ("USA", 2, 1913): (1000, 100, 50, 400, 90000, 20000),
    ("USA", 2, 1914): (5000, 110, 60, 410, 91000, 21000),
    ("RUS", 365, 1914): (3000, 900, -9, 100, 160000, 5000),
    ("RUS", 365, 1989): (900000, 4000, 160000, 2000000, 280000, 90000),
    ("RUS", 365, 1992): (400000, 2500, -9, 1000000, 148000, 60000),
    ("GMY", 255, 1990): (37200000, 545, 38434, -9, 79402, 25673),
    ("GFR", 260, 1990): (35610000, 545, 38433, 366237, 63253, 21254),
    ("GDR", 265, 1990): (-9, 137, 5339, 165959, 16247, 4403),
    ("MOR", 600, 1914): (10, 0, 0, 0, 4517.6, 173.644444),
    ("WSM", 990, 1990): (0, 0, 0, 40, 195, 0),
}


def published_cinc(key: tuple[str, int, int]) -> float:
    """Return the index by its definition, with nothing but the table above."""
    shares = []
    for place in range(6):
        known = [row[place] for (_, _, y), row in NMC.items() if y == key[2] and row[place] != -9]
        if NMC[key][place] != -9 and sum(known) > 0:
            shares.append(NMC[key][place] / sum(known))
    return sum(shares) / len(shares)


def nmc(path: Path, edition: str = "6") -> Path:
    """Write the table as an edition of the National Material Capabilities prints it."""
    order = {
        "4": ("irst", "milex", "milper", "pec", "tpop", "upop"),
    }.get(edition, COMPONENTS)
    version = {"4": "4", "5": "2011", "6": "2021"}.get(edition)
    separator = "\t" if path.suffix == ".txt" else ","
    head = ["ccode", "year", *order, "cinc"]
    head = head if edition == "7" else ["stateabb", *head, "version"]
    lines = [head]
    for key, values in NMC.items():
        state, code, year = key
        by_name = dict(zip(COMPONENTS, values, strict=True))
        cells = [str(by_name[name]) for name in order]
        index = f"{published_cinc(key):.8g}"
        index = index[1:] if index.startswith("0.") else index
        if edition == "7":
            cells = ["NA" if cell == "-9" else cell for cell in cells]
            lines.append([str(code), str(year), *cells, index])
        else:
            name = f'"{state}"' if edition == "5" else state
            lines.append([name, str(code), str(year), *cells, index, str(version)])
    end = "\n" if edition == "5" else "\r\n"
    text = "".join(separator.join(line) + end for line in lines)
    path.write_text(text, encoding="utf-8", newline="")
    return path


PREAMBLE = (
    '"Data Source","World Development Indicators",\r\n\r\n"Last Updated Date","2018-11-14",\r\n'
)
WB = (
    ("Norway", "NOR", "20000", "", "25800.5"),
    ("Korea, Dem. People’s Rep.", "PRK", "1469000", "0", ""),
    ("Korea, Rep.", "KOR", "634000", "634000", "1.5E+05"),
    ("Turkey", "TUR", "512000", "", ""),
    ("West Bank and Gaza", "PSE", "", "", ""),
    ("World", "WLD", "27542350", "27542350", "27542350"),
    ("Not classified", "INX", "", "", ""),
)
YEARS = ("2015", "2016", "2017")


def world_bank(path: Path, code: str = "MS.MIL.TOTL.P1", *, preamble: str = PREAMBLE) -> Path:
    """Write an indicator file: quotes, BOM, a comma at each end."""

    def line(*cells: str) -> str:
        return ",".join(f'"{cell}"' for cell in cells) + ",\r\n"

    text = "\ufeff" + preamble + ("\r\n" if preamble else "")
    text += line("Country Name", "Country Code", "Indicator Name", "Indicator Code", *YEARS)
    for name, state, *cells in WB:
        text += line(name, state, "Made up", code, *cells)
    path.write_text(text, encoding="utf-8", newline="")
    return path


OWID = (
    ("Africa", "", "1988", "15"),
    ("Czechoslovakia", "OWID_CZS", "1988", "30"),
    ("Democratic Republic of Congo", "COD", "1988", "0.5"),
    ("German Democratic Republic", "", "1988", "70"),
    ("Kosovo", "OWID_KOS", "2018", "5"),
    ("NATO members", "", "2018", "900"),
    ("North America", "", "2018", "700"),
    ("The Gambia", "", "2018", "0"),
    ("World", "OWID_WRL", "2018", "1800"),
)


def owid(
    path: Path, title: str = "Military expenditure (constant 2019 US$)", *, codes: bool = True
) -> Path:
    """Write a chart's CSV."""
    head = ["Entity", "Code", "Year", title] if codes else ["Entity", "Year", title]
    lines = [head, *([n, c, y, v] if codes else [n, y, v] for n, c, y, v in OWID)]
    path.write_text("".join(",".join(line) + "\n" for line in lines), encoding="utf-8")
    return path


KIEL = """\
"country","iso","year","month","total","financial","humanitarian","military","commitments",\
"to_be_allocated","gdp","pct_gdp"
"Turkiye","TUR",2022,2,0.002645,0,0,0.002645,0.002645,0,1312.77,0.0002
"Czechia","CZE",2024,2,0.142911,0,0.0653,0.077611,0.142912,0.000001,1312.77,0.0108
"EU (Commission and Council)","EU",2024,3,1.5,1.5,0,0,0,-1.5,19712.76,0.0024
"""
RELEASE = """\
"release","period","date","label"
"29","04/2026","2026-08-04","Ukraine Support Tracker, Release 29 (04/2026)"
"""


def kiel(folder: Path, *, release: bool = True) -> Path:
    """Write the allocations by donor and month, and the release beside them."""
    if release:
        (folder / "release_info.csv").write_text(RELEASE, encoding="utf-8")
    path = folder / "data_explorer.csv"
    path.write_text(KIEL, encoding="utf-8")
    return path
