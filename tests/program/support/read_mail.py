"""E-mails as Python's own parser reads them, as JSON: of files, or of an mbox (python3 read_mail.py --mbox FILE).

What the parser finds wrong (defects of the message, of a part or of a header) is told too.
"""
import email
import email.policy
import json
import mailbox
import sys


def told(message):
    parts = []
    defects = [str(one) for one in message.defects]
    for part in message.walk():
        defects += [repr(one) for one in part.defects]
        defects += [f"{name}: {one!r}" for name in part.keys() for one in part[name].defects]
        if not part.is_multipart():
            parts.append(
                {
                    "type": part.get_content_type(),
                    "charset": part.get_content_charset(),
                    "language": part["Content-Language"],
                    "encoding": part["Content-Transfer-Encoding"],
                    "text": part.get_content(),
                }
            )
    return {
        "headers": [[name, str(value)] for name, value in message.items()],
        "type": message.get_content_type(),
        "to": [[one.display_name, one.addr_spec] for one in message["To"].addresses],
        "from": [[one.display_name, one.addr_spec] for one in message["From"].addresses],
        "date": message["Date"].datetime.isoformat(),
        "subject": message["Subject"],
        "id": message["Message-ID"],
        "parts": parts,
        "defects": defects,
    }


policy = email.policy.default
if sys.argv[1] == "--mbox":
    box = mailbox.mbox(sys.argv[2], create=False)
    raw = [box.get_bytes(key) for key in box.keys()]
else:
    raw = [open(name, "rb").read() for name in sys.argv[1:]]
print(json.dumps([told(email.message_from_bytes(one, policy=policy)) for one in raw]))
