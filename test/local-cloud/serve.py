"""Runs MiniStack for local-cloud.ts and ends, with every process it started, when its standard input closes.

The test that started it holds the other end of that pipe, so it ends even when the test is killed.
"""
import os
import subprocess
import sys
import threading

import control
import event_bus
import failed_resources
import network
import sms_voice
import stack_operations
import topics


# Outlives the group, so that nothing writes into the folder while it is removed.
CLEAN_UP = """
import os, shutil, signal, sys, time
os.killpg(int(sys.argv[1]), signal.SIGKILL)
while os.path.exists(sys.argv[2]):
    shutil.rmtree(sys.argv[2], ignore_errors=True)
    time.sleep(0.02)
"""


def end_with_parent(folder: str) -> None:
    sys.stdin.buffer.read()
    # Our process group: MiniStack itself and the Node processes of its functions.
    subprocess.Popen([sys.executable, "-c", CLEAN_UP, str(os.getpgrp()), folder], cwd="/", start_new_session=True)


def say_who_answers() -> None:
    """The health check names this process: another program on the same port cannot be taken for it."""
    from ministack import app

    health = app._handle_health_request

    def with_process_id(path, request_id):
        answer = health(path, request_id)
        if answer is None:
            return None
        status, headers, body = answer
        return status, {**headers, "x-local-cloud-process": str(os.getpid())}, body

    app._handle_health_request = with_process_id


def answer_on_the_loopback_interface() -> None:
    """Functions answer to the address that is listened on, however `localhost` resolves."""
    from ministack.services.cloudformation import custom_resource

    custom_resource._HOST = os.environ["BIND_HOST"]


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, args=(sys.argv.pop(1),), daemon=True).start()
    from ministack.app import main

    say_who_answers()
    answer_on_the_loopback_interface()
    failed_resources.install()
    stack_operations.install()
    sms_voice.install(os.environ["AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2"])
    event_bus.install(event_bus.schedule_speed())
    topics.install()
    network.install()
    control.install()
    main()
