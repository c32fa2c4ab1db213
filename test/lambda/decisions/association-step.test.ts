import { associationStep, behaviorFor, type AssociationState } from '../../../lambda/decisions/association-step';

const state = (overrides: Partial<AssociationState>): AssociationState => ({
  isAssociated: false, registrationStatus: 'CREATED', versionStatus: 'DRAFT', isNew: false, ...overrides,
});
const [BEFORE, APPROVAL, AFTER] = ['ASSOCIATE_BEFORE_SUBMIT', 'ASSOCIATE_ON_APPROVAL', 'ASSOCIATE_AFTER_COMPLETE'];

describe('the next step of an association', () => {
  test.each<[string, Partial<AssociationState>, string]>([
    ['ours already', { isAssociated: true, behavior: BEFORE }, 'done'],
    ['ours already, under review', { isAssociated: true, behavior: BEFORE, versionStatus: 'REVIEWING', isNew: true }, 'done'],
    ['a draft', { behavior: BEFORE }, 'associate'],
    ['a draft, on an update', { behavior: BEFORE, isNew: true }, 'associate'],
    ['a draft that was denied before', { behavior: BEFORE, registrationStatus: 'REQUIRES_UPDATES', isNew: true }, 'associate'],
    ['denied, no version opened', { behavior: BEFORE, registrationStatus: 'REQUIRES_UPDATES', versionStatus: 'DENIED', isNew: true }, 'associate'],
    ['discarded', { behavior: BEFORE, versionStatus: 'DISCARDED', isNew: true }, 'associate'],
    ['a new version of a submitted one, whose status lags', { behavior: BEFORE, registrationStatus: 'SUBMITTED', isNew: true }, 'associate'],
    // No source says that an approved form takes no number more: the service decides.
    ['approved', { behavior: BEFORE, registrationStatus: 'COMPLETE', versionStatus: 'APPROVED', isNew: true }, 'associate'],
    ...['SUBMITTED', 'AWS_REVIEWING', 'REVIEWING', 'REQUIRES_AUTHENTICATION', 'REQUIRES_OFFLINE_REVIEW']
      .flatMap((versionStatus): [string, Partial<AssociationState>, string][] => [
        ['under review, declared for the first time', { behavior: BEFORE, versionStatus, isNew: true }, 'refuse'],
        ['under review, declared before', { behavior: BEFORE, versionStatus }, 'later'],
        ['under review, of a kind that the type does not list', { versionStatus, isNew: true }, 'refuse'],
      ]),
    ['not listed by the type', {}, 'associate'],
    ['not listed by the type, on an update', { isNew: true }, 'associate'],
    ['of a behavior that nobody has heard of', { behavior: 'ASSOCIATE_SOMEHOW', isNew: true }, 'associate'],
    ['on approval, a draft', { behavior: APPROVAL }, 'by-service'],
    ['on approval, declared for the first time', { behavior: APPROVAL, isNew: true }, 'by-service'],
    ['on approval, under review', { behavior: APPROVAL, versionStatus: 'REVIEWING', isNew: true }, 'by-service'],
    ['on approval, approved without it', { behavior: APPROVAL, registrationStatus: 'COMPLETE', versionStatus: 'APPROVED', isNew: true }, 'by-service'],
    ['after complete, just made', { behavior: AFTER }, 'later'],
    ['after complete, a draft, declared for the first time', { behavior: AFTER, isNew: true }, 'later'],
    ['after complete, under review', { behavior: AFTER, registrationStatus: 'REVIEWING', versionStatus: 'REVIEWING', isNew: true }, 'later'],
    ['after complete, being provisioned', { behavior: AFTER, registrationStatus: 'PROVISIONING', versionStatus: 'APPROVED', isNew: true }, 'later'],
    ['after complete, complete', { behavior: AFTER, registrationStatus: 'COMPLETE', versionStatus: 'APPROVED', isNew: true }, 'associate'],
    ['after complete, complete with a new draft', { behavior: AFTER, registrationStatus: 'COMPLETE', isNew: true }, 'associate'],
  ])('%s: %j -> %s', (_, overrides, step) => {
    expect(associationStep(state(overrides))).toBe(step);
  });
});

describe('the behavior of', () => {
  const line = (ResourceType: string, AssociationBehavior: string) => ({ ResourceType, AssociationBehavior });
  const CAMPAIGN = [line('US_TEN_DLC_BRAND_REGISTRATION', BEFORE), line('TEN_DLC', AFTER)];
  test.each<[string, { ResourceType: string; AssociationBehavior: string }[], string | undefined]>([
    ['registration-0123', CAMPAIGN, BEFORE],
    ['phone-0123', CAMPAIGN, AFTER],
    ['rcs-0123', CAMPAIGN, undefined],
    ['rcs-0123', [line('RCS_AGENT', BEFORE)], BEFORE],
    ['rcs-0123', [line('RCS', BEFORE)], BEFORE],
    ['rcs-0123', [line('NO_RCS_AGENT', BEFORE)], undefined],
    ['phone-0123', [line('SHORT_CODE', BEFORE)], BEFORE],
    ['phone-0123', [line('SIMULATOR', BEFORE)], BEFORE],
    ['+12065550100', [line('NEW_KIND', BEFORE)], undefined],
    ['arn:aws:sms-voice:us-east-1:111122223333:sender-id/EXAMPLE/GB', [line('SENDER_ID', APPROVAL)], APPROVAL],
    ['phone-0123', [line('TOLL_FREE', BEFORE), line('TOLL_FREE', BEFORE)], BEFORE],
    // An id does not say of which type the number is.
    ['phone-0123', [line('TOLL_FREE', BEFORE), line('LONG_CODE', AFTER)], undefined],
    ['phone-0123', [], undefined],
    ['phone-0123', [line('NEW_KIND', BEFORE)], undefined],
  ])('%s by %j is %s', (target, supported, behavior) => {
    expect(behaviorFor(target, supported)).toBe(behavior);
  });
});
