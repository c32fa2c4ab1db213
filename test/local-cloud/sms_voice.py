"""The resource types of AWS::SMSVOICE that belong to registrations, made and deleted in the simulated service.

Attributes, Ref and what a change replaces: CloudFormation's template reference. What the simulator cannot hold
(keywords, two-way channels, opt-out lists of a change) is accepted and ignored.
"""
import json
import time
import urllib.error
import urllib.request
import uuid
from datetime import datetime, timezone

PATIENCE_S = 60
PAUSE_S = 0.25

# How a resource handler of CloudFormation classifies an error of its service.
ERROR_CODES = {
    "AccessDeniedException": "AccessDenied",
    "ConflictException": "ResourceConflict",
    "InternalServerException": "ServiceInternalError",
    "ResourceNotFoundException": "NotFound",
    "ServiceQuotaExceededException": "ServiceLimitExceeded",
    "ThrottlingException": "Throttling",
    "ValidationException": "InvalidRequest",
}


class ServiceError(Exception):
    def __init__(self, name: str, message: str):
        super().__init__(f'Resource handler returned message: "{message}" (HandlerErrorCode: {ERROR_CODES.get(name, "GeneralServiceException")})')
        self.name = name


class Service:
    def __init__(self, endpoint: str):
        self.endpoint = endpoint

    def create(self, operation: str, **members) -> dict:
        """However often it is called again, one thing is made."""
        return self.call(operation, **members, ClientToken=uuid.uuid4().hex)

    def call(self, operation: str, **members) -> dict:
        """Waits while it is throttled, as a resource handler does."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                return self.send("/", {key: value for key, value in members.items() if value is not None}, operation)
            except ServiceError as error:
                if error.name not in ("ThrottlingException", "InternalServerException") or time.monotonic() > deadline:
                    raise
            time.sleep(PAUSE_S)

    def control(self, command: str, **members) -> None:
        """What the service offers by operations that the simulator does not have."""
        self.send(f"/_simulator/{command}", members)

    def send(self, path: str, members: dict, operation: str = "") -> dict:
        headers = {"Content-Type": "application/x-amz-json-1.0"}
        if operation:
            headers["X-Amz-Target"] = f"PinpointSMSVoiceV2.{operation}"
        request = urllib.request.Request(self.endpoint + path, json.dumps(members).encode(), headers)
        try:
            # Never by way of a proxy.
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=PATIENCE_S) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            answer = json.load(error)
            name = str(answer.get("__type", "")).rpartition("#")[2]
            raise ServiceError(name, answer.get("Message") or answer.get("error") or name) from None


def install(endpoint: str) -> None:
    from ministack.services.cloudformation import provisioners, stacks

    service = Service(endpoint)
    for kind in (PhoneNumber(service), SenderId(service), Registration(service), RegistrationAttachment(service)):
        provisioners._RESOURCE_HANDLERS[kind.type] = {"create": kind.create, "update": kind.update, "delete": kind.delete}
        provisioners._REPLACING_PROPERTIES[kind.type] = kind.replacing
        provisioners._STACK_TAG_PROPERTY[kind.type] = ("Tags", "list")

    runs_on_worker_thread = stacks._runs_on_worker_thread
    # Its calls wait for the service, and meanwhile others are answered.
    stacks._runs_on_worker_thread = lambda kind: kind.startswith("AWS::SMSVOICE::") or runs_on_worker_thread(kind)


class Resource:
    type: str
    replacing: tuple

    def __init__(self, service: Service):
        self.service = service

    def delete(self, physical_id: str, properties: dict) -> None:
        try:
            self.release(physical_id)
        except ServiceError as error:
            if error.name != "ResourceNotFoundException":
                raise

    def retag(self, arn: str, old: dict, new: dict) -> None:
        before, after = tags(old), tags(new)
        gone = [key for key in before if key not in after]
        if gone:
            self.service.call("UntagResource", ResourceArn=arn, TagKeys=gone)
        if after and after != before:
            self.service.call("TagResource", ResourceArn=arn, Tags=tag_list(new))


class PhoneNumber(Resource):
    type = "AWS::SMSVOICE::PhoneNumber"
    replacing = ("IsoCountryCode", "NumberCapabilities", "NumberType")

    def create(self, logical_id, properties, stack_name):
        number = self.service.create(
            "RequestPhoneNumber",
            IsoCountryCode=properties.get("IsoCountryCode"),
            # The resource type has no such property.
            MessageType="TRANSACTIONAL",
            NumberCapabilities=properties.get("NumberCapabilities"),
            NumberType=properties.get("NumberType"),
            OptOutListName=properties.get("OptOutListName"),
            DeletionProtectionEnabled=protected(properties),
            Tags=tag_list(properties),
        )
        return number["PhoneNumberId"], self.attributes(number)

    def update(self, physical_id, old, new, stack_name):
        [number] = self.service.call("DescribePhoneNumbers", PhoneNumberIds=[physical_id])["PhoneNumbers"]
        if protected(old) != protected(new):
            self.service.control("setPhoneNumber", phoneNumberId=physical_id, deletionProtectionEnabled=protected(new))
        self.retag(number["PhoneNumberArn"], old, new)
        return physical_id, self.attributes(number)

    def release(self, physical_id):
        self.service.call("ReleasePhoneNumber", PhoneNumberId=physical_id)

    def attributes(self, number):
        return {"Arn": number["PhoneNumberArn"], "PhoneNumber": number["PhoneNumber"], "PhoneNumberId": number["PhoneNumberId"]}


class SenderId(Resource):
    type = "AWS::SMSVOICE::SenderId"
    replacing = ("IsoCountryCode", "SenderId")

    def create(self, logical_id, properties, stack_name):
        sender = self.service.create(
            "RequestSenderId",
            SenderId=properties.get("SenderId"),
            IsoCountryCode=properties.get("IsoCountryCode"),
            DeletionProtectionEnabled=protected(properties),
            Tags=tag_list(properties),
        )
        return f"{sender['IsoCountryCode']}|{sender['SenderId']}", {"Arn": sender["SenderIdArn"]}

    def update(self, physical_id, old, new, stack_name):
        country, sender_id = physical_id.split("|")
        [sender] = self.service.call("DescribeSenderIds", SenderIds=[{"SenderId": sender_id, "IsoCountryCode": country}])["SenderIds"]
        if protected(old) != protected(new):
            self.service.control("setSenderId", senderId=sender_id, isoCountryCode=country, deletionProtectionEnabled=protected(new))
        self.retag(sender["SenderIdArn"], old, new)
        return physical_id, {"Arn": sender["SenderIdArn"]}

    def release(self, physical_id):
        country, sender_id = physical_id.split("|")
        self.service.call("ReleaseSenderId", SenderId=sender_id, IsoCountryCode=country)


class Registration(Resource):
    type = "AWS::SMSVOICE::Registration"
    replacing = ("RegistrationType",)

    def create(self, logical_id, properties, stack_name):
        registration = self.service.create(
            "CreateRegistration", RegistrationType=properties.get("RegistrationType"), Tags=tag_list(properties))
        return registration["RegistrationArn"], self.attributes(registration)

    def update(self, physical_id, old, new, stack_name):
        self.retag(physical_id, old, new)
        [registration] = self.service.call("DescribeRegistrations", RegistrationIds=[physical_id])["Registrations"]
        return physical_id, self.attributes(registration)

    def release(self, physical_id):
        self.service.call("DeleteRegistration", RegistrationId=physical_id)

    def attributes(self, registration):
        return {
            "CreatedTimestamp": timestamp(registration["CreatedTimestamp"]),
            "CurrentVersionNumber": registration["CurrentVersionNumber"],
            "RegistrationArn": registration["RegistrationArn"],
            "RegistrationId": registration["RegistrationId"],
            "RegistrationStatus": registration["RegistrationStatus"],
        }


class RegistrationAttachment(Resource):
    type = "AWS::SMSVOICE::RegistrationAttachment"
    replacing = ("AttachmentBody", "AttachmentUrl")

    def create(self, logical_id, properties, stack_name):
        arn = self.service.create(
            "CreateRegistrationAttachment",
            AttachmentBody=properties.get("AttachmentBody"),
            AttachmentUrl=properties.get("AttachmentUrl"),
            Tags=tag_list(properties),
        )["RegistrationAttachmentArn"]
        return arn, self.attributes(self.uploaded(arn))

    def update(self, physical_id, old, new, stack_name):
        self.retag(physical_id, old, new)
        return physical_id, self.attributes(self.described(physical_id))

    def release(self, physical_id):
        self.service.call("DeleteRegistrationAttachment", RegistrationAttachmentId=physical_id)

    def uploaded(self, arn):
        deadline = time.monotonic() + PATIENCE_S
        while True:
            attachment = self.described(arn)
            status = attachment["AttachmentStatus"]
            if status == "UPLOAD_COMPLETE":
                return attachment
            if status != "UPLOAD_IN_PROGRESS" or time.monotonic() > deadline:
                self.delete(arn, {})
                raise RuntimeError(f'Resource handler returned message: "The attachment is {status}." (HandlerErrorCode: NotStabilized)')
            time.sleep(PAUSE_S)

    def described(self, arn):
        [attachment] = self.service.call("DescribeRegistrationAttachments", RegistrationAttachmentIds=[arn])["RegistrationAttachments"]
        return attachment

    def attributes(self, attachment):
        return {
            "AttachmentStatus": attachment["AttachmentStatus"],
            "CreatedTimestamp": timestamp(attachment["CreatedTimestamp"]),
            "RegistrationAttachmentArn": attachment["RegistrationAttachmentArn"],
            "RegistrationAttachmentId": attachment["RegistrationAttachmentId"],
            "UploadedAttachmentUrl": attachment.get("AttachmentUrl", ""),
        }


def protected(properties: dict) -> bool:
    """A template may say it as a text."""
    return str(properties.get("DeletionProtectionEnabled", False)).lower() == "true"


def tags(properties: dict) -> dict:
    """Without CloudFormation's own, which no caller may set."""
    return {tag["Key"]: str(tag["Value"]) for tag in properties.get("Tags") or [] if not tag["Key"].startswith("aws:")}


def tag_list(properties: dict):
    return [{"Key": key, "Value": value} for key, value in tags(properties).items()] or None


def timestamp(epoch_seconds: float) -> str:
    return datetime.fromtimestamp(epoch_seconds, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
