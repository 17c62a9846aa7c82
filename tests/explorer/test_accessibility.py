"""What axe-core finds in every view, light and dark, and the contrast of what it cannot see."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from kg.schema import NODE_LABELS
from tests.explorer.conftest import Open

PLACES = [
    "#/matrix?pair=dataset:imagenet,model:vit",
    "#/leaderboard?on=dataset:imagenet",
    "#/network",
    "#/network?near=model:bert&node=model:bert",
    "#/paper",
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("place", PLACES)
def test_no_view_is_hard_to_read_or_to_use(
    explorer: Open, place: str, width: int, theme: str
) -> None:
    with explorer(place, width) as page:
        page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        page.wait_for_timeout(300)  # colours fade into each other
        found = Axe().run(page)
        assert found.response["passes"]
        assert not found.violations_count, found.generate_report()


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb or #rgb, as WCAG 2 defines it."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    parts = [part / 255 for part in bytes.fromhex(digits)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour: str, ground: str) -> float:
    dark, light = sorted((luminance(colour), luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_the_network_draws_stands_out_from_its_ground(explorer: Open, theme: str) -> None:
    with explorer("#/paper") as page:
        page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)

        def colour(name: str) -> str:
            style = "name => getComputedStyle(document.documentElement).getPropertyValue(name)"
            return str(page.evaluate(style, f"--{name}")).strip()

        signs = [*map(str.lower, NODE_LABELS), "edge", "accent"]
        ratios = {name: contrast(colour(name), colour("page")) for name in signs}
        assert {name: ratio for name, ratio in ratios.items() if ratio < 3} == {}
        assert contrast(colour("ink"), colour("page")) >= 4.5
        assert contrast(colour("ink"), colour("raised")) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_links_stand_out_from_their_ground(explorer: Open, theme: str) -> None:
    with explorer("#/network") as page:
        if theme == "dark":
            page.get_by_role("button", name="Dark or light").click()
        now, colours, ground = page.evaluate(
            """() => {
                const drawn = document.querySelector(".canvas").drawing.sigma.getGraph();
                const page = document.documentElement;
                const ground = getComputedStyle(page).getPropertyValue("--page");
                return [page.dataset.theme, drawn.mapEdges((_, {color}) => color), ground];
            }"""
        )
        assert now == theme
        assert colours
        assert min(contrast(colour, ground.strip()) for colour in set(colours)) >= 3
