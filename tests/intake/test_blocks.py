from lxml import html

from sayso.intake.blocks import blocks, in_aside, lines


def tree(markup: str) -> object:
    return html.document_fromstring(f"<html><body>{markup}</body></html>")


def test_lines_break_where_a_browser_breaks_them() -> None:
    found = list(
        lines(
            tree("<p>One <b>two</b> three.<br>Four</p><ul><li>a<li>b</ul><script>no</script><!-- no -->tail")
        )
    )
    assert found == ["One two three.", "Four", "a", "b", "tail"]


def test_cells_of_a_row_stay_on_one_line() -> None:
    assert list(
        lines(tree("<table><tr><td>Killed</td><td>12</td></tr><tr><td>Hurt</td><td>3</td></tr></table>"))
    ) == [
        "Killed | 12",
        "Hurt | 3",
    ]


def test_blocks_in_order_with_where_they_stand() -> None:
    page = (
        "<nav><p>Home</p></nav><h1>Head</h1>"
        "<div class='lede'>A lede that stands in a box of its own, without a paragraph.</div>"
        "<div class='main'><p>One.</p><blockquote><p>Two.</p></blockquote>"
        "<aside><p>Three.</p></aside><p><a href='/x'>Four</a></p></div>"
    )
    found = blocks(tree(page))
    assert [b.text.split()[0] for b in found] == ["Head", "A", "One.", "Two.", "Three.", "Four"]
    assert [b.quoted for b in found] == [False, False, False, True, False, False]
    assert [b.aside for b in found] == [False, False, False, False, True, False]
    assert found[2].home == ("div", "main")
    assert (found[2].linked, found[5].linked) == (0.0, 1.0)


def test_a_class_on_the_whole_page_says_nothing_about_a_paragraph() -> None:
    page = html.document_fromstring(
        "<html><body class='has sidebar'><p>One.</p><div class='sidebar'><p>Two.</p></div></body></html>"
    )
    one, two = page.iter("p")
    assert not in_aside(one)
    assert in_aside(two)
