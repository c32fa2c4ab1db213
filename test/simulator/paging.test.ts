import { refusal, useSimulator } from './support';

const BRAND = 'US_TEN_DLC_BRAND_REGISTRATION';
const VETTING = 'US_TEN_DLC_BRAND_VETTING';
const setup = useSimulator();

const create = async (type = BRAND) => (await setup.api.createRegistration({ RegistrationType: type })).RegistrationId!;
const ids = (page: { Registrations?: { RegistrationId: string | undefined }[] }) => page.Registrations!.map(({ RegistrationId }) => RegistrationId);

describe('what is deleted between two pages hides no other row', () => {
  test('whether it was the last one shown or an earlier one', async () => {
    const [a, b, c, d] = [await create(), await create(), await create(), await create()];
    const first = await setup.api.describeRegistrations({ MaxResults: 2 });
    expect(ids(first)).toEqual([a, b]);
    await setup.api.deleteRegistration({ RegistrationId: a });
    await setup.api.deleteRegistration({ RegistrationId: b });
    const second = await setup.api.describeRegistrations({ MaxResults: 2, NextToken: first.NextToken });
    expect([ids(second), second.NextToken]).toEqual([[c, d], undefined]);
  });

  test('nor does an association that ends', async () => {
    const brand = await create();
    const campaign = await create('US_TEN_DLC_CAMPAIGN_REGISTRATION');
    const numbers: string[] = [];
    await setup.api.createRegistrationAssociation({ RegistrationId: campaign, ResourceId: brand });
    setup.simulator.control.setStatus({ registrationId: campaign, registrationStatus: 'COMPLETE' });
    for (let count = 0; count < 2; count += 1) {
      const { PhoneNumberId } = await setup.api.requestPhoneNumber({
        IsoCountryCode: 'US', MessageType: 'TRANSACTIONAL', NumberCapabilities: ['SMS'], NumberType: 'TEN_DLC', RegistrationId: campaign,
      });
      numbers.push(PhoneNumberId!);
    }
    const list = async (NextToken?: string) => setup.api.listRegistrationAssociations({ RegistrationId: campaign, MaxResults: 2, NextToken });
    const first = await list();
    expect(first.RegistrationAssociations!.map(({ ResourceId }) => ResourceId)).toEqual([brand, numbers[0]]);
    await setup.api.releasePhoneNumber({ PhoneNumberId: numbers[0] });
    expect((await list(first.NextToken)).RegistrationAssociations!.map(({ ResourceId }) => ResourceId)).toEqual([numbers[1]]);
  });
});

test('ids that are asked for come in the order in which they are asked for, page by page', async () => {
  const [a, b] = [await create(), await create()];
  const first = await setup.api.describeRegistrations({ RegistrationIds: [b, a], MaxResults: 1 });
  const second = await setup.api.describeRegistrations({ RegistrationIds: [b, a], MaxResults: 1, NextToken: first.NextToken });
  expect([...ids(first), ...ids(second), second.NextToken]).toEqual([b, a, undefined]);
});

describe('a token is valid', () => {
  test('with pages of another size', async () => {
    const made = [await create(), await create(), await create()];
    const { NextToken } = await setup.api.describeRegistrations({ MaxResults: 1 });
    expect(ids(await setup.api.describeRegistrations({ MaxResults: 100, NextToken }))).toEqual(made.slice(1));
  });

  test('for its own operation, filters and registration only', async () => {
    const [one, other] = [await create(), await create(VETTING)];
    const { NextToken } = await setup.api.describeRegistrations({ MaxResults: 1, Filters: [{ Name: 'registration-status', Values: ['CREATED'] }] });
    const { NextToken: ofForm } = await setup.api.describeRegistrationFieldDefinitions({ RegistrationType: BRAND, MaxResults: 1 });
    await setup.api.putRegistrationFieldValue({ RegistrationId: one, FieldPath: 'companyInfo.city', TextValue: 'Anytown' });
    await setup.api.putRegistrationFieldValue({ RegistrationId: one, FieldPath: 'companyInfo.state', TextValue: 'WA' });
    const { NextToken: ofOne } = await setup.api.describeRegistrationFieldValues({ RegistrationId: one, MaxResults: 1 });
    const calls = [
      setup.api.describePhoneNumbers({ NextToken }),
      setup.api.describeRegistrations({ NextToken }),
      setup.api.describeRegistrations({ NextToken, Filters: [{ Name: 'registration-status', Values: ['COMPLETE'] }] }),
      setup.api.describeRegistrations({ NextToken: 'anything' }),
      setup.api.describeRegistrationFieldDefinitions({ RegistrationType: VETTING, NextToken: ofForm }),
      setup.api.describeRegistrationFieldValues({ RegistrationId: other, NextToken: ofOne }),
    ];
    for (const call of calls) expect(await refusal(call)).toEqual({ name: 'ValidationException', reason: 'INVALID_NEXT_TOKEN' });
  });
});
