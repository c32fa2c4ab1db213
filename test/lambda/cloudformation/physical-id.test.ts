import {
  associationsOf, attachmentToDelete, maybeCreatedBy, MAYBE_CREATED, NOTHING_CREATED, registrationToDelete, type DeleteTarget,
} from '../../../lambda/cloudformation/physical-id';

const ID = 'registration-30a16a8b7cec478a8e37febbb9005348';
const existing = (id: string): DeleteTarget => ({ kind: 'existing', id });
const leftOvers = (request?: string): DeleteTarget => ({ kind: 'left-overs', request });

// Stacks have these in their state: an ID that changes would be deleted by the clean-up.
test('the IDs of what may not exist never change', () => {
  expect([NOTHING_CREATED, MAYBE_CREATED, maybeCreatedBy('a-request')]).toEqual([
    'cdk-sms-registration:nothing-created', 'cdk-sms-registration:maybe-created', 'cdk-sms-registration:maybe-created:by:a-request',
  ]);
});

test('the ID of associations is that of their registration, with a suffix', () => expect(associationsOf(ID)).toBe(`${ID}/associations`));

test.each<[string, string, DeleteTarget]>([
  ['the service’s ID', ID, existing(ID)],
  ['a create that may have created something', maybeCreatedBy('a-request'), leftOvers('a-request')],
  ['a create that came too late', MAYBE_CREATED, leftOvers()],
  ['an ID that CloudFormation invented', 'SmsStack-TollFree-1A2B3C4D5E6F', leftOvers()],
  ['the same for a stack whose name ends like an ID', `${ID}-TollFree-1A2B3C4D`, leftOvers()],
  // Never deleted unasked.
  ['an ID of another resource', 'SmsStack-Other-1A2B3C4D5E6F', existing('SmsStack-Other-1A2B3C4D5E6F')],
  ['an ID whose end is too short', 'SmsStack-TollFree-1A2B3C4', existing('SmsStack-TollFree-1A2B3C4')],
  ['an ID that goes on', 'SmsStack-TollFree-1A2B3C4D5E6F/x', existing('SmsStack-TollFree-1A2B3C4D5E6F/x')],
  ['a marker that is only a part', `x${MAYBE_CREATED}`, existing(`x${MAYBE_CREATED}`)],
  ['anything else', 'my-registration', existing('my-registration')],
])('the delete of a registration with %s', (_, physicalId, expected) => {
  expect(registrationToDelete(physicalId, 'TollFree')).toEqual(expected);
});

test.each<[string, string, DeleteTarget]>([
  ['the service’s ID', 'attachment-0123456789abcdef', existing('attachment-0123456789abcdef')],
  ['one with capitals', 'attachment-0aBc', existing('attachment-0aBc')],
  ['one with hyphens', 'attachment-0a1b-2c3d', existing('attachment-0a1b-2c3d')],
  ['one that CloudFormation may have invented', 'attachment-Image-1A2B3C4D5E6F', { kind: 'unclear', id: 'attachment-Image-1A2B3C4D5E6F' }],
  ['one that CloudFormation invented', 'SmsStack-Image-1A2B3C4D5E6F', leftOvers()],
  ['one that ends like the service’s', 'my-attachment-0123', leftOvers()],
  ['one that begins like the service’s', 'attachment-0123.png', leftOvers()],
  ['a create that may have created something', maybeCreatedBy('a-request'), leftOvers('a-request')],
  ['a create that came too late', MAYBE_CREATED, leftOvers()],
])('the delete of an attachment with %s', (_, physicalId, expected) => {
  expect(attachmentToDelete(physicalId)).toEqual(expected);
});
