"""Runs every operation of the simulator through botocore and through the AWS CLI.

    python botocore_check.py ENDPOINT MODEL

ENDPOINT is a simulator that runs; MODEL is the service model whose operations must all be called.
Answers are parsed by botocore and checked against botocore's own output shapes. Prints one JSON object:
{"botocore": [operations], "cli": [operations], "errors": [[name, reason], ...]}. Fails at the first problem.
"""
import contextlib
import io
import json
import os
import sys
import tempfile
import urllib.request

import botocore.session
from awscli.clidriver import create_clidriver
from botocore import xform_name
from botocore.exceptions import ClientError
from botocore.validate import ParamValidator

SERVICE = 'pinpoint-sms-voice-v2'
PNG = bytes.fromhex('89504e470d0a1a0a') + bytes(64)
TOLL_FREE = 'US_TOLL_FREE_REGISTRATION'


def main(endpoint, model_path):
    with open(model_path, encoding='utf-8') as file:
        operations = sorted(json.load(file)['operations'])
    client = botocore.session.Session().create_client(SERVICE, region_name='us-east-1', endpoint_url=endpoint)
    callers = {'botocore': Botocore(client), 'cli': Cli(client, endpoint)}
    for name, caller in callers.items():
        story(caller, Control(endpoint))
        missing = sorted(set(operations) - set(caller.called))
        assert not missing, f'{name} has not called {missing}'
    report = {name: sorted(set(caller.called)) for name, caller in callers.items()}
    print(json.dumps({**report, 'errors': errors(client)}))


def story(call, control):
    """A toll-free registration from its types to its end; every operation occurs at least once."""
    assert {limit['Name'] for limit in call('DescribeAccountLimits')['AccountLimits']} == {'REGISTRATIONS', 'REGISTRATION_ATTACHMENTS'}
    call('DescribeAccountAttributes')
    call('DescribeRegistrationTypeDefinitions', RegistrationTypes=[TOLL_FREE])
    call('DescribeRegistrationSectionDefinitions', RegistrationType=TOLL_FREE)
    first = call('DescribeRegistrationFieldDefinitions', RegistrationType=TOLL_FREE)
    call('DescribeRegistrationFieldDefinitions', RegistrationType=TOLL_FREE, NextToken=first['NextToken'])

    created = call('CreateRegistration', RegistrationType=TOLL_FREE, Tags=[{'Key': 'Name', 'Value': 'Example'}])
    registration, arn = created['RegistrationId'], created['RegistrationArn']
    call('TagResource', ResourceArn=arn, Tags=[{'Key': 'Stage', 'Value': 'test'}])
    call('UntagResource', ResourceArn=arn, TagKeys=['Name'])
    assert call('ListTagsForResource', ResourceArn=arn)['Tags'] == [{'Key': 'Stage', 'Value': 'test'}]

    attachment = call('CreateRegistrationAttachment', AttachmentBody=PNG)['RegistrationAttachmentId']
    control('advance', ms=10_000)
    uploaded = call('DescribeRegistrationAttachments', RegistrationAttachmentIds=[attachment])
    assert uploaded['RegistrationAttachments'][0]['AttachmentStatus'] == 'UPLOAD_COMPLETE'
    put = {'RegistrationId': registration}
    call('PutRegistrationFieldValue', FieldPath='messagingUseCase.optInImage', RegistrationAttachmentId=attachment, **put)
    call('PutRegistrationFieldValue', FieldPath='companyInfo.businessType', SelectChoices=['NON_PROFIT'], **put)
    call('PutRegistrationFieldValue', FieldPath='companyInfo.address2', TextValue='Suite 1', **put)
    call('DeleteRegistrationFieldValue', FieldPath='companyInfo.address2', **put)
    assert len(call('DescribeRegistrationFieldValues', RegistrationId=registration)['RegistrationFieldValues']) == 2

    number = call('RequestPhoneNumber', IsoCountryCode='US', MessageType='TRANSACTIONAL', NumberCapabilities=['SMS'],
                  NumberType='TOLL_FREE', DeletionProtectionEnabled=False)['PhoneNumberId']
    call('CreateRegistrationAssociation', RegistrationId=registration, ResourceId=number)
    call('ListRegistrationAssociations', RegistrationId=registration)
    call('DescribePhoneNumbers', PhoneNumberIds=[number])

    call('SubmitRegistrationVersion', RegistrationId=registration)
    call('DiscardRegistrationVersion', RegistrationId=registration)
    call('CreateRegistrationVersion', RegistrationId=registration)
    call('SubmitRegistrationVersion', RegistrationId=registration, AwsReview=True)
    control('advance', ms=10_000)
    denied = call('DescribeRegistrationVersions', RegistrationId=registration, VersionNumbers=[2])['RegistrationVersions'][0]
    assert denied['RegistrationVersionStatus'] == 'DENIED' and denied['DeniedReasons'], denied
    described = call('DescribeRegistrations', Filters=[{'Name': 'registration-status', 'Values': ['REQUIRES_UPDATES']}])
    assert [row['RegistrationId'] for row in described['Registrations']] == [registration]

    call('ReleasePhoneNumber', PhoneNumberId=number)
    assert call('DescribeRegistrations', RegistrationIds=[arn])['Registrations'][0]['RegistrationStatus'] == 'CLOSED'
    assert call('DeleteRegistration', RegistrationId=registration)['RegistrationStatus'] == 'DELETED'
    control('advance', ms=60_000)
    call('DeleteRegistrationAttachment', RegistrationAttachmentId=attachment)

    call('RequestSenderId', SenderId='EXAMPLE', IsoCountryCode='FR')
    call('DescribeSenderIds', SenderIds=[{'SenderId': 'EXAMPLE', 'IsoCountryCode': 'FR'}])
    call('ReleaseSenderId', SenderId='EXAMPLE', IsoCountryCode='FR')


class Botocore:
    """Calls with botocore's client, and checks the answer by botocore's output shape."""

    def __init__(self, client):
        self.client = client
        self.called = []

    def __call__(self, operation, **parameters):
        answer = getattr(self.client, xform_name(operation))(**parameters)
        answer.pop('ResponseMetadata')
        shape = self.client.meta.service_model.operation_model(operation).output_shape
        problems = ParamValidator().validate(answer, shape)
        assert not problems.has_errors(), f'{operation}: {problems.generate_report()}'
        self.called.append(operation)
        return answer


class Cli:
    """Calls `aws pinpoint-sms-voice-v2 <operation>` in this process."""

    def __init__(self, client, endpoint):
        self.model = client.meta.service_model
        self.common = ['--endpoint-url', endpoint, '--region', 'us-east-1', '--output', 'json', '--no-paginate']
        self.driver = create_clidriver()
        self.called = []

    def __call__(self, operation, **parameters):
        with tempfile.TemporaryDirectory() as folder:
            options = [part for name, value in parameters.items() for part in option(name, value, folder)]
            # The CLI has no --no-paginate for operations without pages.
            common = self.common if 'NextToken' in (self.model.operation_model(operation).input_shape.members) else self.common[:-1]
            output = io.StringIO()
            with contextlib.redirect_stdout(output):
                code = self.driver.main([SERVICE, xform_name(operation, '-'), *options, *common])
        assert code == 0, f'aws {SERVICE} {xform_name(operation, "-")}: exit code {code}'
        self.called.append(operation)
        return json.loads(output.getvalue() or '{}')


def option(name, value, folder):
    """The command line's way to write a parameter."""
    flag = '--' + xform_name(name, '-')
    if isinstance(value, bool):
        return [flag if value else '--no-' + flag[2:]]
    if isinstance(value, bytes):
        path = os.path.join(folder, name)
        with open(path, 'wb') as file:
            file.write(value)
        return [flag, 'fileb://' + path]
    if isinstance(value, list):
        return [flag, json.dumps(value)]
    return [flag, str(value)]


class Control:
    """The simulator's control over HTTP."""

    def __init__(self, endpoint):
        self.endpoint = endpoint

    def __call__(self, command, **argument):
        url = f'{self.endpoint}/_simulator/{command}'
        with urllib.request.urlopen(urllib.request.Request(url, json.dumps(argument).encode(), method='POST')) as answer:
            return json.load(answer)


def errors(client):
    """One error of every kind that has no need of a fault, as botocore parses it: its name and Reason."""
    unknown = 'registration-' + '0' * 32
    calls = [
        lambda: client.delete_registration(RegistrationId=unknown),
        lambda: client.create_registration(RegistrationType='NO_SUCH_TYPE'),
        lambda: client.describe_registrations(RegistrationIds=[unknown] * 6),
        lambda: client.submit_registration_version(
            RegistrationId=client.create_registration(RegistrationType=TOLL_FREE)['RegistrationId']),
    ]
    return [parsed(call) for call in calls]


def parsed(call):
    try:
        call()
    except ClientError as error:
        return [error.response['Error']['Code'], error.response.get('Reason')]
    raise AssertionError('expected an error')


if __name__ == '__main__':
    main(*sys.argv[1:])
