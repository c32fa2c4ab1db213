from aws_cdk import App, CfnOutput, RemovalPolicy, Stack
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_smsvoice as smsvoice
from aws_cdk import aws_sns as sns
from aws_cdk import aws_ssm as ssm
from cdk_sms_registration import (
    AssociationTarget,
    CampaignUseCase,
    CompanyProfile,
    FieldValue,
    LegalType,
    NumberCapabilities,
    Registration,
    RegistrationAttachment,
    RegistrationDocument,
    RegistrationHandler,
    RegistrationType,
    TenDlcBrand,
    TenDlcBrandVetting,
    TenDlcCampaign,
    Vertical,
    YesNo,
)

app = App()
stack = Stack(app, "Texts")

topic = sns.Topic(stack, "Topic")
handler = RegistrationHandler(stack, "Handler", notification_topic=topic)

tax_id = secretsmanager.Secret.from_secret_name_v2(stack, "TaxId", "texts/company")
phone = ssm.StringParameter.from_string_parameter_name(stack, "Phone", "texts-phone")

company = CompanyProfile(
    company_name="Example Corp",
    legal_type=LegalType.PRIVATE_PROFIT,
    tax_id=FieldValue.from_secrets_manager(tax_id, "taxId"),
    tax_id_country="US",
    address="123 Any Street",
    city="Any Town",
    state="WA",
    zip_code="98101",
    iso_country_code="US",
    website="https://www.example.com",
    support_email=FieldValue.text("support@example.com"),
    support_phone_number=FieldValue.from_ssm_parameter(phone),
)

# Typed forms.
brand = TenDlcBrand(
    stack,
    "Brand",
    handler=handler,
    company=company,
    dba_name="Example",
    vertical=Vertical.TECHNOLOGY,
    submit=True,
    tags={"Name": "Example Corp"},
)
TenDlcBrandVetting(stack, "Vetting", handler=handler, brand=brand, submit=True)

number = smsvoice.CfnPhoneNumber(
    stack,
    "Number",
    iso_country_code="US",
    number_type="TEN_DLC",
    number_capabilities=["SMS"],
    mandatory_keywords=smsvoice.CfnPhoneNumber.MandatoryKeywordsProperty(
        help=smsvoice.CfnPhoneNumber.MandatoryKeywordProperty(
            message="Example: write to support@example.com for help. Reply STOP to end.",
        ),
        stop=smsvoice.CfnPhoneNumber.MandatoryKeywordProperty(
            message="Example: you have opted out and get no more messages.",
        ),
    ),
)
campaign = TenDlcCampaign(
    stack,
    "Campaign",
    handler=handler,
    brand=brand,
    numbers=[number],
    campaign_name="Passcodes that confirm a sign-in to an Example account",
    vertical=Vertical.TECHNOLOGY,
    opt_in_workflow="Customers enter their number at https://www.example.com/texts and tick a box. "
    "Message and data rates may apply.",
    privacy_policy_link="https://www.example.com/privacy",
    terms_and_conditions_link="https://www.example.com/terms",
    opt_in_message="Example: you get one message per sign-in. Message and data rates may apply. "
    "Reply HELP for help, STOP to end.",
    help_message="Example: write to support@example.com for help. Reply STOP to end.",
    stop_message="Example: you have opted out and get no more messages.",
    number_capabilities=NumberCapabilities.SMS,
    use_case=CampaignUseCase.TWO_FACTOR_AUTHENTICATION,
    subscriber_opt_in=YesNo.YES,
    subscriber_opt_out=YesNo.YES,
    subscriber_help=YesNo.YES,
    direct_lending=YesNo.NO,
    embedded_link=YesNo.of("No"),
    embedded_phone=YesNo.NO,
    age_gated=YesNo.NO,
    message_sample1="Example: 123456 is your one-time passcode. Reply STOP to end.",
    submit=True,
)

# The generic form, by field paths.
opt_in = RegistrationAttachment(
    stack,
    "OptIn",
    handler=handler,
    document=RegistrationDocument.from_asset("documents/opt-in.png"),
)
Registration(
    stack,
    "TollFree",
    handler=handler,
    registration_type=RegistrationType.US_TOLL_FREE_REGISTRATION,
    fields={
        "companyInfo.companyName": FieldValue.text("Example Corp"),
        "companyInfo.taxId": FieldValue.from_secrets_manager(tax_id, "taxId"),
        "messagingUseCase.monthlyMessageVolume": FieldValue.choices("1,000"),
        "messagingUseCase.optInImage": FieldValue.attachment(opt_in),
    },
)
alerts = Registration(
    stack,
    "Alerts",
    handler=handler,
    registration_type=RegistrationType.of("US_TEN_DLC_CAMPAIGN_REGISTRATION"),
    fields={"campaignInfo.campaignName": FieldValue.text("Alerts about changes of an Example Corp account")},
)
alerts.add_association(AssociationTarget.from_registration(brand))

# Created elsewhere.
TenDlcBrand.adopt_existing(
    stack,
    "AdoptedBrand",
    handler=handler,
    registration_id=app.node.try_get_context("brand") or "registration-30a16a8b7cec478a8e37febbb9005348",
    website="https://www.example.com",
    removal_policy=RemovalPolicy.DESTROY,
)
Registration.adopt(
    stack,
    "AdoptedTollFree",
    handler=handler,
    registration_id=app.node.try_get_context("tollFree") or "registration-0123456789abcdef0123456789abcdef",
    registration_type=RegistrationType.US_TOLL_FREE_REGISTRATION,
    fields={"companyInfo.city": FieldValue.text("Any Town")},
)

CfnOutput(stack, "BrandId", value=brand.registration_id)
CfnOutput(stack, "CampaignPendingSteps", value=campaign.registration_pending_steps)
app.synth()
