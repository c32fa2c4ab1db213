import io.github.cdksmsregistration.*;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.smsvoice.CfnPhoneNumber;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.ssm.IStringParameter;
import software.amazon.awscdk.services.ssm.StringParameter;

public class Texts {
    public static void main(String[] args) {
        App app = new App();
        Stack stack = new Stack(app, "Texts");

        Topic topic = new Topic(stack, "Topic");
        RegistrationHandler handler = RegistrationHandler.Builder.create(stack, "Handler").notificationTopic(topic).build();

        ISecret taxId = Secret.fromSecretNameV2(stack, "TaxId", "texts/company");
        IStringParameter phone = StringParameter.fromStringParameterName(stack, "Phone", "texts-phone");

        CompanyProfile company = CompanyProfile.builder()
            .companyName("Example Corp")
            .legalType(LegalType.PRIVATE_PROFIT)
            .taxId(FieldValue.fromSecretsManager(taxId, "taxId"))
            .taxIdCountry("US")
            .address("123 Any Street")
            .city("Any Town")
            .state("WA")
            .zipCode("98101")
            .isoCountryCode("US")
            .website("https://www.example.com")
            .supportEmail(FieldValue.text("support@example.com"))
            .supportPhoneNumber(FieldValue.fromSsmParameter(phone))
            .build();

        // Typed forms.
        TenDlcBrand brand = TenDlcBrand.Builder.create(stack, "Brand")
            .handler(handler)
            .company(company)
            .dbaName("Example")
            .vertical(Vertical.TECHNOLOGY)
            .submit(true)
            .tags(Map.of("Name", "Example Corp"))
            .build();
        TenDlcBrandVetting.Builder.create(stack, "Vetting").handler(handler).brand(brand).submit(true).build();

        CfnPhoneNumber number = CfnPhoneNumber.Builder.create(stack, "Number")
            .isoCountryCode("US")
            .numberType("TEN_DLC")
            .numberCapabilities(List.of("SMS"))
            .mandatoryKeywords(CfnPhoneNumber.MandatoryKeywordsProperty.builder()
                .help(keyword("Example: write to support@example.com for help. Reply STOP to end."))
                .stop(keyword("Example: you have opted out and get no more messages."))
                .build())
            .build();
        TenDlcCampaign campaign = TenDlcCampaign.Builder.create(stack, "Campaign")
            .handler(handler)
            .brand(brand)
            .numbers(List.of(number))
            .campaignName("Passcodes that confirm a sign-in to an Example account")
            .vertical(Vertical.TECHNOLOGY)
            .optInWorkflow("Customers enter their number at https://www.example.com/texts and tick a box. Message and data rates may apply.")
            .privacyPolicyLink("https://www.example.com/privacy")
            .termsAndConditionsLink("https://www.example.com/terms")
            .optInMessage("Example: you get one message per sign-in. Message and data rates may apply. Reply HELP for help, STOP to end.")
            .helpMessage("Example: write to support@example.com for help. Reply STOP to end.")
            .stopMessage("Example: you have opted out and get no more messages.")
            .numberCapabilities(NumberCapabilities.SMS)
            .useCase(CampaignUseCase.TWO_FACTOR_AUTHENTICATION)
            .subscriberOptIn(YesNo.YES)
            .subscriberOptOut(YesNo.YES)
            .subscriberHelp(YesNo.YES)
            .directLending(YesNo.NO)
            .embeddedLink(YesNo.of("No"))
            .embeddedPhone(YesNo.NO)
            .ageGated(YesNo.NO)
            .messageSample1("Example: 123456 is your one-time passcode. Reply STOP to end.")
            .submit(true)
            .build();

        // The generic form, by field paths.
        RegistrationAttachment optIn = RegistrationAttachment.Builder.create(stack, "OptIn")
            .handler(handler)
            .document(RegistrationDocument.fromAsset("documents/opt-in.png"))
            .build();
        Registration.Builder.create(stack, "TollFree")
            .handler(handler)
            .registrationType(RegistrationType.US_TOLL_FREE_REGISTRATION)
            .fields(Map.of(
                "companyInfo.companyName", FieldValue.text("Example Corp"),
                "companyInfo.taxId", FieldValue.fromSecretsManager(taxId, "taxId"),
                "messagingUseCase.monthlyMessageVolume", FieldValue.choices("1,000"),
                "messagingUseCase.optInImage", FieldValue.attachment(optIn)))
            .build();
        Registration alerts = Registration.Builder.create(stack, "Alerts")
            .handler(handler)
            .registrationType(RegistrationType.of("US_TEN_DLC_CAMPAIGN_REGISTRATION"))
            .fields(Map.of("campaignInfo.campaignName", FieldValue.text("Alerts about changes of an Example Corp account")))
            .build();
        alerts.addAssociation(AssociationTarget.fromRegistration(brand));

        // Created elsewhere.
        TenDlcBrand.adoptExisting(stack, "AdoptedBrand", AdoptedTenDlcBrandProps.builder()
            .handler(handler)
            .registrationId(context(app, "brand", "registration-30a16a8b7cec478a8e37febbb9005348"))
            .website("https://www.example.com")
            .removalPolicy(RemovalPolicy.DESTROY)
            .build());
        Registration.adopt(stack, "AdoptedTollFree", AdoptedRegistrationProps.builder()
            .handler(handler)
            .registrationId(context(app, "tollFree", "registration-0123456789abcdef0123456789abcdef"))
            .registrationType(RegistrationType.US_TOLL_FREE_REGISTRATION)
            .fields(Map.of("companyInfo.city", FieldValue.text("Any Town")))
            .build());

        CfnOutput.Builder.create(stack, "BrandId").value(brand.getRegistrationId()).build();
        CfnOutput.Builder.create(stack, "CampaignPendingSteps").value(campaign.getRegistrationPendingSteps()).build();
        app.synth();
    }

    private static CfnPhoneNumber.MandatoryKeywordProperty keyword(String message) {
        return CfnPhoneNumber.MandatoryKeywordProperty.builder().message(message).build();
    }

    private static String context(App app, String name, String otherwise) {
        return (String) Objects.requireNonNullElse(app.getNode().tryGetContext(name), otherwise);
    }
}
