"""Numbers of news English, by a table of sentences. Left of ``=>`` the sentence, right of it every count that it holds:

``words = bounds [:noun] [+] [<whole]``; bounds ``12``, ``12..`` (at least), ``..12`` (at most), ``20..30``,
``?`` (vague), ``1/2``;
``+`` additive; ``<whole`` the words of the figure that this one is part of (``<-``: part of one that is not stated).
"""

from __future__ import annotations

import re
import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.core.figure import Quantity
from sayso.resolve.howmany import quantities
from sayso.resolve.howmany_parts import base, count_bounds, parts

EXACT = """
The ministry said 26 "armed criminals" had been killed. => 26 = 26 :armed criminals
It lost 18 police and national guard servicemembers. => 18 = 18 :police and national guard servicemembers
Twelve soldiers died. => Twelve = 12 :soldiers
Twenty-five villagers fled. => Twenty-five = 25 :villagers
Thirty one militants were captured. => Thirty one = 31 :militants
Two hundred and thirty-five miners were trapped. => Two hundred and thirty-five = 235 :miners
Some soldiers left, but one hundred stayed. => one hundred = 100
The quake killed 1,204 people. => 1,204 = 1204 :people
The quake killed 12\u00a0400 people. => 12\u00a0400 = 12400 :people
The quake killed 12 400 people. => 12 400 = 12400 :people
The quake killed 2000 people. => 2000 = 2000 :people
The war drove 1.2 million people from their homes. => 1.2 million = 1200000 :people
More rain drove out 5.8 thousand families. => 5.8 thousand = 5800 :families
3.5m people need food. => 3.5m = 3500000 :people
Aid reached 40k families. => 40k = 40000 :families
A quarter of a million people marched. => A quarter of a million = 250000 :people
Half a million refugees crossed. => Half a million = 500000 :refugees
Two and a half million children missed school. => Two and a half million = 2500000 :children
A dozen houses burned. => A dozen = 12 :houses
Two dozen protesters were held. => Two dozen = 24 :protesters
Half a dozen shops were looted. => Half a dozen = 6 :shops
A hundred tents were put up. => A hundred = 100 :tents
A hundred thousand people came. => A hundred thousand = 100000 :people
Six hundred thousand voters stayed at home. => Six hundred thousand = 600000 :voters
Ten were killed. => Ten = 10
Police detained 139. => 139 = 139
Seven dead, nine hurt. => Seven = 7; nine = 9
A total of 21 people were released. => A total of 21 = 21 :people
All five hostages were freed. => All five = 5 :hostages
Exactly 40 prisoners were exchanged. => Exactly 40 = 40 :prisoners
Both were released. => Both = 2
Twins were pulled from the rubble. => Twins = 2
A couple were found dead. => A couple = 2
A 62-member rescue team arrived. => 62 = 62 :member
In 2015, 300 people died there. => 300 = 300 :people
Of the five, two women survived. => five = 5; two = 2 :women
Members of the guard shot four members of the security forces. => four = 4 :members of the security forces
The blast wounded 12 and destroyed 3 shops. => 12 = 12; 3 = 3 :shops
"""

BOUNDS = """
More than 3,700 people were arrested. => More than 3,700 = 3700.. :people
At least 18 officers died. => At least 18 = 18.. :officers
Over 5,000 people gathered. => Over 5,000 = 5000.. :people
Well over 1000 homes burned. => Well over 1000 = 1000.. :homes
No fewer than 30 rebels died. => No fewer than 30 = 30.. :rebels
No less than nine boats sank. => No less than nine = 9.. :boats
Upwards of 200 people marched. => Upwards of 200 = 200.. :people
A minimum of 20 people died. => A minimum of 20 = 20.. :people
The toll exceeds 900. => exceeds 900 = 900..
The toll topped 2,200. => topped 2,200 = 2200..
More than a dozen shops were looted. => More than a dozen = 12.. :shops
More than three dozen people died. => more than three dozen = 36.. :people
More than a hundred people were held. => More than a hundred = 100.. :people
More than a quarter of a million people died. => More than a quarter of a million = 250000.. :people
Thirty or more people are missing. => Thirty or more = 30.. :people
200-plus people were evacuated. => 200-plus = 200.. :people
200+ people were evacuated. => 200+ = 200.. :people
Up to 40 people are missing. => Up to 40 = ..40 :people
As many as 2,000 people fled. => As many as 2,000 = ..2000 :people
The toll may be as high as 400. => as high as 400 = ..400
Fewer than 50 people came. => Fewer than 50 = ..50 :people
Less than ten soldiers held the bridge. => Less than ten = ..10 :soldiers
Just under 100 people came. => Just under 100 = ..100 :people
No more than six guards were there. => No more than six = ..6 :guards
At most 20 rebels remain. => At most 20 = ..20 :rebels
About 60 protesters entered. => About 60 = 60 :protesters
Nearly 5,000 people fled. => Nearly 5,000 = 5000 :people
Almost 70 planes flew. => Almost 70 = 70 :planes
Some 80 people died. => Some 80 = 80 :people
Around 14,000 people marched. => Around 14,000 = 14000 :people
Roughly 200 troops left. => Roughly 200 = 200 :troops
An estimated 900 villagers were taken. => An estimated 900 = 900 :villagers
Close to 500,000 people left. => Close to 500,000 = 500000 :people
Approximately 40 boats came. => Approximately 40 = 40 :boats
Twenty or so guards stood there. => Twenty or so = 20 :guards
Between 20 and 30 people died. => Between 20 and 30 = 20..30 :people
Between 50-60 people died. => Between 50-60 = 50..60 :people
20 to 30 people died. => 20 to 30 = 20..30 :people
20-30 people died. => 20-30 = 20..30 :people
20–30 people died. => 20–30 = 20..30 :people
Two or three gunmen fled. => Two or three = 2..3 :gunmen
2 to 3 million people fled. => 2 to 3 million = 2000000..3000000 :people
Ten to twelve people fell. => Ten to twelve = 10..12 :people
At least two and as many as five people died. => At least two and as many as five = 2..5 :people
The toll rose from 20 to 30. => 20 = 20; 30 = 30
"""

VAGUE = """
Dozens of people were killed. => Dozens = ? :people
Scores were injured. => Scores = ?
Hundreds of schoolchildren gathered. => Hundreds = ? :schoolchildren
Thousands fled. => Thousands = ?
Tens of thousands of union members marched. => Tens of thousands = ? :union members
Hundreds of thousands of people marched. => Hundreds of thousands = ? :people
Millions of people were displaced. => Millions = ? :people
Several soldiers died. => Several = ? :soldiers
Several hundred fighters left. => Several hundred = ? :fighters
A few hundred protesters came. => A few hundred = ? :protesters
A few dozen men stayed. => A few dozen = ? :men
A handful of protesters stayed. => A handful = ? :protesters
Many people died. => Many = ? :people
Numerous shops were looted. => Numerous = ? :shops
A number of people were hurt. => A number of = ? :people
A large number of police were sent. => A large number of = ? :police
Dozens more were hurt. => Dozens = ? +
Multiple civilians were shot. => Multiple = ? :civilians
"""

SHARES = """
Half of the houses burned. => Half = 1/2 :houses
A third of the crew died. => A third = 1/3 :crew
Two-thirds of the villagers fled. => Two-thirds = 2/3 :villagers
Three quarters of the homes were hit. => Three quarters = 3/4 :homes
One in four soldiers deserted. => One in four = 1/4 :soldiers
Some 40 percent of the prisoners escaped. => Some 40 percent = 40 :prisoners
More than 60% of the shops closed. => More than 60% = 60.. :shops
About 12.5 per cent of the students came. => About 12.5 per cent = 12.5 :students
"""

ONE = """
Among the dead was a girl of four. => a girl = 1 :girl <-
A man was shot dead. => A man = 1 :man
A woman died. => A woman = 1 :woman
A soldier was killed. => A soldier = 1 :soldier
An officer was shot. => An officer = 1 :officer
A 19-year-old man was arrested. => A 19-year-old man = 1 :19-year-old man
An off-duty police officer was hurt. => An off-duty police officer = 1 :off-duty police officer
A suspected carjacker was held. => A suspected carjacker = 1 :suspected carjacker
Another man was hurt. => Another man = 1 :man +
One civilian was killed. => One = 1 :civilian
One person died. => One = 1 :person
One was killed and two were hurt. => One = 1; two = 2
One of the victims was a child. => One = 1 :victims <-; a child = 1 :child
Two Iranians and an Iraqi were held. => Two = 2 :Iranians; an Iraqi = 1 :Iraqi
A suicide bomber struck the gate. => A suicide bomber = 1 :suicide bomber
They wounded two men and a third. => two = 2 :men; a third = 1 :third
"""

NONE = """
No one was hurt. => No one = 0
Nobody died in the blast. => Nobody = 0
No casualties were reported. => No casualties = 0
There were no immediate deaths. => no immediate deaths = 0
None of the crew died. => None = 0 :crew
No civilians were hurt. => No civilians = 0
"""

ADDITIVE = """
Another 12 were hurt. => 12 = 12 +
A further 14 people died. => 14 = 14 :people +
An additional 200 troops arrived. => 200 = 200 :troops +
The attack killed 5 and wounded 12 more. => 5 = 5; 12 = 12 +
The attack killed 5 and wounded 12 others. => 5 = 5; 12 = 12 :others +
Nine more people were arrested. => Nine = 9 :people +
Two other victims were identified. => Two = 2 :victims +
"""

PARTS = """
The strike killed 12 people, including 4 children. => 12 = 12 :people; 4 = 4 :children <12
It hit 12 people, including 4 boys and 3 women. => 12 = 12 :people; 4 = 4 :boys <12; 3 = 3 :women <12
Police arrested 40 people, among them 3 journalists. => 40 = 40 :people; 3 = 3 :journalists <40
Police arrested 40 people, 19 of them students. => 40 = 40 :people; 19 = 19 <40
Police arrested 40 people, of whom 12 were released. => 40 = 40 :people; 12 = 12 <40
Over 20 people died, at least 12 of them men. => Over 20 = 20.. :people; at least 12 = 12.. <Over 20
Dozens were killed, including 6 medics. => Dozens = ?; 6 = 6 :medics <Dozens
Two of the 12 wounded later died. => Two = 2 <12; 12 = 12
Four of the dead were children. => Four = 4 <-
Among the dead were three nurses. => three = 3 :nurses <-
Twelve people died. Four of them were children. => Twelve = 12 :people; Four = 4 <Twelve
It killed 9 rebels and hurt 20 men, including 2 officers. => 9 = 9 :rebels; 20 = 20 :men; 2 = 2 :officers <20
Some 3 men fell. They took 15 towns, including 20 villages. => Some 3 = 3 :men; 15 = 15 :towns; 20 = 20 :villages <-
At least 30 people, including a child, were hurt. => At least 30 = 30.. :people; a child = 1 :child <At least 30
Up to 50 were held, most of whom have left; 5 of them remain. => Up to 50 = ..50; 5 = 5 <Up to 50
"""

NOT_COUNTS = """
The man, 34, left. =>
Mary Bloggs, 81, was there. =>
Joe Bloggs (34) was there. =>
He was aged 34. =>
She died at the age of 12. =>
The other man of 60 was unhurt. =>
A 24-year sentence was passed. =>
The house is 12 years old. =>
It happened on 5 January 2022. =>
It happened on January 5, 2022. =>
It happened on Sept. 11. =>
It happened in 2015. =>
The 1990s were calm. =>
On 2022-01-06 it rained. =>
It struck at 10:30. =>
It struck at 5 p.m. local time. =>
It struck at 0900 GMT. =>
It struck at seven o'clock. =>
It cost $3 million. =>
It cost 12 euros. =>
It cost two million dollars. =>
They walked 12 km. =>
The base is 40 miles away. =>
They waited three more days. =>
They waited several weeks. =>
It lasted a couple of hours. =>
He carried an AK-47. =>
An S-300 and a Mi-25 were seen. =>
The F-16 crashed. =>
Article 5 was invoked. =>
Flight 370 vanished. =>
They drove along Route 66. =>
Resolution 2254 was adopted. =>
A Boeing 737 landed. =>
They won 3-1. =>
The vote was 52-48. =>
Call 555-0134 now. =>
The quake had a magnitude of 6.5. =>
It was the 5th raid, the third this year. =>
A five-day truce began. =>
It is a nation of 19 million people. =>
The one who left is back. =>
It is one of the largest cities. =>
They talked to one another. =>
One day it will end. =>
How many came is unclear. =>
His test scores were good. =>
A terrorist attack was feared. =>
An Italian ship was seized. =>
No one knows why. =>
Both the army and the police denied it. =>
Both sides denied it. =>
The road is 3m wide. =>
From 1939 to 1945 there was war. =>
"""

TABLE = [
    line.split(" =>")
    for block in (EXACT, BOUNDS, VAGUE, SHARES, ONE, NONE, ADDITIVE, PARTS, NOT_COUNTS)
    for line in block.strip().splitlines()
]
_ITEM = re.compile(
    r"(?P<words>.+?) = (?P<bounds>\S+)(?: :(?P<noun>[^+<]+?))?(?P<add> \+)?(?: <(?P<whole>.+))?$"
)


def _bounds(text: str) -> tuple[float | None, float | None]:
    if text == "?":
        return None, None
    low, dots, high = text.partition("..")
    first = float(Fraction(low)) if low else None
    return first, (float(high) if high else None) if dots else first


def test_the_table_is_large() -> None:
    assert len(TABLE) >= 150


@pytest.mark.parametrize(("sentence", "expected"), TABLE)
def test_table(sentence: str, expected: str) -> None:
    found = quantities(sentence)
    wholes = {part.span: whole.span.text for part, whole in parts(found, sentence)}
    items = [_ITEM.match(item.strip()) for item in expected.split(";") if item.strip()]
    assert all(items)
    wanted = [
        (m["words"].lower(), *_bounds(m["bounds"]), m["noun"], bool(m["add"]), m["whole"]) for m in items if m
    ]
    got = [
        (
            q.span.text.lower(),
            q.low,
            q.high,
            q.noun.text if q.noun else None,
            q.additive,
            wholes.get(q.span, "-") if q.part else None,
        )
        for q in found
    ]
    assert [g[:1] + g[3:] for g in got] == [w[:1] + w[3:] for w in wanted]
    for g, w in zip(got, wanted, strict=True):
        assert (g[1] or 0, g[2] or 0) == pytest.approx((w[1] or 0, w[2] or 0))
        assert (g[1] is None, g[2] is None) == (w[1] is None, w[2] is None)


FORMS = {
    "12 people": "exact", "at least 12 people": "at_least", "up to 12 people": "at_most", "about 12 people": "about",
    "12 to 15 people": "range", "dozens of people": "vague", "half of them": "fraction", "12 percent": "percent",
    "nobody died": "none", "a man died": "exact",
}  # fmt: skip


@pytest.mark.parametrize(("text", "form"), FORMS.items())
def test_forms(text: str, form: str) -> None:
    assert [q.form for q in quantities(text)] == [form]


def test_double_is_a_multiple_of_its_base() -> None:
    text = "That is double the 40 deaths of last year."
    found = quantities(text)
    of = base(found[0], found, text)
    assert of is not None
    assert of.low == 40
    assert count_bounds(found[0], of) == (80, 80)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("Half of the 200 passengers died.", (100, 100)),
        ("A third of the 90 homes burned.", (30, 30)),
        ("Some 40 percent of the 500 prisoners escaped.", (200, 200)),
        ("Half of the passengers died.", (None, None)),
        ("Of 200 passengers, half of them died.", (100, 100)),
    ],
)
def test_shares_of_a_known_base(text: str, bounds: tuple[int | None, int | None]) -> None:
    found = quantities(text)
    share = next(q for q in found if q.form in ("fraction", "percent"))
    assert count_bounds(share, base(share, found, text)) == bounds


def test_count_bounds_are_whole_numbers() -> None:
    assert count_bounds(quantities("at least 1.5 million people")[0]) == (1_500_000, None)


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_quantities_that_stand_in_it(text: str) -> None:
    _check(text)


_MIX = """a an one two twenty hundred and million 12 3.5 2015 - , . % of them including at least more than
dozens half no killed people between to or 1,000 000 year old $ another third few both"""
_WORDS = st.sampled_from([*_MIX.split(), "\n\n"])


@given(st.lists(_WORDS, max_size=40).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_mix_of_number_words_gives_quantities_that_stand_in_it(text: str) -> None:
    _check(text)


def _check(text: str) -> None:
    found = quantities(text)
    last = 0
    for q in found:
        q.span.check(text)
        assert q.span.start >= last
        last = q.span.end
        if q.noun:
            q.noun.check(text)
        if q.low is not None and q.high is not None:
            assert q.low <= q.high
    for part, whole in parts(found, text):
        assert isinstance(whole, Quantity)
        assert part != whole


@pytest.mark.parametrize(
    "piece", ["1,", "9", "one ", "4 of them ", "a ", "- ", "at least ", "including 3 ", "two hundred and "]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    begin = time.process_time()
    parts(quantities(text), text)
    assert time.process_time() - begin < 10
