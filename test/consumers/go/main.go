package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssecretsmanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssmsvoice"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsssm"
	"github.com/aws/jsii-runtime-go"
	sms "github.com/cdk-sms-registration/cdk-sms-registration-go/smsregistration"
)

func main() {
	defer jsii.Close()

	app := awscdk.NewApp(nil)
	stack := awscdk.NewStack(app, jsii.String("Texts"), nil)

	topic := awssns.NewTopic(stack, jsii.String("Topic"), nil)
	handler := sms.NewRegistrationHandler(stack, jsii.String("Handler"), &sms.RegistrationHandlerProps{NotificationTopic: topic})

	taxId := awssecretsmanager.Secret_FromSecretNameV2(stack, jsii.String("TaxId"), jsii.String("texts/company"))
	phone := awsssm.StringParameter_FromStringParameterName(stack, jsii.String("Phone"), jsii.String("texts-phone"))

	company := &sms.CompanyProfile{
		CompanyName:        jsii.String("Example Corp"),
		LegalType:          sms.LegalType_PRIVATE_PROFIT(),
		TaxId:              sms.FieldValue_FromSecretsManager(taxId, jsii.String("taxId")),
		TaxIdCountry:       jsii.String("US"),
		Address:            jsii.String("123 Any Street"),
		City:               jsii.String("Any Town"),
		State:              jsii.String("WA"),
		ZipCode:            jsii.String("98101"),
		IsoCountryCode:     jsii.String("US"),
		Website:            jsii.String("https://www.example.com"),
		SupportEmail:       sms.FieldValue_Text(jsii.String("support@example.com")),
		SupportPhoneNumber: sms.FieldValue_FromSsmParameter(phone),
	}

	// Typed forms.
	brand := sms.NewTenDlcBrand(stack, jsii.String("Brand"), &sms.TenDlcBrandProps{
		Handler:  handler,
		Company:  company,
		DbaName:  jsii.String("Example"),
		Vertical: sms.Vertical_TECHNOLOGY(),
		Submit:   jsii.Bool(true),
		Tags:     &map[string]*string{"Name": jsii.String("Example Corp")},
	})
	sms.NewTenDlcBrandVetting(stack, jsii.String("Vetting"), &sms.TenDlcBrandVettingProps{
		Handler: handler,
		Brand:   brand,
		Submit:  jsii.Bool(true),
	})

	number := awssmsvoice.NewCfnPhoneNumber(stack, jsii.String("Number"), &awssmsvoice.CfnPhoneNumberProps{
		IsoCountryCode:     jsii.String("US"),
		NumberType:         jsii.String("TEN_DLC"),
		NumberCapabilities: jsii.Strings("SMS"),
		MandatoryKeywords: &awssmsvoice.CfnPhoneNumber_MandatoryKeywordsProperty{
			Help: keyword("Example: write to support@example.com for help. Reply STOP to end."),
			Stop: keyword("Example: you have opted out and get no more messages."),
		},
	})
	campaign := sms.NewTenDlcCampaign(stack, jsii.String("Campaign"), &sms.TenDlcCampaignProps{
		Handler:                handler,
		Brand:                  brand,
		Numbers:                &[]awssmsvoice.CfnPhoneNumber{number},
		CampaignName:           jsii.String("Passcodes that confirm a sign-in to an Example account"),
		Vertical:               sms.Vertical_TECHNOLOGY(),
		OptInWorkflow:          jsii.String("Customers enter their number at https://www.example.com/texts and tick a box. Message and data rates may apply."),
		PrivacyPolicyLink:      jsii.String("https://www.example.com/privacy"),
		TermsAndConditionsLink: jsii.String("https://www.example.com/terms"),
		OptInMessage:           jsii.String("Example: you get one message per sign-in. Message and data rates may apply. Reply HELP for help, STOP to end."),
		HelpMessage:            jsii.String("Example: write to support@example.com for help. Reply STOP to end."),
		StopMessage:            jsii.String("Example: you have opted out and get no more messages."),
		NumberCapabilities:     sms.NumberCapabilities_SMS(),
		UseCase:                sms.CampaignUseCase_TWO_FACTOR_AUTHENTICATION(),
		SubscriberOptIn:        sms.YesNo_YES(),
		SubscriberOptOut:       sms.YesNo_YES(),
		SubscriberHelp:         sms.YesNo_YES(),
		DirectLending:          sms.YesNo_NO(),
		EmbeddedLink:           sms.YesNo_Of(jsii.String("No")),
		EmbeddedPhone:          sms.YesNo_NO(),
		AgeGated:               sms.YesNo_NO(),
		MessageSample1:         jsii.String("Example: 123456 is your one-time passcode. Reply STOP to end."),
		Submit:                 jsii.Bool(true),
	})

	// The generic form, by field paths.
	optIn := sms.NewRegistrationAttachment(stack, jsii.String("OptIn"), &sms.RegistrationAttachmentProps{
		Handler:  handler,
		Document: sms.RegistrationDocument_FromAsset(jsii.String("documents/opt-in.png")),
	})
	sms.NewRegistration(stack, jsii.String("TollFree"), &sms.RegistrationProps{
		Handler:          handler,
		RegistrationType: sms.RegistrationType_US_TOLL_FREE_REGISTRATION(),
		Fields: &map[string]sms.FieldValue{
			"companyInfo.companyName":               sms.FieldValue_Text(jsii.String("Example Corp")),
			"companyInfo.taxId":                     sms.FieldValue_FromSecretsManager(taxId, jsii.String("taxId")),
			"messagingUseCase.monthlyMessageVolume": sms.FieldValue_Choices(jsii.String("1,000")),
			"messagingUseCase.optInImage":           sms.FieldValue_Attachment(optIn),
		},
	})
	alerts := sms.NewRegistration(stack, jsii.String("Alerts"), &sms.RegistrationProps{
		Handler:          handler,
		RegistrationType: sms.RegistrationType_Of(jsii.String("US_TEN_DLC_CAMPAIGN_REGISTRATION")),
		Fields: &map[string]sms.FieldValue{
			"campaignInfo.campaignName": sms.FieldValue_Text(jsii.String("Alerts about changes of an Example Corp account")),
		},
	})
	alerts.AddAssociation(sms.AssociationTarget_FromRegistration(brand))

	// Created elsewhere.
	sms.TenDlcBrand_AdoptExisting(stack, jsii.String("AdoptedBrand"), &sms.AdoptedTenDlcBrandProps{
		Handler:        handler,
		RegistrationId: context(app, "brand", "registration-30a16a8b7cec478a8e37febbb9005348"),
		Website:        jsii.String("https://www.example.com"),
		RemovalPolicy:  awscdk.RemovalPolicy_DESTROY,
	})
	sms.Registration_Adopt(stack, jsii.String("AdoptedTollFree"), &sms.AdoptedRegistrationProps{
		Handler:          handler,
		RegistrationId:   context(app, "tollFree", "registration-0123456789abcdef0123456789abcdef"),
		RegistrationType: sms.RegistrationType_US_TOLL_FREE_REGISTRATION(),
		Fields:           &map[string]sms.FieldValue{"companyInfo.city": sms.FieldValue_Text(jsii.String("Any Town"))},
	})

	awscdk.NewCfnOutput(stack, jsii.String("BrandId"), &awscdk.CfnOutputProps{Value: brand.RegistrationId()})
	awscdk.NewCfnOutput(stack, jsii.String("CampaignPendingSteps"), &awscdk.CfnOutputProps{Value: campaign.RegistrationPendingSteps()})
	app.Synth(nil)
}

func keyword(message string) *awssmsvoice.CfnPhoneNumber_MandatoryKeywordProperty {
	return &awssmsvoice.CfnPhoneNumber_MandatoryKeywordProperty{Message: jsii.String(message)}
}

func context(app awscdk.App, name string, otherwise string) *string {
	if value, ok := app.Node().TryGetContext(jsii.String(name)).(string); ok {
		return &value
	}
	return &otherwise
}
