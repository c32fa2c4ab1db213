"""What SNS does with subscriptions and messages, and MiniStack does not.

- A subscription by http of a stack is asked to confirm itself; without that it never gets anything.
- A message that SNS refuses is refused: a subject that is too long, a MessageStructure without a default.
- What was published can be read, by protocol: nobody has a mailbox here.
"""
import asyncio
import json
import os
import threading

import control

# Those that a message can have a text of its own for, and that somebody may want to read here.
PROTOCOLS = ("default", "email", "http", "https", "sqs", "lambda", "sms")
MAX_SUBJECT = 100


def install() -> None:
    from ministack.services import sns
    from ministack.services.cloudformation import provisioners

    sns._HOST = os.environ["BIND_HOST"]
    confirm_subscriptions(sns, provisioners)
    refuse_messages(sns)
    published = record_messages(sns)
    control.COMMANDS["published"] = lambda arguments: [
        message for message in published if arguments.get("topicArn") in (None, message["topicArn"])
    ]


def confirm_subscriptions(sns, provisioners) -> None:
    create = provisioners._sns_sub_create

    def faithful(logical_id, properties, stack_name):
        from ministack.core.responses import new_uuid

        arn, attributes = create(logical_id, properties, stack_name)
        subscription = sns._find_subscription(properties.get("TopicArn", ""), arn)
        if subscription and not subscription["confirmed"]:
            subscription["token"] = new_uuid()
            ask = lambda: asyncio.run(sns._send_subscription_confirmation(subscription["topic_arn"], subscription))
            threading.Thread(target=ask, daemon=True).start()
        return arn, attributes

    provisioners._RESOURCE_HANDLERS["AWS::SNS::Subscription"]["create"] = provisioners._sns_sub_create = faithful


def refuse_messages(sns) -> None:
    publish = sns._publish

    def faithful(parameters):
        problem = invalid(sns._p(parameters, "Message"), sns._p(parameters, "MessageStructure"), sns._p(parameters, "Subject"))
        return sns._error("InvalidParameter", f"Invalid parameter: {problem}", 400) if problem else publish(parameters)

    sns._publish = faithful


def invalid(message: str, structure: str, subject: str):
    if len(subject) > MAX_SUBJECT or not subject.isprintable():
        return "Subject"
    if structure != "json":
        return None
    try:
        texts = json.loads(message)
    except ValueError:
        return "Message Structure - JSON message body failed to parse"
    if not isinstance(texts, dict) or not isinstance(texts.get("default"), str):
        return "Message Structure - No default entry in JSON message body"
    return None


def record_messages(sns) -> list:
    publish = sns.publish_internal
    published: list = []

    def recording(topic_arn, message, subject="", **options):
        result = publish(topic_arn, message, subject, **options)
        if result and not result["duplicate"]:
            structure = options.get("message_structure", "")
            published.append({
                "topicArn": topic_arn,
                "messageId": result["message_id"],
                "subject": subject,
                "texts": {protocol: sns._resolve_message_for_protocol(message, structure, protocol) for protocol in PROTOCOLS},
            })
        return result

    sns.publish_internal = recording
    return published
