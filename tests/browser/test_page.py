"""The page of a report as readers have it: on screens, on a phone, on paper, by keyboard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
# A4 less the margins of the style sheet, at 96 pixels an inch.
PAPER = {"width": 688, "height": 1009}


def faults(page):
    """Return what axe finds, one line for each rule and element."""
    options = {"runOnly": {"type": "tag", "values": list(RULES)}, "resultTypes": ["violations"]}
    # Thousands of notes are made alike: some of each list stand for all, or it takes minutes.
    page.evaluate(
        "document.querySelectorAll('.notes li:nth-child(n+20):not(:target)')"
        ".forEach(note => note.remove())"
    )
    found = Axe().run(page, options=options)
    return [
        f"{fault['id']}: {node['target']} {node['html'][:120]}"
        for fault in found.response["violations"]
        for node in fault["nodes"][:3]
    ]


@pytest.mark.parametrize("look", [{}, PHONE], ids=["desktop", "phone"])
def test_the_page_is_accessible(few, look_at, look):
    assert faults(look_at(few, **look)) == []


def test_the_page_is_accessible_with_everything_open(few, look_at):
    page = look_at(few)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    page.locator("main a.n").first.click()
    assert faults(page) == []


def test_the_whole_report_is_accessible(full, look_at):
    assert faults(look_at(full)) == []


def test_axe_finds_what_is_wrong(few, look_at):
    """The check can fail: a picture without words and a link without contrast are found."""
    page = look_at(few)
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('afterbegin', "
        '\'<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'
        '<p style="color:#ccc">pale words</p>\')'
    )
    assert {fault.partition(":")[0] for fault in faults(page)} == {"image-alt", "color-contrast"}


@pytest.mark.parametrize("width", [320, 360, 768])
def test_nothing_makes_the_page_wider_than_a_narrow_screen(full, look_at, width):
    page = look_at(full, viewport={"width": width, "height": 740})
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_wide_tables_and_charts_scroll_in_regions_of_their_own(full, look_at):
    page = look_at(full, **PHONE)
    wide = page.evaluate(
        "[...document.querySelectorAll('.table, .drawing')]"
        ".filter(part => part.scrollWidth > part.clientWidth)"
        ".map(part => [part.tabIndex, part.getAttribute('role'), "
        "getComputedStyle(part).overflowX, part.getAttribute('aria-label')])"
    )
    assert len(wide) > 20
    for index, role, overflow, label in wide:
        assert (index, role, overflow) == (0, "region", "auto"), label
        assert label


def test_regions_say_what_they_hold_and_in_which_chapter(full, look_at):
    page = look_at(full)
    names = page.evaluate(
        "[...document.querySelectorAll('[role=region]')].map(p => p.getAttribute('aria-label'))"
    )
    chapters = page.locator("h2").all_inner_texts()
    for name in names:
        assert name.endswith(tuple(f" ({chapter})" for chapter in chapters)), name


def test_words_on_a_phone_can_be_read(full, look_at):
    """Charts are not shrunk on a phone: their smallest words keep most of their size."""
    page = look_at(full, **PHONE)
    sizes = page.evaluate(
        "[...document.querySelectorAll('.drawing svg')]"
        ".map(svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)"
    )
    assert min(sizes) > 0.6


def test_print_shows_no_contents_and_no_origins(full, look_at):
    page = look_at(full, viewport=PAPER)
    page.emulate_media(media="print")
    for part in ("nav", "#origins", "#figures"):
        assert not page.locator(part).first.is_visible(), part
    assert page.locator("main h2").first.is_visible()
    assert page.locator(".printed").is_visible()


def test_print_cuts_neither_charts_nor_tables(full, look_at):
    page = look_at(full, viewport=PAPER)
    page.emulate_media(media="print")
    charts = page.evaluate(
        "[...document.querySelectorAll('.drawing')].map(part => [part.parentNode.id, "
        "part.getBoundingClientRect().width, part.getBoundingClientRect().height, "
        "getComputedStyle(part).breakInside])"
    )
    assert len(charts) > 15
    for name, width, height, inside in charts:
        assert width <= PAPER["width"], name
        assert height <= PAPER["height"], name
        assert inside == "avoid", name
    tables = page.evaluate(
        "[...document.querySelectorAll('main table')].map(part => "
        "[part.closest('section').id, part.scrollWidth, part.getBoundingClientRect().right])"
    )
    for name, wide, right in tables:
        assert max(wide, right) <= PAPER["width"] + 1, name
    rows = page.evaluate(
        "[...document.querySelectorAll('tr')].every("
        "row => getComputedStyle(row).breakInside === 'avoid')"
    )
    assert rows
    heads = page.evaluate(
        "[...document.querySelectorAll('thead')].every("
        "head => getComputedStyle(head).display === 'table-header-group')"
    )
    assert heads  # repeated on every page


def test_paper_has_pages_of_one_size(few, look_at):
    printed = look_at(few).pdf(prefer_css_page_size=True)
    boxes = set(re.findall(rb"/MediaBox ?\[([^\]]*)\]", printed))
    assert len(re.findall(rb"/Type ?/Page\b", printed)) > 5
    assert len(boxes) == 1
    width, height = (float(end) for end in boxes.pop().split()[2:])
    assert (round(width), round(height)) == (595, 842)  # A4 in points


def place(page, selector):
    return page.evaluate(f"document.querySelector('{selector}').getBoundingClientRect().toJSON()")


def test_origins_open_and_close_with_the_mouse(few, look_at):
    page = look_at(few)
    number = page.locator("#nato-without-us-and-canada-balance td a.n").nth(4)
    number.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    number.click()
    note = page.locator("li:target")
    assert note.is_visible()
    box = place(page, "li:target")
    height = page.viewport_size["height"]
    assert 0 < box["top"] < height
    assert box["bottom"] <= height + 1
    assert note.locator("code").inner_text().startswith("comparison/")
    assert page.evaluate("scrollY") == before  # the reader stays where the number is
    note.locator("a[href^='#f'], a[href^='#n']").first.click()
    assert page.locator("li:target").is_visible()
    page.locator("li:target a[href='#none']").click()
    assert page.locator("li:target").count() == 0
    assert page.evaluate("scrollY") == before


def test_origins_open_and_close_with_the_keyboard(few, look_at):
    page = look_at(few)
    page.locator("main a.n").first.focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    said = page.evaluate("document.activeElement.textContent")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    assert page.locator("li:target").is_visible()
    page.keyboard.press("Tab")
    inside = page.evaluate("document.activeElement.closest('li:target') !== null")
    assert inside  # the next key goes on from the note, not from the number
    for _ in range(60):
        if page.evaluate("document.activeElement.getAttribute('href')") == "#none":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("li:target").count() == 0
    page.go_back()
    page.go_back()
    assert page.evaluate("location.hash") == ""
    assert page.get_by_text(said, exact=True).first.is_visible()


def test_back_returns_to_the_number(few, look_at):
    page = look_at(few)
    number = page.locator("#spending-targets-allies td a.n").nth(40)
    number.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    number.click()
    page.locator("li:target a").first.click()
    page.go_back()
    page.go_back()
    assert page.locator("li:target").count() == 0
    assert abs(page.evaluate("scrollY") - before) < 2
    assert number.is_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_it_works_without_scripts_and_asks_for_nothing_from_outside(full, window, scripts):
    context = window(java_script_enabled=scripts)
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    told = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto((full / "report.html").as_uri())
    page.locator("nav summary").click()
    page.locator("nav a").last.click()
    page.locator("main a.n").first.click()
    assert page.locator("li:target").is_visible()
    outside = [url for url in asked if not url.startswith(("data:", full.as_uri()))]
    assert outside == []
    assert [url for url in asked if url.endswith("report.html")]
    assert told == []


def test_a_request_from_outside_would_be_seen(few, window):
    """The check can fail."""
    context = window()
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto((few / "report.html").as_uri())
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"http://a.test/x\">')")
    page.wait_for_timeout(200)
    assert "http://a.test/x" in asked
