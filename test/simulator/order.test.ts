import { fillForm, refusal, statuses, submittedBrand, useSimulator } from './support';

const VETTING = 'US_TEN_DLC_BRAND_VETTING';
const CAMPAIGN = 'US_TEN_DLC_CAMPAIGN_REGISTRATION';
const setup = useSimulator();

async function associated(type: string, brand: string): Promise<string> {
  const { RegistrationId: id } = await setup.api.createRegistration({ RegistrationType: type });
  await setup.api.createRegistrationAssociation({ RegistrationId: id, ResourceId: brand });
  await fillForm(setup.api, id!, type);
  return id!;
}

const submit = (RegistrationId: string) => setup.api.submitRegistrationVersion({ RegistrationId });

async function completeBrand(): Promise<string> {
  const brand = await submittedBrand(setup);
  setup.simulator.control.approve({ registrationId: brand });
  return brand;
}

async function deniedReasons(id: string) {
  setup.simulator.control.advance({ ms: 3_000 });
  expect(await statuses(setup, id)).toEqual(['REQUIRES_UPDATES', 'DENIED']);
  return (await setup.api.describeRegistrationVersions({ RegistrationId: id })).RegistrationVersions![0]!.DeniedReasons!;
}

describe('a submit before its time', () => {
  test.each([CAMPAIGN, VETTING])('%s: is accepted, and denied seconds later while the brand is not COMPLETE', async (type) => {
    const id = await associated(type, await submittedBrand(setup));
    expect(await submit(id)).toMatchObject({ RegistrationVersionStatus: 'SUBMITTED' });
    expect(await statuses(setup, id)).toEqual(['SUBMITTED', 'SUBMITTED']);
    expect(await deniedReasons(id)).toEqual([
      { Reason: 'BRAND_UNVERIFIED', ShortDescription: 'Brand unverified', LongDescription: expect.stringContaining('brand') },
    ]);
  });

  test('a brand that is PROVISIONING is not COMPLETE', async () => {
    const brand = await submittedBrand(setup);
    setup.simulator.control.provision({ registrationId: brand });
    const id = await associated(CAMPAIGN, brand);
    await submit(id);
    expect(await deniedReasons(id)).toMatchObject([{ Reason: 'BRAND_UNVERIFIED' }]);
  });

  test('a campaign is denied while a vetting of its brand is under review, a draft of one is no obstacle', async () => {
    const brand = await completeBrand();
    const [vetting, campaign] = [await associated(VETTING, brand), await associated(CAMPAIGN, brand)];
    await submit(vetting);
    setup.simulator.control.startReview({ registrationId: vetting });
    await submit(campaign);
    expect(await deniedReasons(campaign)).toMatchObject([{ Reason: 'WAIT_TO_RESUBMIT_REGISTRATION' }]);
    setup.simulator.control.approve({ registrationId: vetting });
    await associated(VETTING, brand);
    await setup.api.createRegistrationVersion({ RegistrationId: campaign });
    await fillForm(setup.api, campaign, CAMPAIGN);
    await submit(campaign);
    setup.simulator.control.advance({ ms: 3_000 });
    expect(await statuses(setup, campaign)).toEqual(['SUBMITTED', 'SUBMITTED']);
  });

  test('a vetting of another brand does not count, nor does one for another vetting', async () => {
    const [brand, other] = [await completeBrand(), await completeBrand()];
    await submit(await associated(VETTING, other));
    const [campaign, vetting] = [await associated(CAMPAIGN, brand), await associated(VETTING, other)];
    await submit(campaign);
    await submit(vetting);
    setup.simulator.control.advance({ ms: 3_000 });
    expect(await statuses(setup, campaign)).toEqual(['SUBMITTED', 'SUBMITTED']);
    expect(await statuses(setup, vetting)).toEqual(['SUBMITTED', 'SUBMITTED']);
  });

  test('what the form lacks is said along with it', async () => {
    const { RegistrationId: id } = await setup.api.createRegistration({ RegistrationType: CAMPAIGN });
    await setup.api.createRegistrationAssociation({ RegistrationId: id, ResourceId: await submittedBrand(setup) });
    await submit(id!);
    expect(await deniedReasons(id!)).toMatchObject([{ Reason: 'BRAND_UNVERIFIED' }, { Reason: 'MISSING_REQUIRED_FIELD' }]);
  });
});

describe('earlySubmit', () => {
  test('refused: the submit itself is refused', async () => {
    setup.simulator.control.setSwitches({ earlySubmit: 'refused' });
    const brand = await submittedBrand(setup);
    const campaign = await associated(CAMPAIGN, brand);
    expect(await refusal(submit(campaign)))
      .toEqual({ name: 'ConflictException', reason: 'SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED', resourceType: 'registration', resourceId: campaign });
    expect(await statuses(setup, campaign)).toEqual(['CREATED', 'DRAFT']);
    setup.simulator.control.approve({ registrationId: brand });
    await submit(campaign);
    setup.simulator.control.advance({ ms: 3_000 });
    expect(await statuses(setup, campaign)).toEqual(['SUBMITTED', 'SUBMITTED']);
  });

  test('accepted: nobody minds', async () => {
    setup.simulator.control.setSwitches({ earlySubmit: 'accepted' });
    const campaign = await associated(CAMPAIGN, await submittedBrand(setup));
    await submit(campaign);
    setup.simulator.control.advance({ ms: 3_000 });
    expect(await statuses(setup, campaign)).toEqual(['SUBMITTED', 'SUBMITTED']);
  });
});

test('deniedReason title: the Reason is the title, not the code', async () => {
  setup.simulator.control.setSwitches({ deniedReason: 'title' });
  const id = await associated(CAMPAIGN, await submittedBrand(setup));
  await submit(id);
  expect(await deniedReasons(id)).toMatchObject([{ Reason: 'Brand unverified', ShortDescription: 'Brand unverified' }]);
});

describe('control.deny', () => {
  test('takes codes of AWS', async () => {
    const id = await submittedBrand(setup);
    setup.simulator.control.deny({ registrationId: id, codes: ['BRAND_ADDRESS_INVALID', 'BRAND_MULTI_USE'], reasons: [{ Reason: 'X', ShortDescription: 'x' }] });
    expect(await deniedReasons(id)).toEqual([
      { Reason: 'BRAND_ADDRESS_INVALID', ShortDescription: 'Brand address invalid', LongDescription: expect.stringContaining('address') },
      { Reason: 'BRAND_MULTI_USE', ShortDescription: 'Brand multi use', LongDescription: expect.stringContaining('EIN') },
      { Reason: 'X', ShortDescription: 'x' },
    ]);
  });

  test('takes no other ones, and then denies nothing', async () => {
    const id = await submittedBrand(setup);
    expect(() => setup.simulator.control.deny({ registrationId: id, codes: ['BRAND_ADRESS_INVALID'] })).toThrow("is not one of AWS's denial codes");
    expect(await statuses(setup, id)).toEqual(['SUBMITTED', 'SUBMITTED']);
  });
});
