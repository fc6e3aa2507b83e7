"""Pages and texts of our own wording, for the tests of intake."""

from __future__ import annotations

import pytest

BODY = (
    "Soldiers closed the bridge over the river on Thursday after two nights of shelling, "
    "the regional governor's office said.",
    "At least 14 people were taken to hospital, and the water supply of the old town failed, "
    "according to the same office.",
    "The defence ministry denied that its forces had fired at the town and said it was "
    "looking into the reports of damage.",
    "Residents who had left by bus in the morning said that the market hall and a school "
    "were on fire when they passed.",
)


@pytest.fixture
def body() -> tuple[str, ...]:
    """Four paragraphs of a news report."""
    return BODY


@pytest.fixture
def page(body: tuple[str, ...]) -> str:
    """A news page with a caption, a newsletter box, a "read more" line and a related list."""
    first, second, third, fourth = (f"<p>{p}</p>" for p in body)
    return f"""<!doctype html><html lang="en"><head><title>Bridge closed after shelling | The Daily Example</title>
    <meta property="og:site_name" content="The Daily Example">
    <meta property="og:description" content="{body[0]}">
    <link rel="canonical" href="https://news.example/world/bridge">
    <script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Bridge closed after shelling",
      "datePublished": "2022-03-04T06:10:00+02:00", "dateModified": "2022-03-04T09:30:00+02:00",
      "author": [{{"@type": "Organization", "name": "Reuters"}}]}}</script></head>
    <body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
    <main><article><h1>Bridge closed after shelling</h1>
    <figure><img src="a.jpg"><figcaption>Smoke rises over the old bridge on Thursday morning.
      <span class="credit">REUTERS/Staff</span></figcaption></figure>
    {first}{second}
    <p><a href="/other">Who holds which bank of the river and why it matters</a></p>
    <div class="newsletter-box"><p>Sign up for our newsletter</p></div>
    <blockquote><p>"Nobody warned us," the office of the mayor wrote to residents.</p></blockquote>
    {third}
    <ul><li>The northern road has been shut since Monday evening for all traffic.</li>
    <li>Two of five pumping stations still had electricity on Friday morning.</li></ul>
    {fourth}
    <p>(Reporting by the regional desk; Editing by the night desk)</p>
    </article></main>
    <footer><p>Copyright 2022 The Daily Example. All rights reserved.</p></footer></body></html>"""
