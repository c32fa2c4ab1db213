"""What CloudFormation does with resources that fail, and MiniStack does not.

- A custom resource whose create failed gets a Delete, with the id of its failed answer or an invented one.
- What a resource that could not be deleted depends on stays, so that it can be deleted later.
- A stack that is deleted while it is created makes nothing more, and deletes what it has.
"""
import asyncio
import random
import string
import threading


def install() -> None:
    from ministack.services.cloudformation import changesets, custom_resource, handlers, stacks

    record_failed_creates(custom_resource)
    roll_back_failed_creates(changesets, handlers, stacks)
    keep_what_a_failed_delete_needs(handlers, stacks)
    let_a_delete_end_a_create(changesets, handlers, stacks)


def invented_id(stack_name: str, logical_id: str) -> str:
    """For a resource whose id nobody knows."""
    return f"{stack_name}-{logical_id}-{''.join(random.choices(string.ascii_uppercase + string.digits, k=12))}"


def record_failed_creates(custom_resource) -> None:
    """A failed resource is one of the stack's, so that whatever ends the stack or its update deletes it as well."""
    register_token, deliver_response, invoke = (
        custom_resource.register_token, custom_resource.deliver_response, custom_resource.invoke_custom_resource)
    invocation = threading.local()
    answers: dict = {}

    def remember_token(token):
        invocation.token = token
        return register_token(token)

    def remember_answer(token, response):
        delivered = deliver_response(token, response)
        if delivered:
            answers[token] = response
        return delivered

    def faithful(request_type, logical_id, props, stack_name, stack_id, resource_type, **kwargs):
        from ministack.core.responses import now_iso
        from ministack.services.cloudformation import _stacks

        invocation.token = None
        try:
            return invoke(request_type, logical_id, props, stack_name, stack_id, resource_type, **kwargs)
        except (RuntimeError, TimeoutError) as error:
            if request_type == "Create":
                answer = answers.get(invocation.token) or {}
                _stacks[stack_name]["_resources"][logical_id] = {
                    "PhysicalResourceId": answer.get("PhysicalResourceId") or invented_id(stack_name, logical_id),
                    "ResourceType": resource_type,
                    "ResourceStatus": "CREATE_FAILED",
                    "ResourceStatusReason": str(error),
                    "LogicalResourceId": logical_id,
                    "Properties": props,
                    "Attributes": {},
                    "Timestamp": now_iso(),
                }
            raise
        finally:
            answers.pop(invocation.token, None)

    custom_resource.register_token = remember_token
    custom_resource.deliver_response = remember_answer
    custom_resource.invoke_custom_resource = faithful


def roll_back_failed_creates(changesets, handlers, stacks) -> None:
    deploy_stack, roll_back = stacks._deploy_stack_async, stacks._roll_back_operation

    async def deploy(stack_name, stack_id, template, param_values, *args, **kwargs):
        from ministack.services.cloudformation import _stacks

        stack = _stacks[stack_name]
        if kwargs.get("is_update"):
            # What never became stable, because rollback was disabled, is deleted by the next operation.
            previous = (kwargs.get("previous_stack") or {}).get("_resources", {})
            for logical_id in [key for key, value in previous.items() if value["ResourceStatus"] == "CREATE_FAILED"]:
                await delete(stacks, stack, logical_id, previous.pop(logical_id))
                stack["_resources"].pop(logical_id, None)
        else:
            # A create that fails leaves a stack that is deleted by its template.
            stack["_template"] = template
            stack["_resolved_params"] = param_values
        await deploy_stack(stack_name, stack_id, template, param_values, *args, **kwargs)

    async def faithful(stack_name, stack_id, stack, operation, reason_override=""):
        failed = operation.get("failed_logical_id")
        created = list(operation.get("created", []))
        if stack.get("_resources", {}).get(failed, {}).get("ResourceStatus") == "CREATE_FAILED":
            created.append(failed)
        operation = {**operation, "created": created}
        if operation.get("is_update") or operation.get("imports"):
            await roll_back(stack_name, stack_id, stack, operation, reason_override)
        else:
            await roll_back_create(stacks, stack, operation, reason_override or "Rollback requested by user.")

    stacks._deploy_stack_async = handlers._deploy_stack_async = changesets._deploy_stack_async = deploy
    stacks._roll_back_operation = handlers._roll_back_operation = faithful


async def roll_back_create(stacks, stack, operation, reason: str) -> None:
    """As MiniStack's own, but what could not be deleted stays in the stack, with what it depends on."""
    from ministack.services.cloudformation.engine import _evaluate_conditions

    template, params = operation["template"], operation["param_values"]
    definitions, resources = template.get("Resources", {}), stack["_resources"]
    conditions = _evaluate_conditions(template, params)
    stack.pop("_failed_operation", None)
    set_status(stacks, stack, "ROLLBACK_IN_PROGRESS", reason)
    failed: list = []
    for logical_id in reversed(operation["created"]):
        if logical_id in stacks._with_dependencies(failed, definitions, set(resources)):
            continue
        resource = resources[logical_id]
        policy = stacks._resource_policy(
            definitions.get(logical_id), "DeletionPolicy", resources, params, conditions,
            template.get("Mappings", {}), stack["StackName"], stack["StackId"])
        if policy == "Retain" and not operation["retain_except_on_create"]:
            stacks._add_event(
                stack["StackId"], stack["StackName"], logical_id, resource["ResourceType"], "DELETE_SKIPPED",
                physical_id=resource["PhysicalResourceId"])
            del resources[logical_id]
        elif await delete(stacks, stack, logical_id, resource):
            del resources[logical_id]
        else:
            failed.append(logical_id)
    if failed:
        reason = f"The following resource(s) failed to delete: [{', '.join(sorted(failed))}]. "
        set_status(stacks, stack, "ROLLBACK_FAILED", reason)
    else:
        set_status(stacks, stack, "ROLLBACK_COMPLETE")


def set_status(stacks, stack, status: str, reason: str = "") -> None:
    stack["StackStatus"] = status
    stack["StackStatusReason"] = reason
    stacks._add_event(
        stack["StackId"], stack["StackName"], stack["StackName"], "AWS::CloudFormation::Stack", status, reason, stack["StackId"])


async def delete(stacks, stack, logical_id: str, resource: dict) -> bool:
    """Whether it is gone."""
    stack_id, stack_name = stack["StackId"], stack["StackName"]
    kind, physical_id = resource["ResourceType"], resource["PhysicalResourceId"]

    def event(status, reason=""):
        stacks._add_event(stack_id, stack_name, logical_id, kind, status, reason, physical_id)

    event("DELETE_IN_PROGRESS")
    arguments = (kind, physical_id, resource.get("Properties", {}), stack_name, logical_id)
    try:
        if stacks._runs_on_worker_thread(kind):
            await stacks.run_reentrant(stacks._delete_resource, *arguments)
        else:
            stacks._delete_resource(*arguments)
    except Exception as error:
        event("DELETE_FAILED", str(error))
        resource.update(ResourceStatus="DELETE_FAILED", ResourceStatusReason=str(error))
        return False
    event("DELETE_COMPLETE")
    return True


def keep_what_a_failed_delete_needs(handlers, stacks) -> None:
    """MiniStack deletes a function although the delete of its custom resource failed; CloudFormation does not.

    CloudFormation deletes in reverse order of dependencies and leaves alone what a failed resource still
    needs, so a second delete can call the function again. Here the stack's resources pretend to lack these.
    """
    from ministack.services import cloudformation

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

    handlers._delete_stack_async = stacks._delete_stack_async = faithful


def let_a_delete_end_a_create(changesets, handlers, stacks) -> None:
    """MiniStack deletes and goes on creating at the same time. Here the delete waits for the resource that is being made."""
    from ministack.services.cloudformation import _stacks

    deploy_stack, delete_stack, roll_back, provision, resolve_outputs = (
        stacks._deploy_stack_async, stacks._delete_stack_async, stacks._roll_back_operation,
        stacks._provision_resource, stacks._resolve_stack_outputs)
    creates: dict = {}
    deleted: set = set()

    async def deploy(stack_name, stack_id, *args, **kwargs):
        creates[stack_id] = asyncio.Event()
        try:
            await deploy_stack(stack_name, stack_id, *args, **kwargs)
        finally:
            creates.pop(stack_id).set()

    async def delete(stack_name, stack_id, *args, **kwargs):
        if stack_id in creates:
            deleted.add(stack_id)
            set_status(stacks, _stacks[stack_name], "DELETE_IN_PROGRESS")
            await creates[stack_id].wait()
        await delete_stack(stack_name, stack_id, *args, **kwargs)

    async def not_deleted(stack_name, stack_id, *args, **kwargs):
        if stack_id not in deleted:
            await roll_back(stack_name, stack_id, *args, **kwargs)

    def check(stack_name):
        if _stacks[stack_name]["StackId"] in deleted:
            raise RuntimeError("Resource creation cancelled")

    def checked_provision(resource_type, logical_id, props, stack_name):
        check(stack_name)
        return provision(resource_type, logical_id, props, stack_name)

    def checked_outputs(*args):
        check(args[-2])
        return resolve_outputs(*args)

    stacks._deploy_stack_async = handlers._deploy_stack_async = changesets._deploy_stack_async = deploy
    stacks._delete_stack_async = handlers._delete_stack_async = delete
    stacks._roll_back_operation = handlers._roll_back_operation = not_deleted
    stacks._provision_resource = checked_provision
    stacks._resolve_stack_outputs = checked_outputs
