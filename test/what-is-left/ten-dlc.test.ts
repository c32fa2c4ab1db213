import type { Stack } from 'aws-cdk-lib';
import { BRAND, CAMPAIGN, NATIVE, phoneNumber, synthesized } from './stack';
import { World } from './world';
import { AssociationTarget, FieldValue, Registration } from '../../lib';
import { fromTemplate, type OperationResult } from '../cloudformation';
import type { RegistrationView } from '../simulator';

let world: World;

beforeEach(async () => { world = await World.open({ wholeForms: true }); });
afterEach(() => world.close());

type Values = Record<string, string>;
const texts = (values: Values) => Object.fromEntries(Object.entries(values).map(([path, value]) => [path, FieldValue.text(value)]));
const choices = (values: Values) => Object.fromEntries(Object.entries(values).map(([path, value]) => [path, FieldValue.choices(value)]));

const OF_BRAND = {
  ...texts({
    'companyInfo.companyName': 'Example Corp',
    'companyInfo.taxIdIssuingCountry': 'US',
    'companyInfo.taxId': '00-0000000',
    'companyInfo.address': '123 Any Street',
    'companyInfo.city': 'Any Town',
    'companyInfo.state': 'WA',
    'companyInfo.zipCode': '98101',
    'companyInfo.isoCountryCode': 'US',
    'contactInfo.dbaName': 'Example',
    'contactInfo.website': 'https://www.example.com',
    'contactInfo.supportEmail': 'support@example.com',
    'contactInfo.supportPhoneNumber': '+12065550100',
  }),
  ...choices({ 'companyInfo.legalType': 'PRIVATE_PROFIT', 'contactInfo.vertical': 'TECHNOLOGY' }),
};
const OF_CAMPAIGN = {
  ...texts({
    'campaignInfo.campaignName': 'One-time passcodes that confirm a sign-in',
    'campaignInfo.optInWorkflow': 'Customers tick a box in the settings of their account at www.example.com',
    'campaignInfo.optInMessage': 'Example: you get a passcode whenever you sign in. Reply STOP to end.',
    'campaignInfo.helpMessage': 'Example: write to support@example.com for help.',
    'campaignInfo.stopMessage': 'Example: you get no more passcodes by text.',
    'messageSamples.messageSample1': 'Example: 123456 is your passcode. Never share it.',
  }),
  ...choices({
    'campaignInfo.vertical': 'TECHNOLOGY',
    'campaignCapabilities.numberCapabilities': 'SMS',
    'campaignUseCase.useCase': 'LOW_VOLUME',
    'campaignUseCase.subscriberOptIn': 'Yes',
    'campaignUseCase.subscriberOptOut': 'Yes',
    'campaignUseCase.subscriberHelp': 'Yes',
    'campaignUseCase.directLending': 'No',
    'campaignUseCase.embeddedLink': 'No',
    'campaignUseCase.embeddedPhone': 'No',
    'campaignUseCase.ageGated': 'No',
  }),
};

interface Declared { readonly round: string; readonly hasNumber?: boolean; readonly deletionProtection?: boolean }

function deploy(declared: Declared): Promise<OperationResult> {
  const template = synthesized((stack) => declare(stack, declared));
  return world.stack.deploy(fromTemplate(template, Object.values(NATIVE)));
}

function declare(stack: Stack, { round, hasNumber = false, deletionProtection = false }: Declared): void {
  const common = { submit: true, deletionProtection };
  const brand = new Registration(stack, 'Brand', { registrationType: BRAND, fields: OF_BRAND, ...common });
  const associations = [
    AssociationTarget.fromRegistration(brand),
    ...hasNumber ? [AssociationTarget.fromResource(phoneNumber(stack, 'TEN_DLC'))] : [],
  ];
  new Registration(stack, 'Campaign', { registrationType: CAMPAIGN, fields: OF_CAMPAIGN, associations, ...common, tags: { Round: round } });
}

function view({ id }: { readonly id: string }): RegistrationView {
  return world.registrations.find(({ registrationType }) => registrationType === id)!;
}

const statuses = () => [BRAND, CAMPAIGN].map((type) => view(type).status);
const attribute = (of: string, name: string) => {
  const [logicalId] = world.stack.events.map((event) => event.logicalId).filter((id) => id.startsWith(of));
  return world.stack.getAtt(logicalId!, name);
};

test('The life of a 10DLC brand, its campaign and its number, as a stack declares them', async () => {
  // Both at once: the campaign waits for its brand.
  expect(await deploy({ round: 'one' })).toMatchObject({ status: 'CREATE_COMPLETE' });
  expect(statuses()).toEqual(['SUBMITTED', 'CREATED']);
  const { registrationId: brandId } = view(BRAND);
  expect(attribute('Campaign', 'PendingSteps')).toBe(`submit: waiting for ${brandId} (SUBMITTED)`);

  world.control.approve({ registrationId: brandId });
  expect(await deploy({ round: 'two' })).toMatchObject({ status: 'UPDATE_COMPLETE' });
  expect(statuses()).toEqual(['COMPLETE', 'SUBMITTED']);
  expect(attribute('Campaign', 'PendingSteps')).toBe('none');

  world.control.approve({ registrationId: view(CAMPAIGN).registrationId });
  expect(await deploy({ round: 'three', hasNumber: true, deletionProtection: true })).toMatchObject({ status: 'UPDATE_COMPLETE' });
  const approved = world.control.state();
  expect(approved.phoneNumbers).toMatchObject([{ numberType: 'TEN_DLC', status: 'ACTIVE' }]);
  expect(view(CAMPAIGN).associations.map(({ resourceId }) => resourceId)).toEqual([brandId, approved.phoneNumbers[0]!.phoneNumberId]);

  // Refused, and nothing of it is lost.
  const refused = await world.stack.destroy();
  expect(refused).toMatchObject({ status: 'DELETE_FAILED', reason: expect.stringContaining('its deletion protection is on') });
  expect(world.control.state()).toEqual(approved);

  // The driver updates a stack whose delete has failed, which CloudFormation does not: there, this deploy comes first.
  expect(await deploy({ round: 'three', hasNumber: true })).toMatchObject({ status: 'UPDATE_COMPLETE' });
  const destroyed = await world.stack.destroy();
  expect(destroyed.status).toBe('DELETE_COMPLETE');
  const order = destroyed.events.filter(({ status }) => status === 'DELETE_COMPLETE').map(({ logicalId }) => logicalId.replace(/[0-9A-F]{8}$/, ''));
  expect(order).toEqual(['CampaignAssociations', 'Number', 'Campaign', 'Brand', world.stack.stackName]);
  expect(statuses()).toEqual(['DELETED', 'DELETED']);
  expect(world.control.state().phoneNumbers).toEqual([]);
});
