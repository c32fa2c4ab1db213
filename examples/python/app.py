"""A toll-free registration with its opt-in picture and number: ../toll-free.ts in Python."""

import os
from pathlib import Path

from aws_cdk import App, CfnOutput, Environment, Stack
from aws_cdk.aws_smsvoice import CfnPhoneNumber
from cdk_sms_registration import (
    BusinessType,
    FieldValue,
    MonthlyMessageVolume,
    OptInType,
    RegistrationAttachment,
    RegistrationDocument,
    TaxIdAuthority,
    TollFreeRegistration,
    TollFreeUseCaseCategory,
)

app = App()
# What is submitted costs money: the CDK says in which account and Region before it deploys.
stack = Stack(
    app,
    "TollFreeRegistration",
    env=Environment(account=os.getenv("CDK_DEFAULT_ACCOUNT"), region=os.getenv("CDK_DEFAULT_REGION")),
)

# A draft without a number, until `--context submit=true` buys the number and submits the form.
submit = app.node.try_get_context("submit") == "true"

opt_in = RegistrationAttachment(
    stack,
    "OptIn",
    document=RegistrationDocument.from_asset(str(Path(__file__).parent.parent / "documents" / "opt-in.png")),
)

number = None
if submit:
    number = CfnPhoneNumber(
        stack,
        "Number",
        iso_country_code="US",
        number_type="TOLL_FREE",
        number_capabilities=["SMS"],
        mandatory_keywords=CfnPhoneNumber.MandatoryKeywordsProperty(
            help=CfnPhoneNumber.MandatoryKeywordProperty(
                message="Example Corp: write to support@example.com for help. Message and data rates may apply. Reply STOP to end."
            ),
            stop=CfnPhoneNumber.MandatoryKeywordProperty(message="Example Corp: you have opted out and get no more messages."),
        ),
    )

registration = TollFreeRegistration(
    stack,
    "TollFree",
    company_name="Example Corp",
    business_type=BusinessType.PRIVATE_PROFIT,
    tax_id=FieldValue.text("00-0000000"),
    tax_id_authority=TaxIdAuthority.EIN,
    tax_id_country="US",
    website="https://www.example.com",
    address1="123 Any Street",
    city="Any Town",
    state="WA",
    zip_code="98101",
    iso_country_code="US",
    first_name=FieldValue.text("Jane"),
    last_name=FieldValue.text("Doe"),
    support_email=FieldValue.text("support@example.com"),
    support_phone_number=FieldValue.text("+12065550100"),
    monthly_message_volume=MonthlyMessageVolume.MESSAGES_1_000,
    use_case_category=TollFreeUseCaseCategory.ONE_TIME_PASSCODES,
    use_case_details="One-time passcodes that confirm a sign-in to an Example Corp account",
    opt_in_type=OptInType.DIGITAL_FORM,
    opt_in_description=(
        "Customers enter their number in the form at https://www.example.com/texts and tick an empty box: "
        "I agree to get passcodes from Example Corp by text, one message per sign-in. "
        "Message and data rates may apply. Reply HELP for help, STOP to end. "
        "Privacy policy: https://www.example.com/privacy. Terms: https://www.example.com/terms."
    ),
    opt_in_image=opt_in,
    privacy_policy_url="https://www.example.com/privacy",
    terms_and_conditions_url="https://www.example.com/terms",
    message_sample1="Example Corp: 123456 is your one-time passcode. Never share it. Reply STOP to end.",
    message_sample2="Example Corp: enter the security code 654321 to confirm your new phone.",
    tags={"Name": "Example Corp toll-free"},
    number=number,
    submit=submit,
    deletion_protection=submit,
)

CfnOutput(stack, "RegistrationId", value=registration.registration_id)
CfnOutput(stack, "RegistrationStatus", value=registration.registration_status)

app.synth()
