"""Prints what a beginner is told: a JSON object of the names of mistakes and the messages of their exceptions."""

import json

from aws_cdk import App, Stack
from cdk_sms_registration import (
    CompanyProfile,
    FieldValue,
    Registration,
    RegistrationAttachment,
    RegistrationDocument,
    RegistrationType,
    TenDlcBrand,
    TenDlcBrandVetting,
    Vertical,
)

app = App()
stack = Stack(app, "Texts")
BRAND = RegistrationType.US_TEN_DLC_BRAND_REGISTRATION


def brand(id, **props):
    return TenDlcBrand(stack, id, **{"dba_name": "Example", "vertical": Vertical.TECHNOLOGY, **props})


MISTAKES = {
    "a required prop is missing": lambda id: TenDlcBrandVetting(stack, id),
    "fields of the form are missing": lambda id: brand(id),
    "a prop has another type": lambda id: Registration(stack, id, registration_type=BRAND, submit="yes"),
    "a prop of a typed form has another type": lambda id: brand(id, website=7),
    "the registration type is a string": lambda id: Registration(stack, id, registration_type="US_TEN_DLC_BRAND_REGISTRATION"),
    "a field is a string": lambda id: Registration(stack, id, registration_type=BRAND, fields={"companyInfo.companyName": "Example Corp"}),
    "a sensitive prop is a string": lambda id: brand(id, tax_id="000000000"),
    "a choice is a string": lambda id: brand(id, legal_type="PRIVATE_PROFIT"),
    "a document is a path": lambda id: RegistrationAttachment(stack, id, document="documents/opt-in.png"),
    "a brand is an ID": lambda id: TenDlcBrandVetting(stack, id, brand="registration-30a16a8b7cec478a8e37febbb9005348"),
    "a prop is spelled as in TypeScript": lambda id: brand(id, companyName="Example Corp"),
    "a prop of the company is misspelled": lambda id: brand(id, company=CompanyProfile(company_nme="Example Corp")),
    "the company is a dict with a misspelled key": lambda id: brand(id, company={"company_nme": "Example Corp"}),
    "a file is missing": lambda id: RegistrationAttachment(stack, id, document=RegistrationDocument.from_asset("nowhere.png")),
    "a text is empty": lambda id: Registration(stack, id, registration_type=BRAND, fields={"companyInfo.companyName": FieldValue.text("")}),
}


def message(number, mistake):
    try:
        mistake(f"Mistake{number}")
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "nothing was said"


with open("messages.json", "w") as file:
    json.dump({name: message(number, mistake) for number, (name, mistake) in enumerate(MISTAKES.items())}, file)
