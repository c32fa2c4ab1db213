"""What a test or a demo asks of the local cloud itself: POST /_local-cloud/<command> with JSON."""
import json

PATH = "/_local-cloud/"
COMMANDS: dict = {}


class Refusal(Exception):
    """A command that is not possible."""


def install() -> None:
    from ministack import app

    handle = app._handle_admin_config_request

    async def with_commands(path, method, body):
        if not path.startswith(PATH):
            return await handle(path, method, body)
        command = COMMANDS.get(path[len(PATH):])
        if command is None or method != "POST":
            return answer(404, {"error": f"unknown; POST {', '.join(sorted(COMMANDS))}"})
        try:
            return answer(200, command(json.loads(body) if body else {}))
        except Refusal as refusal:
            return answer(409, {"error": str(refusal)})

    app._handle_admin_config_request = with_commands


def answer(status: int, content):
    return status, {"Content-Type": "application/json"}, json.dumps(content).encode()
