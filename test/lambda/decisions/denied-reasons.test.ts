import { answerBody } from '../../../lambda/cloudformation/answer';
import { DENIAL_CODES } from '../../../lambda/decisions/denial-codes';
import { deniedReasons, denialCodesOf, describeDenial, isWaitDenial, type Denied, type DeniedField } from '../../../lambda/decisions/denied-reasons';

type Reason = NonNullable<Denied['DeniedReasons']>[number];

describe('The reasons of a denial', () => {
  test('are those of the form, then those of its fields by path', () => {
    expect(deniedReasons({
      DeniedReasons: [
        { Reason: 'INCOMPLETE', ShortDescription: 'Missing field.', LongDescription: 'The form is not complete.' }, { Reason: 'X', ShortDescription: 'X' },
      ],
      Feedback: 'Say more',
    }, [
      { FieldPath: 'b.second', DeniedReason: 'Too short' },
      { FieldPath: 'a.first', DeniedReason: 'Not reachable.', Feedback: 'Check the address' },
      { FieldPath: 'c.third' },
    ])).toEqual([
      'INCOMPLETE: Missing field: The form is not complete', 'X', 'Say more', 'a.first: Not reachable: Check the address', 'b.second: Too short',
    ]);
  });

  test('may be missing', () => {
    expect(deniedReasons({}, [])).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['line breaks', 'one\ntwo\r\n  three\u2028four\u0085five', 'one two three four five'],
    ['tabs', 'one\ttwo', 'one two'],
    ['escape sequences', '\u001b[31mred\u001b[0m', '[31mred[0m'],
    ['C0, DEL and C1', 'a\u0000b\u0007c\u007fd\u0080e\u009ff', 'abcdef'],
    ['nothing else', ' \u0001 ', ''],
  ])('are one line of text without control characters: %s', (_, Feedback, expected) => {
    expect(deniedReasons({ Feedback }, [])).toEqual(expected === '' ? [] : [expected]);
    expect(deniedReasons({}, [{ FieldPath: 'a', DeniedReason: Feedback }])).toEqual(expected === '' ? [] : [`a: ${expected}`]);
  });

  const NAME: DeniedField = { FieldPath: 'name', TextValue: 'Acme' };

  test.each<[string, Denied, { readonly FieldPath: string; readonly TextValue?: string; readonly SelectChoices?: string[] }[], string]>([
    ['a text of four characters', { Feedback: 'Ask Acme' }, [NAME], 'Ask …'],
    ['a shorter one not', { Feedback: 'Ask ACM' }, [{ FieldPath: 'name', TextValue: 'ACM' }], 'Ask ACM'],
    ['the longest text first', { Feedback: 'Acme Ltd is not Acme' }, [NAME, { FieldPath: 'legal', TextValue: 'Acme Ltd' }], '… is not …'],
    ['a text with signs of regular expressions', { Feedback: 'A+B (C) [D]? Why' }, [{ FieldPath: 'name', TextValue: 'A+B (C) [D]?' }], '… Why'],
    ['a text that is quoted with control characters', { Feedback: 'Ask Ac\u0000me' }, [NAME], 'Ask …'],
    ['a text of several lines', { Feedback: 'Not "one\ntwo"' }, [{ FieldPath: 'name', TextValue: ' one\ntwo ' }], 'Not "…"'],
    ['a field without a value', { Feedback: 'Nothing' }, [{ FieldPath: 'name' }], 'Nothing'],
    ['no choice: it is one of the form\'s own words', { Feedback: 'TECHNOLOGY does not fit' }, [{ FieldPath: 'vertical', SelectChoices: ['TECHNOLOGY'] }],
      'TECHNOLOGY does not fit'],
    ['no part of a code', { DeniedReasons: [{ Reason: 'CAMPAIGN_MISMATCH_CHARITY', ShortDescription: 'CHARITY is not Acme' }] },
      [NAME, { FieldPath: 'useCase', TextValue: 'CHARITY' }], 'CAMPAIGN_MISMATCH_CHARITY: … is not …'],
    ['no part of a code in a text', { Feedback: 'See CAMPAIGN_MISMATCH_CHARITY' }, [{ FieldPath: 'a', TextValue: 'MISMATCH' }], 'See CAMPAIGN_MISMATCH_CHARITY'],
    ['no part of a code that is not in AWS\'s list', { DeniedReasons: [{ Reason: 'FUTURE_CHARITY' }] }, [{ FieldPath: 'a', TextValue: 'CHARITY' }], 'FUTURE_CHARITY'],
    ['a text that only looks like a code', { DeniedReasons: [{ Reason: 'ACME_CORP' }] }, [{ FieldPath: 'a', TextValue: 'ACME_CORP' }], '…'],
    ['a text that begins with a code', { Feedback: 'INVALID_URL Inc is unknown' }, [{ FieldPath: 'a', TextValue: 'INVALID_URL Inc' }], '… is unknown'],
  ])('hide %s', (_, version, fields, expected) => {
    expect(deniedReasons(version, fields)).toEqual([expected]);
  });

  test('hide texts in the reasons of fields', () => {
    expect(deniedReasons({}, [{ ...NAME, DeniedReason: 'Acme is unknown', Feedback: 'See example.com. Ask Acme.' }])).toEqual([
      'name: … is unknown: See example.com. Ask …',
    ]);
  });
});

describe('AWS\'s codes', () => {
  const count = (value: (one: typeof DENIAL_CODES[number]) => string) => DENIAL_CODES.reduce<Record<string, number>>((counts, one) => (
    { ...counts, [value(one)]: (counts[value(one)] ?? 0) + 1 }
  ), {});

  test('are all there, with what can be done about each', () => {
    expect(DENIAL_CODES).toHaveLength(134);
    expect(new Set(DENIAL_CODES.flatMap(({ code, title }) => [code, title])).size).toBe(268);
    expect(count(({ resubmittable, remedyKind }) => `${resubmittable} ${remedyKind}`)).toEqual({
      'yes form': 66,
      'yes outside': 28,
      'yes wait': 5,
      'yes new-registration': 1,
      'depends outside': 2,
      'depends form': 2,
      'no none': 23,
      'no support': 5,
      'no new-registration': 2,
    });
  });

  test('have remedies that are whole sentences, and short enough that several of them fit into one message', () => {
    expect(DENIAL_CODES.filter(({ remedy }) => !/^[A-Z].*\.$/.test(remedy) || remedy.length > 110)).toEqual([]);
    expect(DENIAL_CODES.filter(({ remedyKind, remedy }) => remedyKind === 'support' && !remedy.includes('AWS Support'))).toEqual([]);
  });

  test.each(DENIAL_CODES.map(({ code }) => code))('%s is recognized by code and title', (code) => {
    const one = DENIAL_CODES.find((other) => other.code === code)!;
    const spellings = [code, code.toLowerCase(), code.replaceAll('_', '-'), one.title, `${one.title.toUpperCase()}!`];
    for (const spelling of spellings) {
      expect(denialCodesOf({ DeniedReasons: [{ Reason: spelling }] })).toEqual([[one]]);
      expect(denialCodesOf({ DeniedReasons: [{ Reason: 'DENIED', ShortDescription: `${spelling}: see the guide.` }] })).toEqual([[one]]);
    }
  });

  const codes = (reason: Reason) => denialCodesOf({ DeniedReasons: [reason] }).map((some) => some.map(({ code }) => code));

  test.each<[string, Reason, string[]]>([
    ['a code in a sentence', { ShortDescription: 'Denied with BRAND_UNVERIFIED by the carrier' }, ['BRAND_UNVERIFIED']],
    ['a title in a sentence', { ShortDescription: 'The reason is: brand not finished, please wait' }, ['BRAND_UNVERIFIED']],
    ['a code in brackets', { Reason: 'Invalid URL (INVALID_URL)' }, ['INVALID_URL']],
    ['a code with its title', { Reason: 'BRAND_UNVERIFIED', ShortDescription: 'Brand not finished' }, ['BRAND_UNVERIFIED']],
    ['two codes', { Reason: 'BRAND_UNVERIFIED', ShortDescription: 'INVALID_URL' }, ['BRAND_UNVERIFIED', 'INVALID_URL']],
    ['the longer of two codes', { Reason: 'CAMPAIGN_MISMATCH_CHARITY' }, ['CAMPAIGN_MISMATCH_CHARITY']],
    ['no code of a longer, unknown one', { Reason: 'CAMPAIGN_MISMATCH_FUTURE' }, []],
    ['a code that only the long description has', { Reason: 'DENIED', LongDescription: 'It is an INVALID_URL.' }, ['INVALID_URL']],
    ['none that the long description only mentions', { Reason: 'INVALID_URL', LongDescription: 'See also BRAND_URL_INVALID.' }, ['INVALID_URL']],
    ['none in words', { Reason: 'DENIED', ShortDescription: 'The registration was denied.' }, []],
    ['none in nothing', {}, []],
  ])('are found: %s', (_, reason, expected) => {
    expect(codes(reason)).toEqual([expected]);
  });
});

describe('A denial that only asks to wait', () => {
  const WAIT = DENIAL_CODES.filter(({ remedyKind }) => remedyKind === 'wait');

  test.each(WAIT.map(({ code }) => code))('is %s', (Reason) => {
    expect(isWaitDenial({ RegistrationVersionStatus: 'DENIED', DeniedReasons: [{ Reason, ShortDescription: 'Wait' }] })).toBe(true);
  });

  test.each<[boolean, string, string, ...string[]]>([
    [true, 'all reasons say so', 'DENIED', 'BRAND_UNVERIFIED', 'Vetting still running'],
    [false, 'one reason is another', 'DENIED', 'BRAND_UNVERIFIED', 'INVALID_URL'],
    [false, 'one reason is not in AWS\'s list', 'DENIED', 'BRAND_UNVERIFIED', 'FUTURE_CODE'],
    [false, 'no reason is in AWS\'s list', 'DENIED', 'FUTURE_CODE'],
    [false, 'there is no reason', 'DENIED'],
    [false, 'the version has been opened again', 'DRAFT', 'BRAND_UNVERIFIED'],
    [false, 'it was revoked', 'REVOKED', 'BRAND_UNVERIFIED'],
  ])('%s: %s', (expected, _, RegistrationVersionStatus, ...reasons) => {
    expect(isWaitDenial({ RegistrationVersionStatus, DeniedReasons: reasons.map((Reason) => ({ Reason })) })).toBe(expected);
  });

  test('names no reason at all: that is a real one', () => {
    expect(isWaitDenial({ RegistrationVersionStatus: 'DENIED' })).toBe(false);
  });

  test('names two reasons in one entry, of which one is real', () => {
    expect(isWaitDenial({ RegistrationVersionStatus: 'DENIED', DeniedReasons: [{ Reason: 'BRAND_UNVERIFIED', ShortDescription: 'INVALID_URL' }] })).toBe(false);
  });
});

describe('The message of a denial', () => {
  const message = (reasons: string[], fields: DeniedField[] = []) => (
    describeDenial('registration-1', { VersionNumber: 2, DeniedReasons: reasons.map((Reason) => ({ Reason })) }, fields).message
  );
  const INTRODUCTION = 'Registration registration-1 was not approved: its version 2 was denied: ';
  const CORRECTED = 'Then deploy again: that opens a new version and submits it.';
  const OTHERWISE = 'If nothing in the form is wrong, change resubmit in the stack to submit the same form again.';

  test.each<[string, string[], string]>([
    ['a correction of the form', ['UNDECLARED_DIRECT_LENDING'],
      `UNDECLARED_DIRECT_LENDING. Correct the form in the stack: Set directLending to Yes. ${CORRECTED}`],
    ['two of them', ['OPT_IN_MESSAGE_NON_COMPLIANT_HELP_STOP', 'CAMPAIGN_TEMPLATE_REUSE'],
      'OPT_IN_MESSAGE_NON_COMPLIANT_HELP_STOP; CAMPAIGN_TEMPLATE_REUSE. Correct the form in the stack: '
      + `Add HELP and STOP directions to the opt-in message. Give every field its own text and make the samples differ. ${CORRECTED}`],
    ['a correction outside of the form', ['PRIVACY_POLICY_MISSING'],
      'PRIVACY_POLICY_MISSING. Fix this outside of the form: Publish the privacy policy at a public address that works. '
      + 'Then change resubmit in the stack and deploy again to submit the same form again.'],
    ['time', ['WAIT_TO_RESUBMIT_REGISTRATION'],
      'WAIT_TO_RESUBMIT_REGISTRATION. Wait until the vetting of the brand has ended. A deploy after that submits the same form again.'],
    ['all of them', ['INVALID_URL', 'BRAND_UNVERIFIED', 'INVALID_FIELD_VALUE'],
      'INVALID_URL; BRAND_UNVERIFIED; INVALID_FIELD_VALUE. Wait until the brand registration is complete. '
      + 'Fix this outside of the form: Provide a public website address that loads. '
      + `Correct the form in the stack: Correct the field named in the field-level denial. ${CORRECTED}`],
    ['another registration, though this one could be submitted again', ['ALTERNATIVE_SOLUTION_RECOMMENDED'],
      'ALTERNATIVE_SOLUTION_RECOMMENDED. Consider another sender type, such as toll-free, and register that instead. '
      + 'Give the construct a new ID to create a new registration.'],
    ['another registration', ['CANNOT_UPDATE_REGISTRATION'],
      'CANNOT_UPDATE_REGISTRATION. It cannot be submitted again. Create another campaign registration with the changes you want. '
      + 'Give the construct a new ID to create a new registration.'],
    ['AWS Support', ['SPAM_OR_PHISHING_ASSOCIATION'],
      'SPAM_OR_PHISHING_ASSOCIATION. It cannot be submitted again. Contest a wrong spam or phishing flag with AWS Support.'],
    ['nothing', ['CAMPAIGN_NON_COMPLIANT_CONTENT_GAMBLING'], 'CAMPAIGN_NON_COMPLIANT_CONTENT_GAMBLING. It cannot be submitted again. Carriers ban gambling.'],
    ['nothing, whatever else is wrong', ['INVALID_URL', 'NON_COMPLIANT_USE_CASE_HATE', 'FUTURE_CODE'],
      'INVALID_URL; NON_COMPLIANT_USE_CASE_HATE; FUTURE_CODE. It cannot be submitted again. Carriers ban hate content.'],
    ['a correction that may not be enough', ['NON_COMPLIANT_MESSAGE_SAMPLES'],
      'NON_COMPLIANT_MESSAGE_SAMPLES. Correct the form in the stack: Check samples against the banned topics and rewrite them. '
      + `${CORRECTED} Banned content stays banned.`],
    ['what nobody knows', ['FUTURE_CODE'], `FUTURE_CODE. Correct the form in the stack. ${CORRECTED} ${OTHERWISE}`],
    ['what nobody knows, beside a correction outside of the form', ['FUTURE_CODE', 'INVALID_URL'],
      'FUTURE_CODE; INVALID_URL. Fix this outside of the form: Provide a public website address that loads. '
      + `Correct the form in the stack. ${CORRECTED} ${OTHERWISE}`],
    ['what nobody says', [], `no reason was given. Correct the form in the stack. ${CORRECTED} ${OTHERWISE}`],
  ])('asks for %s', (_, reasons, expected) => {
    expect(message(reasons)).toBe(INTRODUCTION + expected);
  });

  test('knows the codes in the reasons of fields', () => {
    expect(message([], [{ FieldPath: 'terms', DeniedReason: 'TERMS_AND_CONDITIONS_MISSING' }])).toBe(
      `${INTRODUCTION}terms: TERMS_AND_CONDITIONS_MISSING. Fix this outside of the form: Publish the terms at a public address that works. `
      + 'Then change resubmit in the stack and deploy again to submit the same form again.');
  });

  test('repeats no remedy that several codes share', () => {
    expect(message(['OPT_IN_WORKFLOW_NON_COMPLIANT_CONTENT_GAMBLING', 'NON_COMPLIANT_USE_CASE_GAMBLING'])).toMatch(/submitted again\. Carriers ban gambling\.$/);
  });

  test.each<[string, string[]]>([
    ['every code', DENIAL_CODES.map(({ code }) => code)],
    ['every code that can be submitted again', DENIAL_CODES.filter(({ resubmittable }) => resubmittable !== 'no').map(({ code }) => code)],
    ['one very long reason', ['😀"\\'.repeat(5_000)]],
    ['many long reasons', Array<string>(50).fill('').map((_, index) => `${index} ${'ä'.repeat(600)}`)],
  ])('fits whole into an answer to CloudFormation, with %s', (_, reasons) => {
    const Reason = message(reasons, [{ FieldPath: 'x'.repeat(100), DeniedReason: 'y'.repeat(500) }]);
    const body = answerBody({
      Status: 'FAILED',
      Reason,
      PhysicalResourceId: `registration-${'0'.repeat(32)}`,
      RequestId: '0'.repeat(36),
      LogicalResourceId: 'L'.repeat(255),
      StackId: `arn:aws-us-gov:cloudformation:us-gov-west-1:000000000000:stack/${'S'.repeat(128)}/${'0'.repeat(36)}`,
    });
    expect((JSON.parse(body) as { Reason: string }).Reason).toBe(Reason);
    expect(Reason).toMatch(/… and \d+ more/);
    expect(Reason).toMatch(/\.$/);
  });

  test.each([
    ['shows a reason of 500 characters', 500, 'x'.repeat(500)],
    ['cuts a longer one', 501, `${'x'.repeat(500)}…`],
  ])('%s', (_, length, shown) => {
    expect(message(['x'.repeat(length)], [])).toContain(`was denied: ${shown}. `);
  });

  test('leaves no reason out of the list that goes with it', () => {
    const { reasons } = describeDenial('registration-1', { VersionNumber: 1, DeniedReasons: DENIAL_CODES.map(({ code }) => ({ Reason: code })) }, []);
    expect(reasons).toEqual(DENIAL_CODES.map(({ code }) => code));
  });
});
