"""What a paragraph is when it is not news: photo credits, bylines, newsletter boxes, "read more" lines, navigation.

One set of rules for pages and plain text. They look at short lines and at how a line begins and ends, never at a
publisher's name, because what is called noise is not read for claims.
"""

from __future__ import annotations

import re
from typing import Final

_LONGEST_NOISE: Final = 40  # words; longer paragraphs are read whatever they begin with
_NAME: Final = r"[A-Z][\w'’.-]+(?: (?:de|van|von|der|bin|al|el|la|du|da))?(?: [A-Z][\w'’.-]*){1,3}"
_PEOPLE: Final = rf"{_NAME}(?:(?:, | and | & |, and ){_NAME}){{0,5}}"

_NOISE: Final = re.compile(
    r"""^[\W_]*(?:
      (?:stay|keep)\s(?:up[\s-]to[\s-]date|updated|informed|connected|tuned|in\sthe\sknow)\b | keep\san\seye\son\syour\sinbox
    | subscribe(?:\s(?:to|now|today|for|here|and)\b|\W*$) | become\sa\s(?:member|subscriber) | already\sa\s(?:member|subscriber)
    | (?:please\s)?(?:sign|log)[\s-](?:up|in)\b(?=.{0,80}(?:newsletter|e-?mail|inbox|alert|account|updates|free|daily|continue|comment|now|here|today|$))
    | (?:get|receive)\s.{0,60}\b(?:newsletters?|inbox|alerts|headlines|(?:our|the)\sapp|updates|e-?mail)\b
    | thanks?\s(?:you\s)?for\s(?:signing\sup|subscribing|reading) | (?:our|the)\s(?:free\s)?(?:daily\s|weekly\s)?newsletter\b
    | enter\syour\se-?mail | by\s(?:signing\sup|subscribing|clicking|submitting) | view\s(?:all|more|gallery|comments) | check\syour\sinbox
    | (?:please\s)?(?:click|tap)\s(?:here|to|on|through|for|the)\b | get\s.{1,60}\sby\sclicking\shere | download\s(?:the|our)\s.{0,30}\bapp\b
    | (?:read|see|watch|listen|learn|find\sout|discover|explore)\s(?:more|also|next|now|on|it\shere)?\s?(?:[:|>»–—-]|about\b.{0,80}$|\W*$)
    | to\s(?:read|continue\sreading)\s(?:the\s)?(?:full|rest) | also\son\s\S+\.\w{2,4}\b | read\smore\b | also\s(?:on|read|see)\b.{0,120}(?:[:|]|$) | see\s(?:more|also)\b | read\salso\b | further\sreading\b
    | (?:don['’]t\smiss|must[\s-]read|just\sin|in\scase\syou\smissed\sit|you\smay\salso\slike|you\smight\salso)\b.{0,40}$
    | (?:related|recommended|trending|popular|more)\s?(?:articles?|stories|story|content|coverage|links?|topics?|news|posts|reading|videos?|for\syou|from|on|to\sread)?\s?(?::.{0,120}|\W*)$
    | most\s(?:read|popular|viewed|shared|recent)\b.{0,40}$ | editors?['’]?s?\s(?:picks?|choice)\W*$ | top\sstories\W*$ | latest\snews\W*$
    | advert(?:isement|ising|orial)?\W*$ | sponsored\b.{0,30}$ | (?:story|article)\scontinues\b.{0,40}$ | continue\sreading\b.{0,60}$ | scroll\s(?:down|to)\b.{0,40}$
    | (?:share|tweet|pin|print|e-?mail|comments?|save|copy\slink|like|follow)(?:\s(?:this|on|via|us|article|story|page|it|with))?(?:\s[\w.]+){0,4}\W*$
    | (?:like|enjoy(?:ed)?)\sthis\s(?:story|article)\b | tell\sus\swhat\syou | what\sdo\syou\sthink\?\W*$ | have\s(?:a|any)\s(?:tip|story|question|comment)s?\b
    | follow\s(?:us|our|\#|@|[A-Z][\w.]+\son\s(?:twitter|facebook|instagram|x|telegram|whatsapp))\b | join\s(?:us|our|the\sconversation)\b.{0,80}$
    | (?:order\sreprints|print\sarticle|this\scopy\sis\sfor\syour\spersonal|to\sorder\spresentation-ready) | (?:loading|please\swait)\W*$
    | (?:copyright|©|\(c\)\s?\d{4})\b.{0,160}$ | ©.{0,160}$ | .{0,100}\ball\srights\sreserved\b.{0,80}$ | (?:the\sviews|opinions)\sexpressed\b
    | our\sstandards\s?: | (?:if\syou\s(?:buy|purchase)|we\s(?:may|use)\s(?:earn|income|cookies))\b | (?:accept|manage)\s(?:all\s)?cookies\b | cookies?\spolicy\W*$
    | (?:support|help)\s(?:us|our|independent)\b.{0,80}\b(?:journalism|donat\w+|subscri\w+|contribut\w+) | donate\s(?:now|today|here)\b
    | (?:tags?|filed\sunder|topics?|categor(?:y|ies)|posted\sin)\s?[:|].{0,200}$ | tags\W*$ | (?:skip|back|go)\sto\s(?:main\s)?(?:content|top|article|navigation|home)\W*$
    | (?:home|menu|search|close|next|previous|prev|next\sarticle|previous\sarticle|navigation|facebook|twitter|whatsapp|instagram|linkedin|pinterest|reddit)\W*$
    | (?:sorry[,!]?\s)?(?:there\swas\san\serror|an\serror\s(?:has\s)?occurred)\b | sorry!?\W*$ | thank\syou\W*$ | this\sarticle\shas\sbeen\ssent\b | https?://\S+\W*$
    | \d+\s(?:comments?|shares?|views?|likes?|min(?:ute)?s?\sread)\W*$ | (?:min(?:ute)?\sread|reading\stime)\b.{0,20}$
    | (?:video|audio|photos?|gallery|slideshow|live|watch\slive|media\scaption|image\scaption)\W*$ | you\s(?:have|are)\s(?:reached|reading|out\sof)\s.{0,60}\b(?:free|limit|articles?)\b
    | .{0,60}\b(?:subscribe\sto\sour|get\sa\ssubscription\sof)\b | media\splayback\sis\b
    | this\s(?:video|content|item|player)\s.{0,60}\b(?:not\savailable|cannot\sbe|can['’]t\sbe|unavailable|supported)\b | (?:javascript|cookies)\s(?:is|are|must)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_STRONG_NOISE: Final = re.compile(r"^\W*(?:subscribe|sign up|click here|read more|advertisement|©|copyright|get the latest)", re.IGNORECASE)

_BYLINE: Final = re.compile(
    rf"^\W*(?:(?:[Bb]y|BY|[Ww]ritten by|[Pp]osted by|[Aa]uthor:?)\s+(?:{_PEOPLE}|[A-Z][A-Z'’. -]+(?:(?:,| AND)[A-Z'’. -]+)*)"
    rf"(?:\s*[,|/-]?\s*(?:[A-Z][\w&.'’ ]{{1,40}}|for [A-Z][\w. ]+|(?:special|chief|senior|staff|foreign|political)[\w ]{{2,40}}))?)\W*$"
)
_DESK: Final = re.compile(
    r"^[\W_]*(?:(?:additional |further |with |original )?(?:reporting|writing|editing|compiled|edited|written|translated|translation|research|graphics?)"
    r"(?: and (?:reporting|writing|editing))? by\b|with (?:additional )?(?:reporting|files|input)(?: by| from)\b"
    r"|.{3,160}\bcontributed (?:to|reporting|from)\b.{0,80}$|.{3,80}\b(?:may|can) be reached at\b|(?:write|e-?mail|contact|reach)\b.{2,80}(?:\bat\b|:)\s*\S+@"
    r"|follow (?:him|her|them|me|[A-Z]\S+(?: [A-Z]\S+){0,2}) (?:on (?:twitter|facebook|instagram|x)\b|@|at @))",
    re.IGNORECASE,
)
_DATE_LINE: Final = re.compile(
    r"^\W*(?:(?:first |last |originally )?(?:published|updated|posted|modified|created|issued|released|date|publication date)\b\s*(?:on|at|:)?)\s?.{0,80}$", re.IGNORECASE
)
_DATED: Final = re.compile(r"\d\s?:\s?\d\d|\b(?:19|20)\d\d\b|\b\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2}")
_AGENCIES: Final = r"(?:REUTERS|Reuters|AP|AFP|EPA(?:-EFE)?|EFE|UPI|TASS|SPUTNIK|Sputnik|Xinhua|XINHUA|Anadolu(?: Agency)?|ANADOLU|Getty(?: Images)?|GETTY(?: IMAGES)?|Shutterstock|Alamy|iStock|Bloomberg|NurPhoto|ZUMA|PA(?: Wire| Media)?|dpa|DPA|RIA(?: Novosti)?)"
_PHOTO_WORD: Final = r"(?:photo|image|picture|photograph|photo(?:grapher)?|file\s?(?:photo|picture|image)|screenshot|screengrab|video|illustration|credits?|photo\s+credits?|image\s+credits?|picture\s+credits?|source)"
_PHOTO: Final = (
    re.compile(rf"[(\[]\s*{_PHOTO_WORD}(?:(?:\s*(?:credit|by|courtesy(?:\s+of)?|from|via))?\s*[:/|]\s?[^()\[\]]{{2,120}}|\s+(?:by|courtesy|from|via)\s[^()\[\]]{{2,80}}|\s[^()\[\]]{{2,50}})[)\]]\s*[.|]?\s*$", re.IGNORECASE),
    re.compile(rf"(?<=[\s.!?”\")])(?:photo|image|picture|file photo)?\s*(?:credits?|photo|image|picture|photograph|photos)\s*(?:by|courtesy(?:\s+of)?)?\s*(?::|\.\.\.|…)\s*[^\n]{{2,100}}?\.?\s*$", re.IGNORECASE),
    re.compile(r"(?<=[\s.!?”\"])(?:Photo|Photograph|Image|Picture|Photos)s? (?:by|courtesy(?: of)?|via|from) [A-Z][^.\n]{1,100}\.?\s*$"),
    re.compile(rf"[(\[]\s*(?:[^()\[\]]{{0,80}}(?:\s|/|,|-|—|–|via ))?{_AGENCIES}(?:[\s/,|-][^()\[\]]{{0,80}})?\s*[)\]]\s*\.?\s*$"),
    re.compile(rf"(?<=[\s.!?”\"|])(?:[A-Z][\w'’.-]+ ){{0,3}}(?:[A-Z][\w'’.-]+\s?)?/\s?{_AGENCIES}(?:\s?/\s?[\w .'’-]+|\s[Vv]ia\s[\w ]+|\s(?:[Ff]ile|FILE))?\.?\s*$"),
    re.compile(rf"(?<=[\s.!?”\"|]){_AGENCIES}(?:\s?/\s?|\s[Pp]hoto/)(?:[\w.'’-]+ ?){{1,5}}(?:/[\w .'’-]+)?(?:/?\s?(?:File|FILE|File Photo|Handout|HANDOUT|Pool|POOL)(?: [Pp]hoto)?)?\.?\s*$"),
    re.compile(rf"(?<=[.!?”\"|)])\s*(?:[A-Z][\w'’.-]+ ){{0,3}}(?:(?:via|VIA)\s)?(?:{_AGENCIES}|Handout|HANDOUT)\.?\s*$"),
    re.compile(r"(?<=[\s.!?”\"])(?:Submitted|File|Courtesy|Handout|Contributed|Provided|Undated) (?:[Pp]hoto(?:graph)?|[Ii]mage|[Pp]icture)s?\.?\s*$"),
    re.compile(r"(?<=[\s.!?”\"])(?:©|\([cC]\)|Copyright ©)\s?[A-Z0-9][^.\n]{1,80}\.?\s*$"),
)  # fmt: skip


def kind_of(line: str) -> str | None:
    """``noise``, ``credit``, or None where the paragraph is to be read."""
    line = line.strip()
    words = line.count(" ") + 1
    if not line or words > _LONGEST_NOISE:
        return "noise" if words <= 80 and _STRONG_NOISE.match(line) and "newsletter" in line.lower() else None
    if not any(c.isalnum() for c in line):
        return "noise"
    if _DESK.match(line) or (words <= 25 and _BYLINE.match(line)):
        return "credit"
    if credit_start(line) == 0:
        return "credit"
    if words <= 14 and _DATE_LINE.match(line) and _DATED.search(line):
        return "credit"
    return "noise" if _NOISE.match(line) else None


def credit_start(line: str) -> int | None:
    """Where a photo credit at the end of this line begins (0 if it is nothing else), or None if it has none."""
    start = None
    rest = line
    for _ in range(3):  # "(AP Photo/Name) Photo: Name, AP": one credit behind another
        starts = [found.start() for pattern in _PHOTO if (found := pattern.search(" " + rest))]
        if not starts:
            break
        start = max(0, min(starts) - 1)
        rest = line[:start].rstrip()
    if start is not None and not rest.strip(" \t([|-–—"):
        return 0
    return start


def key(text: str) -> str:
    """A paragraph reduced to its letters and digits, to find the same words elsewhere."""
    return re.sub(r"[\W_]+", "", text.lower())
