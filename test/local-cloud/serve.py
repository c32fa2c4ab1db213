"""Runs MiniStack for local-cloud.ts and ends, with every process it started, when its standard input closes.

The test that started it holds the other end of that pipe, so it ends even when the test is killed.
"""
import os
import shutil
import signal
import sys
import threading


def end_with_parent(folder: str) -> None:
    sys.stdin.buffer.read()
    shutil.rmtree(folder, ignore_errors=True)
    # Our process group: MiniStack itself and the Node processes of its functions.
    os.killpg(0, signal.SIGKILL)


def keep_what_a_failed_delete_needs() -> None:
    """MiniStack deletes a function although the delete of its custom resource failed; CloudFormation does not.

    CloudFormation deletes in reverse order of dependencies and leaves alone what a failed resource still
    needs, so a second delete can call the function again. Here the stack's resources pretend to lack these.
    """
    from ministack.services import cloudformation
    from ministack.services.cloudformation import handlers, stacks

    delete_stack = stacks._delete_stack_async

    class Resources(dict):
        definitions: dict = {}

        def get(self, logical_id, default=None):
            failed = [key for key, value in self.items() if value.get("ResourceStatus") == "DELETE_FAILED"]
            needed = stacks._with_dependencies(failed, self.definitions, set(self))
            return default if logical_id in needed.difference(failed) else super().get(logical_id, default)

    async def faithful(stack_name, stack_id, retain_resources=(), force=False):
        stack = cloudformation._stacks.get(stack_name)
        if stack and not force:
            resources = Resources(stack.get("_resources", {}))
            resources.definitions = (stack.get("_template") or {}).get("Resources", {})
            stack["_resources"] = resources
        await delete_stack(stack_name, stack_id, retain_resources, force)

    handlers._delete_stack_async = faithful


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, args=(sys.argv.pop(1),), daemon=True).start()
    from ministack.app import main

    keep_what_a_failed_delete_needs()
    main()
