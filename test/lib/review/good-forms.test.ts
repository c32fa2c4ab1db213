import { DOCUMENT, form, GOOD_BRAND, GOOD_CAMPAIGN, GOOD_TOLL_FREE, Values } from './forms';
import { review } from '../../../lib/review';
import { BRAND, CAMPAIGN, TOLL_FREE } from '../../../lib/review/form';

/** Forms as careful people write them, in the words of their trade. A rule that finds something here is too eager. */
const COMPANIES: readonly (readonly [trade: string, brand: Values, campaign: Values])[] = [
  ['a clinic', {
    'companyInfo.companyName': 'Riverside Dental Group, P.C.',
    'contactInfo.dbaName': 'Riverside Dental',
    'contactInfo.vertical': 'HEALTHCARE',
    'contactInfo.website': 'https://www.riverside-dental.com/',
    'contactInfo.supportEmail': 'frontdesk@riverside-dental.com',
  }, {
    'campaignInfo.campaignName': 'Riverside Dental reminds its patients of appointments and tells them when test results are ready to be discussed with a dentist.',
    'campaignInfo.vertical': 'HEALTHCARE',
    'campaignInfo.optInWorkflow': 'New patients fill in a paper form at the reception. A box that is not checked reads "I agree to receive appointment reminders from Riverside Dental by text, '
      + 'up to 4 messages per visit. Msg & data rates may apply. Reply HELP for help or STOP to opt out. Terms and privacy policy: riverside-dental.com/texting."',
    'campaignInfo.optInScreenshot': DOCUMENT,
    'campaignInfo.optInMessage': 'Welcome to Riverside Dental reminders! Up to 4 msgs/visit. Msg&Data rates may apply. Text HELP for help, STOP to cancel.',
    'campaignInfo.helpMessage': 'Riverside Dental: call (206) 555-0100 or visit riverside-dental.com. Reply STOP to cancel.',
    'campaignInfo.stopMessage': 'Riverside Dental: You have been unsubscribed and will not receive any more reminders.',
    'campaignUseCase.useCase': 'CUSTOMER_CARE',
    'campaignUseCase.subUseCases': undefined,
    'messageSamples.messageSample1': 'Riverside Dental: [first name], your cleaning is on [date] at [time]. Reply C to confirm, STOP to opt out.',
    'messageSamples.messageSample2': 'Hi from Riverside Dental. Your results are in, please call us at 206-555-0100 to discuss them.',
  }],
  ['a shop', {
    'companyInfo.companyName': 'Harbor & Pine Outfitters LLC',
    'contactInfo.dbaName': 'Harbor and Pine',
    'contactInfo.vertical': 'RETAIL',
    'contactInfo.website': 'https://harborandpine.store',
    'contactInfo.supportEmail': 'hello@harborandpine.com',
  }, {
    'campaignInfo.campaignName': 'Offers and back-in-stock notices that Harbor & Pine sends to customers who signed up for them.',
    'campaignInfo.vertical': 'RETAIL',
    'campaignInfo.privacyPolicyLink': 'https://harborandpine.store/policies/privacy-policy',
    'campaignInfo.termsAndConditionsLink': 'https://harborandpine.store/policies/terms-of-service',
    'campaignInfo.optInWorkflow': 'At https://harborandpine.store/texts visitors type their number into a form and press "Sign me up". Below the button: "By signing up you agree to recurring '
      + 'marketing texts from Harbor & Pine. Consent is not a condition of purchase. Message frequency varies. Message and data rates may apply. Reply STOP to unsubscribe or HELP for help. '
      + 'We do not share your number with third parties. See our Privacy Policy and Terms of Service."',
    'campaignInfo.optInMessage': 'Harbor & Pine: thanks for joining! Msg frequency varies. Msg & data rates may apply. Reply HELP for help, STOP to cancel.',
    'campaignInfo.helpMessage': 'Harbor & Pine: email hello@harborandpine.com for help. Reply STOP to unsubscribe.',
    'campaignInfo.stopMessage': 'Harbor & Pine: you are unsubscribed. No more messages will be sent.',
    'campaignUseCase.useCase': 'MARKETING',
    'campaignUseCase.subUseCases': undefined,
    'campaignUseCase.embeddedLink': 'Yes',
    'campaignCapabilities.messageType': 'Promotional',
    'messageSamples.messageSample1': 'Harbor & Pine: stock alert! The rain shell in size M is back: https://harborandpine.store/p/112. Reply STOP to opt out.',
    'messageSamples.messageSample2': 'Harbor & Pine summer sale: 20% off all tents until Sunday with promo code CAMP20.',
  }],
  ['a restaurant', {
    'companyInfo.companyName': 'LA MESA RESTAURANTS INC',
    'contactInfo.dbaName': 'La Mesa',
    'contactInfo.vertical': 'HOSPITALITY',
    'contactInfo.website': 'https://www.lamesa-tacos.com',
    'contactInfo.supportEmail': 'reservas@lamesa-tacos.com',
  }, {
    'campaignInfo.campaignName': 'La Mesa confirms table reservations and tells waiting guests that their table is ready.',
    'campaignInfo.optInWorkflow': 'Guests who book at www.lamesa-tacos.com/book may check a separate, optional box: "Text me about my reservation. La Mesa sends 1-2 messages per booking. '
      + 'Message & data rates may apply. Text STOP to quit, HELP for info." Terms (lamesa-tacos.com/terms) and privacy notice (lamesa-tacos.com/privacy) are linked there.',
    'campaignInfo.optInMessage': 'La Mesa: we text you about your reservation, 1-2 msgs per booking. Message and data rates may apply. HELP for info, STOP to quit.',
    'campaignInfo.helpMessage': 'La Mesa: questions? Call +12065550100. Reply STOP to quit.',
    'campaignInfo.stopMessage': "La Mesa: you're opted out and won't get any further texts from us.",
    'campaignUseCase.useCase': 'ACCOUNT_NOTIFICATION',
    'campaignUseCase.subUseCases': undefined,
    'messageSamples.messageSample1': 'La Mesa: su mesa para [guests] está lista. Your table for [guests] is ready. Reply STOP to quit.',
    'messageSamples.messageSample2': 'La Mesa: your reservation for Friday, Apr 12 at 7:30 pm is confirmed. See you soon!',
  }],
  ['a bar', {
    'companyInfo.companyName': 'Cellar Street Hospitality LLC',
    'contactInfo.dbaName': 'Cellar Street Wine Bar',
    'contactInfo.vertical': 'HOSPITALITY',
    'contactInfo.website': 'https://www.cellar-street.com',
    'contactInfo.supportEmail': 'tables@cellar-street.com',
  }, {
    'campaignInfo.campaignName': 'Cellar Street Wine Bar tells waiting guests by text that their table is ready.',
    'campaignInfo.optInWorkflow': 'Guests enter their number at https://www.cellar-street.com/waitlist and tick an empty box: "Cellar Street Wine Bar may text me about my table, one message per visit. '
      + 'Message and data rates may apply. Reply HELP for help, STOP to opt out." The terms and the privacy policy are linked beside it.',
    'campaignInfo.optInMessage': 'Cellar Street Wine Bar: you are on the list. One message per visit. Msg & data rates may apply. Reply HELP for help, STOP to opt out.',
    'campaignInfo.helpMessage': 'Cellar Street Wine Bar: write to tables@cellar-street.com. Reply STOP to opt out.',
    'campaignInfo.stopMessage': 'Cellar Street Wine Bar: you are unsubscribed and will receive no more messages.',
    'campaignUseCase.useCase': 'CUSTOMER_CARE',
    'campaignUseCase.subUseCases': undefined,
    'messageSamples.messageSample1': 'Cellar Street Wine Bar: your table for [guests] is ready. Reply STOP to opt out.',
    'messageSamples.messageSample2': 'Cellar Street Wine Bar: we close early today, so please come before 8 pm.',
  }],
  ['an app with passcodes', {
    'companyInfo.companyName': 'Northwind Apps, Inc.',
    'contactInfo.dbaName': 'Northwind',
    'contactInfo.website': 'https://northwind.app',
    'contactInfo.supportEmail': 'security@northwind.app',
  }, {
    'campaignInfo.campaignName': 'Northwind sends one-time passcodes to users who log in or reset their password.',
    'campaignInfo.privacyPolicyLink': 'https://northwind.app/privacy',
    'campaignInfo.termsAndConditionsLink': 'https://northwind.app/terms',
    'campaignInfo.optInWorkflow': 'Users turn on two-step verification at https://northwind.app/security: they enter their number and tap "Send code". The screen says: "Northwind texts you one code '
      + 'each time you sign in. Message and data rates may apply. Reply STOP to opt out, HELP for help." with links to the Terms and the Privacy Policy.',
    'campaignInfo.optInMessage': 'Northwind: two-step verification is on. One message per login. Msg and data rates may apply. Reply HELP for help, STOP to opt out.',
    'campaignInfo.helpMessage': 'Northwind support: https://northwind.app/help. Msg & data rates may apply. Reply STOP to opt out.',
    'campaignInfo.stopMessage': 'Northwind: you have opted out of login codes. Text START to opt back in or visit northwind.app/help.',
    'campaignUseCase.useCase': 'TWO_FACTOR_AUTHENTICATION',
    'campaignUseCase.subUseCases': undefined,
    'campaignCapabilities.messageType': 'Transactional',
    'messageSamples.messageSample1': 'Northwind: your login code is 482913. It expires in 10 minutes. We will never ask you for it. Reply STOP to opt out.',
    'messageSamples.messageSample2': '[code] is your Northwind verification code to reset your password.',
  }],
  ['a school', {
    'companyInfo.companyName': 'Lakeview State University',
    'companyInfo.legalType': 'NON_PROFIT',
    'contactInfo.dbaName': 'Lakeview State',
    'contactInfo.vertical': 'EDUCATION',
    'contactInfo.website': 'https://www.lakeview.edu/portal',
    'contactInfo.supportEmail': 'help@it.lakeview.edu',
  }, {
    'campaignInfo.campaignName': 'Lakeview State University informs students and staff about deadlines, closings and driving tests on campus.',
    'campaignInfo.vertical': 'EDUCATION',
    'campaignInfo.privacyPolicyLink': 'https://www.lakeview.edu/admin/privacy',
    'campaignInfo.termsAndConditionsLink': 'https://www.lakeview.edu/accounts/terms',
    'campaignInfo.optInWorkflow': 'Students opt in on their profile page, shown at https://www.lakeview.edu/texting, by checking an unchecked box: "Lakeview State may text me. Msg frequency varies. '
      + 'Msg & data rates may apply. Reply HELP for help and STOP to cancel. Our privacy policy and terms are at lakeview.edu/texting. Texts are optional."',
    'campaignInfo.optInMessage': 'Lakeview State: you will now get campus texts. Msg frequency varies. Msg & data rates may apply. Reply HELP for help, STOP to cancel.',
    'campaignInfo.helpMessage': 'Lakeview State: visit lakeview.edu/texting or email help@it.lakeview.edu. Reply STOP to cancel.',
    'campaignInfo.stopMessage': 'Lakeview State: your opt-out is confirmed. You will receive no further messages.',
    'campaignUseCase.useCase': 'HIGHER_EDUCATION',
    'campaignUseCase.subUseCases': undefined,
    'messageSamples.messageSample1': 'Lakeview State: your library loan is due on Monday. Choose a slot for your advising appointment. Text STOP to cancel.',
    'messageSamples.messageSample2': 'Lakeview State: campus is closed today due to snow. Fireworks on Friday take place as planned.',
  }],
];

describe.each(COMPANIES)('The forms of %s', (_trade, brand, campaign) => {
  test('have no findings', () => {
    const found = review([
      form('brand', BRAND, { ...GOOD_BRAND, ...brand }), form('campaign', CAMPAIGN, { ...GOOD_CAMPAIGN, ...campaign }, { associations: ['brand'] }),
    ]);
    expect(found.map(({ rule, field, message }) => `${rule}: ${field}: ${message}`)).toEqual([]);
  });
});

describe('The toll-free form of a company that is known by another name', () => {
  test('has no findings', () => {
    const found = review([form('form', TOLL_FREE, {
      ...GOOD_TOLL_FREE,
      'companyInfo.companyName': 'Smith Delivery Services LLC',
      'companyInfo.website': 'https://quick-parcel.com',
      'contactInfo.supportEmail': 'care@quick-parcel.com',
      'messagingUseCase.useCaseCategory': 'DELIVERY_NOTIFICATIONS',
      'messagingUseCase.useCaseDetails': 'Quick Parcel tells recipients when their parcel arrives and where it was left.',
      'messagingUseCase.optInDescription': 'Recipients give their number in the checkout form of quick-parcel.com and tick a box to get Quick Parcel updates, 2-5 texts per delivery. '
        + 'Msg & data rates may apply. STOP to end, HELP for help. Terms and privacy policy are linked.',
      'messagingUseCase.privacyPolicyUrl': 'https://quick-parcel.com/privacy',
      'messagingUseCase.termsAndConditionsUrl': 'https://quick-parcel.com/terms',
      'messageSamples.messageSample1': 'Quick Parcel: your parcel [number] arrives today between 2 and 4 pm. Track it: https://quick-parcel.com/t/1. Reply STOP to end.',
    })]);
    expect(found.map(({ rule, field, message }) => `${rule}: ${field}: ${message}`)).toEqual([]);
  });
});
