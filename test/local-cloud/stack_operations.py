"""What CloudFormation says of a stack while an operation is at work, and which operations it refuses.

MiniStack has neither LastOperations nor the clean-up status of an update, forgets a deleted stack when another takes
its name, and accepts operations on stacks that are busy or have failed.
"""
import re
from html import escape

STACK = "AWS::CloudFormation::Stack"
CREATE_CHANGESET = "CREATE_CHANGESET"

# The operation that begins when a stack reaches a status.
OPERATIONS = {
    "REVIEW_IN_PROGRESS": CREATE_CHANGESET,
    "CREATE_IN_PROGRESS": "CREATE_STACK",
    "UPDATE_IN_PROGRESS": "UPDATE_STACK",
    "DELETE_IN_PROGRESS": "DELETE_STACK",
    "ROLLBACK_IN_PROGRESS": "ROLLBACK",
    "UPDATE_ROLLBACK_IN_PROGRESS": "ROLLBACK",
}

UPDATABLE = {
    "CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE", "IMPORT_ROLLBACK_COMPLETE",
    # What --disable-rollback leaves.
    "CREATE_FAILED", "UPDATE_FAILED",
}


def install() -> None:
    from ministack.services.cloudformation import handlers, stacks

    show_clean_up(stacks)
    keep_deleted_stacks(handlers, stacks)
    actions = handlers._ACTION_HANDLERS
    actions["DescribeStacks"] = with_last_operations(actions["DescribeStacks"])
    actions["UpdateStack"] = unless(not_updatable, actions["UpdateStack"])
    actions["CreateChangeSet"] = recorded(unless(not_updatable, actions["CreateChangeSet"]))
    actions["ExecuteChangeSet"] = unless(not_updatable, actions["ExecuteChangeSet"])
    actions["CancelUpdateStack"] = roll_back_at_once(stacks, actions["CancelUpdateStack"])
    actions["DeleteStack"] = unless(not_deletable, actions["DeleteStack"])


# What is said


def with_last_operations(describe_stacks):
    def faithful(params):
        status, headers, body = describe_stacks(params)
        text = body.decode() if isinstance(body, bytes) else body
        text = re.sub(r"<StackId>(.*?)</StackId>", lambda found: found.group(0) + last_operations(found.group(1)), text)
        return status, headers, text.encode()

    return faithful


def last_operations(stack_id: str) -> str:
    entries = "".join(
        f"<member><OperationType>{kind}</OperationType><OperationId>{escape(operation_id)}</OperationId></member>"
        for kind, operation_id in reversed(operations(stack_id))
    )
    return f"<LastOperations>{entries}</LastOperations>"


def operations(stack_id: str) -> list:
    """Oldest first. The stack's own events tell, except of change sets for a stack that exists."""
    from ministack.services.cloudformation import _stack_events
    from ministack.services.cloudformation.handlers import _resolve_stack

    found = []
    active = before = ""
    for position, event in enumerate(_stack_events.get(stack_id, [])):
        if event["ResourceType"] != STACK or event["PhysicalResourceId"] != stack_id:
            continue
        status = event["ResourceStatus"]
        operation = re.sub("_(IN_PROGRESS|COMPLETE|FAILED)$", "", status)
        # One that ends another says twice that it begins: at once, and when the other has ended.
        if status in OPERATIONS and operation != active:
            kind = "CONTINUE_ROLLBACK" if before == "UPDATE_ROLLBACK_FAILED" and "ROLLBACK" in status else OPERATIONS[status]
            found.append((position, kind, event["EventId"]))
            active = operation
        elif operation == active and not status.endswith("_IN_PROGRESS"):
            active = ""
        before = status
    stack = _resolve_stack(stack_id) or {}
    found += [(position, CREATE_CHANGESET, operation_id) for position, operation_id in stack.get("_change_set_operations", [])]
    return [(kind, operation_id) for _, kind, operation_id in sorted(found, key=lambda operation: operation[0])]


def recorded(create_change_set):
    def faithful(params):
        from ministack.core.responses import new_uuid
        from ministack.services.cloudformation import _stack_events

        stack = stack_of(params)
        answer = create_change_set(params)
        # A change set that makes its stack is told by the stack's first event.
        if stack and answer[0] == 200 and stack_of(params) is stack:
            events = _stack_events.get(stack["StackId"], [])
            stack.setdefault("_change_set_operations", []).append((len(events) - 0.5, new_uuid()))
        return answer

    return faithful


def show_clean_up(stacks) -> None:
    """Once all resources are updated, CloudFormation deletes what was replaced or removed in a status of its own."""
    resolve_outputs = stacks._resolve_stack_outputs

    def faithful(*args):
        from ministack.services.cloudformation import _stacks

        answer = resolve_outputs(*args)
        stack_name, stack_id = args[-2:]
        stack = _stacks.get(stack_name)
        if stack and stack["StackStatus"] == "UPDATE_IN_PROGRESS":
            stack["StackStatus"] = "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"
            stacks._add_event(stack_id, stack_name, stack_name, STACK, stack["StackStatus"], physical_id=stack_id)
        return answer

    stacks._resolve_stack_outputs = faithful


def roll_back_at_once(stacks, cancel_update):
    """MiniStack says so only when the resource that is being updated has answered, and forgets it when that was the last one."""
    resolve_outputs = stacks._resolve_stack_outputs

    def faithful(params):
        answer = cancel_update(params)
        if answer[0] == 200:
            stack = stack_of(params)
            stack_id, stack_name = stack["StackId"], stack["StackName"]
            stack["StackStatus"] = "UPDATE_ROLLBACK_IN_PROGRESS"
            stacks._add_event(stack_id, stack_name, stack_name, STACK, stack["StackStatus"], "User Initiated", stack_id)
        return answer

    def unless_cancelled(*args):
        from ministack.services.cloudformation import _stacks

        if _stacks[args[-2]].get("_cancel_requested"):
            raise RuntimeError("Resource update cancelled")
        return resolve_outputs(*args)

    stacks._resolve_stack_outputs = unless_cancelled
    return faithful


def keep_deleted_stacks(handlers, stacks) -> None:
    """A deleted stack is known by its id for good. MiniStack keeps stacks by name, so it moves to its id."""
    delete_stack = stacks._delete_stack_async

    async def faithful(stack_name, stack_id, *args, **kwargs):
        from ministack.services.cloudformation import _stacks

        stack = _stacks.get(stack_name)
        if stack:
            stack["StackStatusReason"] = ""
        await delete_stack(stack_name, stack_id, *args, **kwargs)
        if stack and stack["StackStatus"] == "DELETE_COMPLETE" and _stacks.get(stack_name) is stack:
            _stacks[stack_id] = _stacks.pop(stack_name)

    handlers._delete_stack_async = stacks._delete_stack_async = faithful


# What is refused


def unless(refused, action):
    def faithful(params):
        stack = stack_of(params)
        answer = refused(stack, params) if stack else None
        return answer or action(params)

    return faithful


def not_updatable(stack, params):
    status = stack["StackStatus"]
    # A new stack's own change set, and what MiniStack refuses with a sentence of its own.
    if status in UPDATABLE or status in ("DELETE_COMPLETE", "REVIEW_IN_PROGRESS") or first(params, "ChangeSetType") == "CREATE":
        return None
    return refusal(f"Stack:{stack['StackId']} is in {status} state and can not be updated.")


def not_deletable(stack, params):
    from ministack.services.cloudformation.helpers import _xml

    status = stack["StackStatus"]
    if status == "DELETE_IN_PROGRESS":
        # It goes on; a second deletion does not begin.
        return _xml(200, "DeleteStackResponse", "")
    if status.startswith("UPDATE_") and status.endswith("_IN_PROGRESS"):
        return refusal(f"Stack [{stack['StackId']}] cannot be deleted while in status {status}")
    return None


def refusal(message: str):
    from ministack.services.cloudformation.helpers import _error

    return _error("ValidationError", message)


def stack_of(params):
    from ministack.services.cloudformation.changesets import _find_change_set
    from ministack.services.cloudformation.handlers import _resolve_stack

    name = first(params, "StackName")
    if not name and first(params, "ChangeSetName").startswith("arn:"):
        name = (_find_change_set(first(params, "ChangeSetName"))[1] or {}).get("StackId", "")
    return _resolve_stack(name) if name else None


def first(params, name: str) -> str:
    from ministack.services.cloudformation.helpers import _p

    return _p(params, name)
