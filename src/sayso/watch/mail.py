"""Alerts by e-mail: one plain message for all that is to be told, over SMTP with STARTTLS (RFC 3207) or TLS."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from hashlib import sha256
from typing import Any, Final

from sayso.watch.message import body, subject
from sayso.watch.sinks import SinkError, secret

_TIMEOUT: Final = 30.0
_PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}


def message(options: Mapping[str, Any], alerts: Sequence[dict[str, Any]]) -> EmailMessage:
    """The message. Its id comes from the alerts, so that a mail sent twice is known for one."""
    to = options["to"] if isinstance(options["to"], list) else [options["to"]]
    made = EmailMessage()
    made["Subject"] = subject(alerts, options["subject"])
    made["From"] = options["from"]
    made["To"] = ", ".join(to)
    made["Date"] = formatdate(usegmt=True)
    domain = parseaddr(options["from"])[1].rpartition("@")[2] or "localhost"
    name = sha256("".join(row["id"] for row in alerts).encode()).hexdigest()[:24]
    made["Message-ID"] = f"<{name}.sayso@{domain}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(body(alerts), cte="quoted-printable")
    return made


def send(options: Mapping[str, Any], alerts: Sequence[dict[str, Any]]) -> None:
    """Send the alerts as one message. Raises SinkError; a password never goes over a line that is not encrypted."""
    password = secret(options, "password_env")
    security = options["security"]
    port = options["port"] or _PORTS[security]
    context = ssl.create_default_context()
    try:
        made = message(options, alerts)
        if security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(options["host"], port, timeout=_TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(options["host"], port, timeout=_TIMEOUT)
        with server:
            if security == "starttls":
                server.starttls(context=context)
            if options["user"]:
                server.login(options["user"], password or "")
            server.send_message(made)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise SinkError(f"the mail server {options['host']} took no mail ({_said(error)}).") from None


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = (
            error.smtp_error.decode("utf-8", "replace")
            if isinstance(error.smtp_error, bytes)
            else error.smtp_error
        )
        return f"{error.smtp_code} {' '.join(said.split())[:120]}"
    return " ".join(str(error).split())[:120] or type(error).__name__
