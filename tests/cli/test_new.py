"""``balance new``."""


def test_a_source_and_its_figure(run, tmp_path):
    folder = str(tmp_path / "mine")
    code, out, _ = run("new", "source", "ministry-2025", "--into", folder)
    assert code == 0
    assert out.startswith(f"{folder}/sources.csv:2\n- fill in every TODO")
    words = ("new", "figure", "SWE", "submarines", "--source", "ministry-2025", "--into", folder)
    code, out, _ = run(*words)
    assert code == 0
    assert out.startswith(f"{folder}/figures/ministry-2025.csv:2\n- it counts: Submarines")
    code, _, err = run("check", folder)
    assert code == 1
    assert "12 faults" in err
    code, _, err = run(*words)
    assert code == 2
    assert "there is a figure" in err


def test_a_scenario_outside_a_checkout(run, tmp_path):
    code, _, err = run("new", "scenario", "nordic_states", "--into", str(tmp_path))
    assert code == 2
    assert "no checkout" in err


def test_check_tells_what_is_missing_from_scenarios(run, monkeypatch):
    import balance.skeletons
    from balance.errors import Place, UnfinishedScenario

    gap = UnfinishedScenario(Place("balance/scenarios/x.py", 3), "still waits to be written")
    monkeypatch.setattr(balance.skeletons, "scenario_faults", lambda: [gap])
    code, out, err = run("check")
    assert (code, out) == (1, "")
    assert "balance/scenarios/x.py:3: still waits to be written" in err
