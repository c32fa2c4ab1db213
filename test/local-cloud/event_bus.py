"""What EventBridge does with the rules of a stack, and MiniStack does not.

- The service's own events arrive; `aws.` sources of anybody else stay refused.
- A function that fails is invoked again and then has a dead-letter destination, as Lambda does with what it took asynchronously.
- A rule without permission to invoke its function delivers nothing, and its dead-letter queue gets the event.
- CloudFormation refuses patterns, schedules and targets that PutRule and PutTargets refuse.
- Schedules pass faster when asked to, and one can be made due now.
"""
import json
import logging
import os

import control

# How the simulator signs. Nobody checks signatures here, they only tell who calls.
SERVICE = "Credential=sms-voice/"
# Seconds between two looks at the schedules.
LOOK_EVERY = 0.25

logger = logging.getLogger("local-cloud")


def install(schedule_speed: float) -> None:
    from ministack.services import eventbridge, lambda_svc
    from ministack.services.cloudformation import provisioners

    take_events_of_the_service(eventbridge)
    invoke_asynchronously(eventbridge, lambda_svc)
    need_permission(eventbridge, lambda_svc)
    refuse_invalid_rules(eventbridge, provisioners)
    let_schedules_pass(eventbridge, schedule_speed)
    control.COMMANDS["tick"] = lambda arguments: tick(eventbridge, arguments.get("rule"))


def take_events_of_the_service(eventbridge) -> None:
    handle_request, put_events = eventbridge.handle_request, eventbridge._put_events

    async def faithful(method, path, headers, body, query_params):
        is_put = headers.get("x-amz-target") == "AWSEvents.PutEvents"
        if is_put and SERVICE in headers.get("authorization", ""):
            eventbridge._ensure_default_bus()
            return put_events(json.loads(body), allow_aws_source=True)
        return await handle_request(method, path, headers, body, query_params)

    eventbridge.handle_request = faithful


def invoke_asynchronously(eventbridge, lambda_svc) -> None:
    def faithful(arn, payload):
        function, config, name = lambda_svc._get_func_record_for_ref(arn)
        if not function or not config:
            logger.warning("EventBridge: there is no function %s", name)
            return
        try:
            event = json.loads(payload)
        except ValueError:
            logger.warning("EventBridge: the input for %s is not JSON", name)
            return
        lambda_svc.invoke_async_with_retry(lambda_svc._execution_record_for_config(function, config), event)

    eventbridge._dispatch_to_lambda = faithful


def need_permission(eventbridge, lambda_svc) -> None:
    invoke_target = eventbridge._invoke_target

    def faithful(target, event, rule, view=None):
        arn, rule_arn = target.get("Arn", ""), (rule or {}).get("Arn", "")
        is_rule = rule_arn.startswith("arn:aws:events:")
        if not is_rule or not arn.startswith("arn:aws:lambda:") or is_allowed(lambda_svc, arn, rule_arn):
            invoke_target(target, event, rule, view)
            return
        logger.warning("EventBridge: %s is not allowed to invoke %s", rule_arn, arn)
        queue = (target.get("DeadLetterConfig") or {}).get("Arn")
        if queue:
            whole = (view or eventbridge._pattern_event_view(event)).event_with_detail()
            eventbridge._dispatch_to_sqs(eventbridge.parse_arn(queue), json.dumps(whole))

    eventbridge._invoke_target = faithful


def is_allowed(lambda_svc, function_arn: str, rule_arn: str) -> bool:
    from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy

    policy = lambda_svc.function_policy_for_arn(function_arn)
    if policy is None:
        return True  # There is no such function, which is said later.
    account = rule_arn.split(":")[4]
    request = EvalContext(
        principal_arn="*", principal_type="Service", principal_account="", action="lambda:InvokeFunction",
        resource_arn=function_arn, region=rule_arn.split(":")[3],
        service_context={"aws:sourcearn": rule_arn, "aws:sourceaccount": account},
    )
    return evaluate_resource_policy(policy[0], request, service="events.amazonaws.com").decision == "Allow"


def refuse_invalid_rules(eventbridge, provisioners) -> None:
    create = provisioners._eb_rule_create

    def faithful(logical_id, properties, stack_name):
        problem = invalid(eventbridge, properties)
        if problem:
            raise ValueError(f'Resource handler returned message: "{problem}" (HandlerErrorCode: InvalidRequest)')
        name, attributes = create(logical_id, properties, stack_name)
        # From then on the time of its schedule runs.
        eventbridge._rules[eventbridge._rule_key(name, provisioners._eb_rule_bus_name(properties))]["CreationTime"] = eventbridge._now_ts()
        return name, attributes

    provisioners._RESOURCE_HANDLERS["AWS::Events::Rule"]["create"] = provisioners._eb_rule_create = faithful


def invalid(eventbridge, properties: dict):
    pattern, schedule = properties.get("EventPattern"), properties.get("ScheduleExpression", "")
    if not pattern and not schedule:
        return "Parameter(s) EventPattern and/or ScheduleExpression must be specified."
    reason = eventbridge._event_pattern_error(json.dumps(pattern) if isinstance(pattern, dict) else pattern or "")
    if reason:
        return f"Event pattern is not valid. Reason: {reason}"
    if not eventbridge._validate_schedule_expression(schedule):
        return "Parameter ScheduleExpression is not valid."
    for target in properties.get("Targets", []):
        refusal = eventbridge._validate_target_arn(target)
        if refusal:
            return json.loads(refusal[2]).get("message", "A target is not valid.")
    return None


def let_schedules_pass(eventbridge, speed: float) -> None:
    seconds = eventbridge._parse_rate_seconds

    def faster(expression):
        interval = seconds(expression)
        return None if interval is None else interval / speed

    eventbridge._parse_rate_seconds = faster
    eventbridge._SCHEDULER_TICK_INTERVAL = LOOK_EVERY


def tick(eventbridge, name) -> list:
    """Makes a schedule due, or all of them. Returns the names of the rules."""
    due = [
        (key, rule["Name"]) for key, rule in list(eventbridge._rules._data.items())
        if rule.get("ScheduleExpression") and rule.get("State") == "ENABLED" and name in (None, rule["Name"])
    ]
    if not due:
        raise control.Refusal(f"{name} is not a rule with a schedule" if name else "no rule has a schedule")
    for key, _ in due:
        eventbridge._rule_last_fired[key] = 0
    eventbridge._tick_scheduled_rules()
    return [rule_name for _, rule_name in due]


def schedule_speed() -> float:
    speed = float(os.environ.get("LOCAL_CLOUD_SCHEDULE_SPEED") or 1)
    if speed <= 0:
        raise ValueError("LOCAL_CLOUD_SCHEDULE_SPEED has to be more than 0")
    return speed
