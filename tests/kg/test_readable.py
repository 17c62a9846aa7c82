import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.readable import readable


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("71.5", "71.5"),
        (r"+2\%", "+2%"),
        ("$92.3$", "92.3"),
        (r"$92.3\%$", "92.3%"),
        ("1{,}234", "1,234"),
        (r"1\,234", "1,234"),
        (r"$1.46\times$ to $21.30 \times$", "1.46× to 21.30 ×"),
        (r"6.3${\times}$", "6.3×"),
        (r"\(\sim 45\%\)", "~ 45%"),
        (r"82.4\% \pm 0.8", "82.4% ± 0.8"),
        (r"$0.83\pm0.02$", "0.83±0.02"),
        (r"28.5%$\rightarrow$71.4%", "28.5%→71.4%"),
        (r"$\leq$7.5\%", "≤7.5%"),
        ("69$--$82\\%", "69–82%"),
        (r"60--73$\times$", "60–73×"),
        ("$-$3.1", "-3.1"),
        (r"$\mathbf{94.2}$", "94.2"),
        (r"\textbf{94.2}\%", "94.2%"),
        (r"{\bf 94.2}", "94.2"),
        ("$10^{-3}$", "10^-3"),
        (r"5.7{\deg}", "5.7°"),
        (r"0.5$^{\circ}$", "0.5°"),
        (r"4.026{\AA}", "4.026Å"),
        pytest.param("$0.02", "$0.02", id="money"),
        pytest.param(r"\$48-\$74", "$48-$74", id="money with escapes"),
        pytest.param("$48-$74", "$48-$74", id="from money to money"),
        pytest.param(r"92.3\%$", "92.3%", id="half of mathematics, its end"),
        pytest.param(r"$92.3\%", "92.3%", id="half of mathematics, its start"),
        pytest.param(r"10}\times$", "10×", id="half of a group"),
        pytest.param(r"$\mathcal{O}(n)$", r"\mathcal{O}(n)", id="a command that is not known"),
    ],
)
def test_latex_becomes_what_it_stands_for(written: str, read: str) -> None:
    assert readable(written) == read


@given(st.text())
def test_a_text_without_latex_stays_as_it_is(text: str) -> None:
    plain = text.translate({ord(sign): None for sign in "\\${}-"})
    assert readable(plain) == plain


@given(st.lists(st.sampled_from(["1", ".", r"\%", "$", "{", "}", "\\", r"\times", " ", "--", "a"])))
def test_a_figure_is_never_lost(parts: list[str]) -> None:
    text = "".join(parts)
    assert readable(text).count("1") == text.count("1")
