import pytest

from sayso.core.errors import InputError, OtherLanguage
from sayso.intake.html import read_html
from sayso.intake.language import guess, refuse_foreign, require_english

OTHERS = {
    "Russian": "Министерство обороны сообщило, что войска покинули город в пятницу утром после переговоров.",
    "French": "Le ministère a dit que les soldats ont quitté la ville et que le pont "
    "est fermé depuis jeudi dans la région du nord.",
    "German": "Das Ministerium sagte, dass die Soldaten die Stadt verlassen haben und "
    "die Brücke seit Donnerstag für den Verkehr "
    "gesperrt ist und nicht geöffnet wird.",
    "Spanish": "El ministerio dijo que los soldados salieron de la ciudad y que el puente "
    "está cerrado por el ejército desde el jueves.",
    "Chinese": "国防部星期五表示，部队已经离开了这座城市，这座桥自星期四以来一直关闭。",
    "Arabic": "قالت وزارة الدفاع إن القوات غادرت المدينة صباح الجمعة بعد المحادثات مع الحكومة",
}


@pytest.mark.parametrize(("name", "text"), OTHERS.items())
def test_another_language_is_refused_by_name(name: str, text: str) -> None:
    with pytest.raises(InputError, match=f"looks like {name}"):
        require_english(text)


def test_english_is_read_in_capitals_with_foreign_names_and_as_a_list(body: tuple[str, ...]) -> None:
    assert require_english(" ".join(body)) == "en"
    assert require_english(" ".join(body).upper()) == "en"
    assert require_english(" ".join(body) + " Министерство обороны") == "en"


def test_a_few_words_are_not_judged() -> None:
    assert guess("Explosion à Kaboul") is None
    assert require_english("Explosion in Kabul") is None


def test_a_foreign_page_is_refused_before_it_is_parsed_and_an_english_one_is_not(page: str) -> None:
    refuse_foreign(page * 3)
    refuse_foreign(f"<p>{OTHERS['German']}</p>")  # too little to judge by
    paragraphs = f"<p>{OTHERS['German']}</p>" * 9
    foreign = f"<html><body>{paragraphs}<div>{page}</div></body></html>"
    with pytest.raises(OtherLanguage, match="German"):
        refuse_foreign(foreign)
    with pytest.raises(OtherLanguage, match="German"):
        read_html(foreign)
