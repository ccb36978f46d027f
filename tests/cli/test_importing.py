"""``balance import``: folder to standard output, account to standard error."""

import handmade_files as made


def test_a_file_is_one_command_away_from_a_comparison(run, tmp_path):
    path = made.nmc(tmp_path / "NMC.csv")
    code, out, err = run("import", str(path), "-o", str(tmp_path / "mine"))
    assert code == 0
    assert out.strip() == str(tmp_path / "mine")
    assert "read as cow" in err
    assert "by what stands in it" in err
    assert "66 figures of 8 states, 1913 to 1992; source cow-nmc-6-0" in err
    assert "4 cells missing: no data" in err
    code, out, err = run(
        "compare",
        "DDR",
        "DEU",
        "--indicator",
        "cow_population",
        "--data",
        str(tmp_path / "mine"),
        "--format",
        "csv",
    )
    assert code == 0
    assert "16247000" in out


def test_a_fault_of_the_file_is_one_line_and_exit_1(run, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("<html></html>", encoding="utf-8")
    for more in ((), ("--kind", "cow")):
        code, out, err = run("import", str(path), *more, "-o", str(tmp_path / "mine"))
        assert code == 1
        assert out == ""
        assert "x.csv" in err
        assert not (tmp_path / "mine").exists()


def test_a_fault_of_the_command_is_exit_2(run, tmp_path):
    path = made.nmc(tmp_path / "NMC.csv")
    target = str(tmp_path / "mine")
    assert run("import", str(path), "--kind", "excel", "-o", target)[0] == 2
    assert run("import", str(path), "--unknown", "ignore", "-o", target)[0] == 2
    assert run("import", str(path))[0] == 2
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "x").write_text("", encoding="utf-8")
    assert run("import", str(path), "-o", target)[0] == 2


def test_unknown_names_can_be_kept_dropped_or_named_by_an_alias(run, tmp_path):
    path = made.owid(tmp_path / "x.csv")
    path.write_text(path.read_text(encoding="utf-8") + "Ruritania,,2018,3\n", encoding="utf-8")
    target = str(tmp_path / "mine")
    code, _, err = run("import", str(path), "-o", target)
    assert code == 1
    assert "'Ruritania'" in err
    code, _, err = run("import", str(path), "-o", target, "--unknown", "drop")
    assert code == 0
    assert "1 unknown name dropped: Ruritania" in err
    code, _, err = run("import", str(path), "-o", target, "--unknown", "keep")
    assert "1 unknown name kept" in err
    own = tmp_path / "own"
    own.mkdir()
    (own / "aliases.csv").write_text(
        "scheme,name,entity,first_year,last_year\nowid,Ruritania,ROU,,\n", encoding="utf-8"
    )
    code, _, err = run("import", str(path), "-o", target, "--data", str(own))
    assert code == 0
    assert "Ruritania = ROU" in err


def test_an_import_that_takes_the_place_of_another_says_so(run, tmp_path):
    target = str(tmp_path / "mine")
    first, second = made.nmc(tmp_path / "NMC.csv"), made.owid(tmp_path / "owid.csv")
    assert "replaced" not in run("import", str(first), "-o", target)[2]
    code, _, err = run("import", str(second), "-o", target)
    assert code == 0
    assert f"{target}: the earlier import of NMC.csv was replaced" in err
