"""A mail server of Debian's (aiosmtpd) on loopback, on a port that is free; says which on its first line of output.

python3 smtp_server.py FOLDER [OPTIONS AS JSON]

Each message that it accepts lies in FOLDER as N.eml, with its envelope in N.json. Options:
  refuse     addresses that it does not know: 550
  full       addresses whose message it refuses once it has it: 552
  stumble    addresses at whose message it says 421 and hangs up; it takes others
  stop_after how many messages it takes before it closes every connection (421)
  user, password  a login is asked for
  certificate, key  files: STARTTLS is offered; implicit: true speaks TLS from the first byte
  require_tls  no message without it
  slow       seconds that it thinks before it says that it has a message
"""
import asyncio
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder = sys.argv[1]
options = json.loads(sys.argv[2]) if len(sys.argv) > 2 else {}
taken = 0


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in options.get("refuse", []):
            return f"550 5.1.1 <{address}>: no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        global taken
        if any(one in options.get("full", []) for one in envelope.rcpt_tos):
            return "552 5.2.2 mailbox full"
        if any(one in options.get("stumble", []) for one in envelope.rcpt_tos):
            asyncio.get_running_loop().call_later(0.05, server.transport.close)
            return "421 4.3.2 something went wrong"
        if "stop_after" in options and taken >= options["stop_after"]:
            return "421 4.3.2 shutting down"
        taken += 1
        with open(os.path.join(folder, f"{taken:04}.eml"), "wb") as file:
            file.write(envelope.original_content)
        with open(os.path.join(folder, f"{taken:04}.json"), "w") as file:
            json.dump(
                {
                    "from": envelope.mail_from,
                    "to": envelope.rcpt_tos,
                    "tls": session.ssl is not None or bool(options.get("implicit")),
                    "login": session.authenticated,
                },
                file,
            )
        await asyncio.sleep(options.get("slow", 0))
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    good = (data.login.decode(), data.password.decode()) == (options["user"], options["password"])
    return AuthResult(success=good, handled=False)


async def serve():
    context = None
    if "certificate" in options:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options["certificate"], options["key"])
    implicit = options.get("implicit", False)

    def connection():
        settings = {"hostname": "localhost", "enable_SMTPUTF8": False}
        if context and not implicit:
            settings.update(tls_context=context, require_starttls=options.get("require_tls", False))
        if "user" in options:
            settings.update(authenticator=authenticate, auth_required=True, auth_require_tls=False)
        return SMTP(Handler(), **settings)

    server = await asyncio.get_running_loop().create_server(
        connection, "127.0.0.1", 0, ssl=context if implicit else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(serve())
