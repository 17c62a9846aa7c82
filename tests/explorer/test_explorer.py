"""The page in a browser, opened from disk: whatever it would load fails the test."""

import csv
import io
import math
from itertools import combinations
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.explorer.conftest import Open, page_of
from tests.fields import annotated, entity, store
from tests.loaders.browser import opened

VIEWS = ["matrix", "leaderboard", "network", "paper"]
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "<!-- <script> -->",
    "\"'`${alert(3)}`'\"",
]


def at(page: Page, node: str) -> tuple[float, float]:
    """Where on the page the network draws a node, when it stands still."""
    page.wait_for_timeout(400)
    found = page.evaluate(
        """key => {
            const canvas = document.querySelector(".canvas");
            const {x, y} = canvas.drawing.at(canvas.drawing.graph.node(key));
            const box = canvas.getBoundingClientRect();
            return [box.x + x, box.y + y];
        }""",
        node,
    )
    return found[0], found[1]


def drawn(page: Page) -> set[str]:
    """The keys of the nodes that the network draws."""
    return set(
        page.evaluate(
            """() => {
                const {drawing} = document.querySelector(".canvas");
                return drawing.nodes.map(node => drawing.graph.key(node));
            }"""
        )
    )


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("width", [390, 1280])
def test_every_view_fits_small_and_large_screens(explorer: Open, view: str, width: int) -> None:
    with explorer(f"#/{view}", width) as page:
        expect(page.locator("nav[aria-label=Views] [aria-current]")).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_tab_that_is_open_is_seen_on_a_narrow_screen(explorer: Open) -> None:
    with explorer("#/paper", 320) as page:
        box = page.get_by_role("link", name="Papers").bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 320


def test_opens_on_the_matrix(explorer: Open) -> None:
    with explorer() as page:
        expect(page.get_by_role("link", name="Matrix")).to_have_attribute("aria-current", "page")
        expect(page.get_by_role("button", name="T5 on GLUE: 90.3%")).to_have_text("90.3%")


def test_a_cell_shows_its_results_and_sentences(explorer: Open) -> None:
    with explorer() as page:
        cell = page.get_by_role("button", name="T5 on GLUE")
        cell.click()
        expect(cell).to_have_attribute("aria-pressed", "true")
        card = page.get_by_role("complementary")
        expect(card.locator(".value")).to_have_text("90.3%")
        expect(card.locator("blockquote").first).to_contain_text("GLUE")
        page.go_back()
        expect(card).to_be_hidden()


def test_the_matrix_is_ordered_filtered_and_walked_with_arrows(explorer: Open) -> None:
    with explorer() as page:
        rows = page.locator("tbody th")
        blocks = rows.all_inner_texts()
        page.get_by_label("Order").select_option("support")
        assert sorted(rows.all_inner_texts()) == sorted(blocks)
        assert rows.all_inner_texts() != blocks
        page.get_by_label("Filter names").fill("bert")
        assert {"BERT", "RoBERTa", "ALBERT"} <= set(rows.all_inner_texts())
        assert "GPT-3" not in rows.all_inner_texts()
        page.locator(".cell").first.focus()
        page.keyboard.press("ArrowDown")
        focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
        assert " on " in focused
        assert "order=support" in page.url
        assert "filter=bert" in page.url


def test_blocks_stand_apart_where_support_mixes_them(running: Browser, tmp_path: Path) -> None:
    # Day birds are measured on three benchmarks, night birds on three others, one on both sorts.
    day, night = ("Finch", "Heron", "Robin", "Swift"), ("Eagle Owl", "Nightjar", "Owl", "Potoo")
    measured = {
        **{bird: [f"Day{n}" for n in (1, 2, 3)] for bird in day},
        **{bird: [f"Night{n}" for n in (1, 2, 3)] for bird in night},
    }
    measured["Finch"].append("Night1")
    field = [
        annotated(
            {"id": bird, "title": bird, "abstract": f"{bird} is tested on {', '.join(nests)}."},
            entities=[entity("Model", bird), *(entity("Benchmark", nest) for nest in nests)],
            relations=[[bird, "EVALUATED_ON", nest] for nest in nests],
        )
        for bird, nests in measured.items()
    ]
    path = page_of(store(field, tmp_path / "birds.kg"), tmp_path / "birds.html")
    with opened(running, path) as page:
        rows, columns = page.locator("tbody th"), page.locator("thead th")

        def sides() -> list[tuple[str, ...]]:
            """Which birds stand above and which below, as sets in one order."""
            names = rows.all_inner_texts()
            return sorted(tuple(sorted(half)) for half in (names[:4], names[4:]))

        assert sides() == sorted([day, night])
        nests = ["Day" in text for text in columns.all_inner_texts()[1:]]
        assert nests in ([True] * 3 + [False] * 3, [False] * 3 + [True] * 3)
        page.get_by_label("Order").select_option("support")
        assert sides() != sorted([day, night])


def test_the_matrix_is_saved_as_csv_svg_and_png(explorer: Open) -> None:
    with explorer("#/matrix?filter=GLUE") as page:
        names = {}
        for kind in ("CSV", "SVG", "PNG"):
            with page.expect_download() as download:
                page.get_by_role("button", name=kind).click()
            names[kind] = download.value.path().read_bytes()
        table = list(csv.reader(io.StringIO(names["CSV"].decode("utf-8-sig"))))
        values = {row[0]: dict(zip(table[0], row, strict=True)) for row in table}
        assert values["T5"]["GLUE"] == "90.3%"
        assert names["SVG"].startswith(b"<svg")
        assert b"90.3%" in names["SVG"]
        assert names["PNG"].startswith(b"\x89PNG")


def test_variants_of_a_model_share_a_row_of_their_family(running: Browser, tmp_path: Path) -> None:
    values = {"Finch-7B": "61.0%", "Finch-13B": "66.0%", "Heron": "70.5%"}
    field = [
        annotated(
            {
                "id": name,
                "title": name,
                "abstract": f"{name} has an accuracy of {value} on ZooBench.",
            },
            entities=[
                entity("Model", name, new=True),
                entity("Benchmark", "ZooBench"),
                entity("Metric", "accuracy"),
            ],
            relations=[[name, "EVALUATED_ON", "ZooBench"]],
            results=[{"subject": name, "on": "ZooBench", "metric": "accuracy", "value": value}],
        )
        for name, value in values.items()
    ]
    path = page_of(store(field, tmp_path / "zoo.kg"), tmp_path / "zoo.html")
    with opened(running, path) as page:
        rows = page.locator("tbody th")
        assert set(rows.all_inner_texts()) == set(values)
        page.get_by_label("Families as one").check()
        assert set(rows.all_inner_texts()) == {"Finch-13B and 1 more", "Heron"}
        page.get_by_role("button", name="Finch-13B on ZooBench").click()
        card = page.get_by_role("complementary")
        assert set(card.locator(".value").all_inner_texts()) == {"61.0%", "66.0%"}


def test_metrics_are_ranked_apart(explorer: Open) -> None:
    with explorer("#/leaderboard?on=dataset:imagenet") as page:
        tables = {
            table.locator("caption").inner_text(): table.locator("tbody .value").all_inner_texts()
            for table in page.locator("table").all()
        }
        assert tables["FID"] == ["2.27", "3.60"]
        assert tables["top-1 accuracy"][0] == "88.55%"
        assert "2.27" not in tables["top-1 accuracy"]


def test_search_finds_by_alias_from_the_keyboard(explorer: Open) -> None:
    with explorer() as page:
        page.keyboard.press("/")
        page.keyboard.type("language models")
        expect(page.get_by_role("option").first).to_contain_text("language model")
        page.keyboard.press("Enter")
        expect(page.get_by_role("complementary").locator("h2")).to_have_text("language model")
        page.keyboard.press("Escape")
        expect(page.get_by_role("complementary")).to_be_hidden()
        page.get_by_role("combobox", name="Find a name").fill("imagenett")
        expect(page.get_by_role("listbox")).to_contain_text("did you mean")
        expect(page.get_by_role("option").first).to_contain_text("ImageNet")


def test_a_click_on_a_node_opens_its_card_and_a_double_click_what_is_around_it(
    explorer: Open,
) -> None:
    with explorer("#/network?near=model:bert") as page:
        near = drawn(page)
        assert "model:roberta" in near
        page.mouse.click(*at(page, "model:roberta"))
        expect(page.get_by_role("complementary").locator("h2")).to_have_text("RoBERTa")
        page.keyboard.press("Escape")
        page.mouse.dblclick(*at(page, "model:gpt-3"))
        expect(page.locator(".near").first).to_contain_text("GPT-3")
        assert drawn(page) > near
        while "gpt-3" in page.url:
            page.go_back()
        assert drawn(page) == near


def test_a_drag_moves_the_drawing_and_it_stays_where_it_was_let_go(explorer: Open) -> None:
    with explorer("#/network?near=model:bert") as page:
        x, y = at(page, "model:bert")
        corner = page.locator(".canvas").bounding_box()
        assert corner
        right, down = 90, 60

        def around(x: float, y: float) -> bytes:
            return page.screenshot(
                clip={"x": round(x) - 40, "y": round(y) - 40, "width": 80, "height": 80}
            )

        drawn_first = around(x, y)
        page.mouse.move(corner["x"] + 5, corner["y"] + 5)
        page.mouse.down()
        page.mouse.move(corner["x"] + 5 + right, corner["y"] + 5 + down, steps=5)
        assert around(x + right, y + down) == drawn_first
        page.wait_for_timeout(150)  # held still, so that it does not coast
        page.mouse.up()
        assert at(page, "model:bert") == pytest.approx((x + right, y + down), abs=1)


def test_the_wheel_and_the_keys_zoom_the_network(explorer: Open) -> None:
    with explorer("#/network?near=model:bert") as page:

        def apart() -> float:
            return math.dist(at(page, "model:bert"), at(page, "model:roberta"))

        first = apart()
        page.mouse.move(*at(page, "model:bert"))
        page.mouse.wheel(0, -200)
        nearer = apart()
        assert nearer > 1.2 * first
        page.locator(".canvas").focus()
        page.keyboard.press("0")
        assert apart() == pytest.approx(first, rel=0.01)


def names_written(page: Page) -> list[tuple[str, float, float, float]]:
    """The names that the network writes when it is drawn anew: text, left, right and height."""
    page.evaluate(
        """() => {
            const write = CanvasRenderingContext2D.prototype.fillText;
            window.names = [];
            CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
                window.names.push([text, x, x + this.measureText(text).width, y]);
                write.call(this, text, x, y);
            };
        }"""
    )
    page.locator(".canvas").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(500)
    return [(text, left, right, y) for text, left, right, y in page.evaluate("window.names")]


@pytest.mark.parametrize("width", [390, 1280])
def test_names_in_the_network_are_whole_and_cover_no_other(explorer: Open, width: int) -> None:
    with explorer("#/network", width) as page:
        names = names_written(page)
        box = page.locator(".canvas").bounding_box()
        assert box
        assert len(names) > 5
        assert all(left >= 0 and right <= box["width"] for _, left, right, _ in names)
        overlaps = [
            (name, other)
            for (name, left, right, y), (other, other_left, other_right, other_y) in combinations(
                names, 2
            )
            if left < other_right and other_left < right and abs(y - other_y) < 13
        ]
        assert overlaps == []


def test_on_a_phone_no_bar_scrolls_and_the_card_leaves_its_cell_in_sight(explorer: Open) -> None:
    with explorer("#/matrix", 390) as page:
        bar = page.locator(".toolbar")
        assert bar.evaluate("bar => bar.scrollWidth <= bar.clientWidth")
        cell = page.locator(".cell").last
        cell.click()
        card = page.get_by_role("complementary").bounding_box()
        place = cell.bounding_box()
        assert card
        assert place
        assert place["y"] + place["height"] <= card["y"]
        assert place["x"] + place["width"] <= 390


@pytest.mark.parametrize("width", [280, 320, 360, 390])
def test_small_print_breaks_between_facts_and_never_within_one(explorer: Open, width: int) -> None:
    with explorer("#/matrix?node=model:gpt-3", width) as page:
        facts = page.get_by_role("complementary").locator(".fact")
        expect(facts.filter(has_text=" to ").first).to_be_visible()
        assert set(facts.evaluate_all("all => all.map(fact => fact.getClientRects().length)")) == {
            1
        }
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_click_on_a_link_opens_what_states_it(running: Browser, tmp_path: Path) -> None:
    field = [
        annotated(
            {"id": "1", "title": "Finch", "abstract": "Finch is tested on ZooBench."},
            entities=[entity("Model", "Finch"), entity("Benchmark", "ZooBench")],
            relations=[["Finch", "EVALUATED_ON", "ZooBench"]],
        )
    ]
    path = page_of(store(field, tmp_path / "zoo.kg"), tmp_path / "zoo.html")
    with opened(running, path, fragment="#/network") as page:
        (x1, y1), (x2, y2) = at(page, "model:finch"), at(page, "benchmark:zoobench")
        page.mouse.click((x1 + x2) / 2, (y1 + y2) / 2)
        expect(page.get_by_role("complementary").locator("blockquote")).to_contain_text(
            "tested on ZooBench"
        )


def test_the_network_is_filtered_by_type_and_relation(explorer: Open) -> None:
    with explorer("#/network") as page:
        assert any(key.startswith("task:") for key in drawn(page))
        chip = page.get_by_role("button", name="Task")
        chip.click()
        expect(chip).to_have_attribute("aria-pressed", "false")
        assert not any(key.startswith("task:") for key in drawn(page))
        for box in page.locator("[data-relation]:not([data-relation=VARIANT_OF])").all():
            box.uncheck()
        assert 0 < len(drawn(page)) < 40
        shared, left = "#" + page.url.partition("#")[2], drawn(page)
    with explorer(shared) as page:
        expect(page.get_by_role("button", name="Task")).to_have_attribute("aria-pressed", "false")
        assert drawn(page) == left


def test_the_network_is_filtered_by_category_and_date(running: Browser, tmp_path: Path) -> None:
    days = {
        "Ant": ("2022-05-01", "cs.CL"),
        "Bee": ("2023-05-01", "cs.CV"),
        "Cat": ("2024-05-01", "cs.CV"),
    }
    field = [
        annotated(
            {
                "id": name,
                "title": name,
                "abstract": f"{name} is tested on {name}Bench.",
                "date": day,
                "categories": [category],
            },
            entities=[entity("Model", name, new=True), entity("Benchmark", f"{name}Bench")],
            relations=[[name, "EVALUATED_ON", f"{name}Bench"]],
        )
        for name, (day, category) in days.items()
    ]
    path = page_of(store(field, tmp_path / "zoo.kg"), tmp_path / "zoo.html")

    def models(page: Page) -> set[str]:
        return {key.removeprefix("model:") for key in drawn(page) if key.startswith("model:")}

    with opened(running, path, fragment="#/network") as page:
        assert models(page) == {"ant", "bee", "cat"}
        page.get_by_label("Category").select_option("cs.CV")
        assert models(page) == {"bee", "cat"}
        page.get_by_label("Stated since").fill("2023-06-01")
        assert models(page) == {"cat"}
        page.get_by_label("Category").select_option("")
        page.get_by_label("Stated since").fill("")
        page.get_by_label("Stated until").fill("2023-06-01")
        assert models(page) == {"ant", "bee"}
        page.get_by_label("Stated since").fill("2023-01-01")
        assert models(page) == {"bee"}


def test_nothing_moves_by_itself_where_that_is_not_wanted(explorer: Open) -> None:
    counted = """() => {
        window.moves = 0;
        const {sigma} = document.querySelector(".canvas").drawing;
        sigma.getCamera().on("updated", () => window.moves++);
    }"""

    def moves(page: Page, wish: Literal["reduce", "no-preference"]) -> tuple[int, int]:
        """In how many steps the camera comes to a node that is looked for, and nearer to it."""
        page.emulate_media(reduced_motion=wish)
        page.goto(page.url.partition("#")[0] + "#/network")
        page.evaluate(counted)
        page.get_by_role("combobox", name="Find a name").fill("DETR")
        page.keyboard.press("Enter")
        page.wait_for_timeout(600)
        to_node = page.evaluate("window.moves")
        page.mouse.move(*at(page, "method:detr"))
        page.mouse.wheel(0, -100)
        page.wait_for_timeout(600)
        return to_node, page.evaluate("window.moves") - to_node

    with explorer() as page:
        assert moves(page, "reduce") == (1, 1)
        button = page.get_by_role("button", name="Fit")
        assert button.evaluate("button => getComputedStyle(button).transitionDuration") == "0s"
    with explorer() as page:
        assert min(moves(page, "no-preference")) > 1


def test_a_shortest_path_is_told_with_its_sentences(explorer: Open) -> None:
    with explorer("#/network?from=model:bert") as page:
        page.get_by_role("combobox", name="To").fill("DETR")
        page.keyboard.press("Enter")
        way = page.locator(".way")
        expect(way).to_contain_text("Path of 2 steps")
        expect(way.locator("blockquote")).to_have_count(2)
        assert drawn(page) == {"model:bert", "method:transformer", "method:detr"}


def test_what_is_pinned_stays_in_sight(explorer: Open) -> None:
    with explorer("#/network?node=method:detr") as page:
        page.get_by_role("button", name="Pin", exact=True).click()
        page.get_by_role("button", name="Method").first.click()
        assert "method:detr" in drawn(page)


def test_a_paper_lights_the_sentence_of_a_statement(explorer: Open) -> None:
    with explorer("#/paper") as page:
        claim = page.locator(".claim").first
        expect(page.locator(".abstract .mark").first).to_be_visible()
        assert page.locator(".lit").count() == 0
        claim.hover()
        assert page.locator("[data-at].lit").count() > 3
        page.locator(".abstract .lit").first.hover()
        expect(claim).to_have_class("line claim lit")


def test_dark_and_light(explorer: Open) -> None:
    with explorer() as page:
        background = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(background)
        page.get_by_role("button", name="Dark or light").click()
        assert page.evaluate(background) != light


def test_hostile_names_and_titles_stay_text(running: Browser, tmp_path: Path) -> None:
    names = [f"x{i} {text}" for i, text in enumerate(HOSTILE)]
    paper = {
        "id": "p</script>1",
        "title": f"On {HOSTILE[0]} and {HOSTILE[1]}",
        "abstract": f"{', '.join(names)} on bed <b>.",
        "url": "javascript:alert(4)",
    }
    field = [
        annotated(
            paper,
            entities=[entity("Method", name, new=True) for name in names]
            + [entity("Benchmark", "bed <b>")],
            relations=[[name, "EVALUATED_ON", "bed <b>"] for name in names],
        )
    ]
    path = page_of(store(field, tmp_path / "hostile.kg"), tmp_path / "hostile.html")
    with opened(running, path) as page:
        expect(page.locator("tbody th").first).to_contain_text("x")
        for i, text in enumerate(HOSTILE):
            page.get_by_role("combobox", name="Find a name").fill(f"x{i}")
            page.keyboard.press("Enter")
            expect(page.get_by_role("complementary").locator("h2")).to_have_text(f"x{i} {text}")
        for view in VIEWS[1:]:
            page.evaluate("view => location.hash = `#/${view}`", view)
            page.wait_for_timeout(300)
        expect(page.locator("article h2")).to_have_text(paper["title"])
        assert page.locator("img, iframe, a[href^=javascript], main b").count() == 0


def test_values_over_time_are_plotted_from_three_on(running: Browser, tmp_path: Path) -> None:
    values = {"Ant": "61.0%", "Bee": "70.5%", "Cat": "66.0%"}
    field = [
        annotated(
            {
                "id": f"{i}",
                "title": name,
                "abstract": f"{name} has an accuracy of {value} on ZooBench.",
                "date": f"2024-0{i}-01",
            },
            entities=[
                entity("Model", name, new=True),
                entity("Benchmark", "ZooBench"),
                entity("Metric", "accuracy"),
            ],
            results=[{"subject": name, "on": "ZooBench", "metric": "accuracy", "value": value}],
        )
        for i, (name, value) in enumerate(values.items(), 1)
    ]
    path = page_of(store(field, tmp_path / "zoo.kg"), tmp_path / "zoo.html")
    with opened(running, path, fragment=f"#/leaderboard?on={quote('benchmark:zoobench')}") as page:
        plot = page.get_by_role("img", name="accuracy over time")
        expect(plot.locator("circle")).to_have_count(3)
        expect(plot.locator(".leading")).to_have_count(2)
        assert page.locator("tbody .value").all_inner_texts() == ["70.5%", "66.0%", "61.0%"]
