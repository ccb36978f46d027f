"""What other programs may rely on, in one list: a change to it is deliberate, or a mistake.

A name that is new goes into the list and under API in CHANGELOG.md. A name that goes, or whose
parameters change, breaks somebody's program: say so there too.
"""

import importlib
import pkgutil
from types import ModuleType

import pytest

import balance

PUBLIC = {
    "balance": """
        Coalition Dataset Result cite compare history load panel shares versions
    """,
    "balance.charts": """
        Plots chart_figure
    """,
    "balance.citation": """
        Citation Citations cite cite_tables versions
    """,
    "balance.claims": """
        claims_result
    """,
    "balance.coalitions.coalition": """
        Coalition named
    """,
    "balance.comparison.compare": """
        COLUMNS Comparison compare compare_rows indicators_of result_of sides_of
    """,
    "balance.comparison.history": """
        history
    """,
    "balance.comparison.panel": """
        PANEL_COLUMNS Panel panel
    """,
    "balance.comparison.result": """
        ChartSpec Result Statement cell
    """,
    "balance.comparison.shares": """
        shares
    """,
    "balance.errors": """
        BalanceError BasisError BoundsDisorder BoundsError ChartError DataFault DataFaults
        DateDisorder DateError DuplicateKey EditionJump EmptyCoalition EmptyFile ExecutorWarning
        ExpressionError FormulaError ImplausibleValue ImportFault ImportFaults LevelError
        ManifestError MaybeNotStated MissingColumn MissingLibrary MissingSheet MissingValue
        NoBestValue NoErrorModel NotAMember NotAWorkbook NotReadable NotSimulated NotText
        NotUpdated OpenBound OtherCurrency OutputError OverlappingSides PackageOutOfDate
        ParameterError PartAboveTotal PastTarget Place Placeholder RateError ReadingError
        RowError SameEntityTwice SeriesBreak ShareError StaleException TooManyMembers
        UndecodableText UnexpectedColumn UnfinishedScenario UnitSlip UnknownColumn
        UnknownEntities UnknownIndicator UnknownKind UnknownLosses UnknownName UnknownReference
        UnknownScenario UnknownSource UnknownSplit UnlikeThings UnsafeFile WeightError
        WordingDisagrees WordingError WrongCell WrongLayout WrongUnit WrongValue ZeroDenominator
        number_text suggest
    """,
    "balance.importers": """
        cow import_file kiel nato owid sipri table world_bank write_folder
    """,
    "balance.indices.cinc": """
        COMPONENTS Missing cinc
    """,
    "balance.planning": """
        breakeven departures force_path power required_growth rotation_path smallest
        spending_path stock_path
    """,
    "balance.report": """
        FORMATS Changes Verification changes_since earlier_report verify write_report
    """,
    "balance.robustness": """
        anomalies disagreement flips simulation spreads survival universes variants
    """,
    "balance.scenarios": """
        SCENARIOS Scenario baltic_states british_army european_powers nato_vs_russia
        nato_without_us_and_canada nuclear_forces occupied_territory peacekeeping_force
        russian_force_generation scenario special_funds spending_targets ukraine_support
        war_economy what_the_texts_say where_sources_disagree would_it_survive
    """,
    "balance.skeletons": """
        Skeleton new_figure new_scenario new_source scenario_faults
    """,
    "balance.tables.dataset": """
        Dataset
    """,
    "balance.tables.loading": """
        bundled_folder check load tables_of
    """,
}
"""Names by module."""


@pytest.mark.parametrize("module", PUBLIC)
def test_public_names_are_those_of_the_list(module):
    listed, found = PUBLIC[module].split(), list(importlib.import_module(module).__all__)
    new = [name for name in found if name not in listed]
    gone = [name for name in listed if name not in found]
    assert not new, f"{module} has names that are new: {', '.join(new)}; list them here"
    assert not gone, f"{module} lacks names that others rely on: {', '.join(gone)}"
    assert listed == sorted(listed, key=lambda name: (not name.isupper(), name)) or module in (
        "balance.importers",
    )
    assert len(set(listed)) == len(listed)


@pytest.mark.parametrize("module", PUBLIC)
def test_public_names_can_be_imported(module):
    for name in PUBLIC[module].split():
        assert getattr(importlib.import_module(module), name) is not None


def test_a_package_that_exports_names_is_listed():
    """A room that hands names on in its __init__ means them to be used."""
    rooms = [
        module.name
        for module in pkgutil.iter_modules(balance.__path__, "balance.")
        if module.ispkg and hasattr(importlib.import_module(module.name), "__all__")
    ]
    assert set(rooms) <= set(PUBLIC)


def test_a_module_does_not_take_the_place_of_a_function():
    """`balance.cite` is the function whatever has been imported before."""
    for module in ("balance", "balance.robustness", "balance.planning", "balance.importers"):
        for name in PUBLIC[module].split():
            assert not isinstance(getattr(importlib.import_module(module), name), ModuleType)
