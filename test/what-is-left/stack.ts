import { rmSync } from 'fs';
import { App, CfnWaitConditionHandle, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnPhoneNumber } from 'aws-cdk-lib/aws-smsvoice';
import type { Combination } from './combinations';
import { AssociationTarget, FieldValue, Registration, RegistrationAttachment, RegistrationDocument, RegistrationProps, RegistrationType } from '../../lib';
import { ACCOUNT, fromTemplate, type CustomResource, type SynthesizedTemplate } from '../cloudformation';

export const BRAND = RegistrationType.US_TEN_DLC_BRAND_REGISTRATION;
export const CAMPAIGN = RegistrationType.US_TEN_DLC_CAMPAIGN_REGISTRATION;
export const TOLL_FREE = RegistrationType.US_TOLL_FREE_REGISTRATION;
export const COMPANY = 'companyInfo.companyName';
export const LETTER = 'messagingUseCase.optInImage';
/** The types of native resources that the driver plays here. */
export const NATIVE = { number: 'AWS::SMSVOICE::PhoneNumber', handle: 'AWS::CloudFormation::WaitConditionHandle', failing: 'AWS::CloudFormation::WaitCondition' };

/** In the templates, until it is known what was made elsewhere. */
const PLACES = { registration: `registration-${'0'.repeat(32)}`, number: `phone-${'0'.repeat(32)}` };

export type Declared = Pick<Combination, 'deletionProtection' | 'hanging' | 'policy' | 'status'>;

/** What one deploy declares. */
export interface Template {
  readonly constructId?: string;
  /** The registration and what hangs on it is taken out. */
  readonly isEmpty?: boolean;
  readonly company?: string;
  readonly tag?: string;
  /** What was made elsewhere. */
  readonly elsewhere?: { readonly registration?: string; readonly number?: string };
}

const templates = new Map<string, string>();

/** The resources of the stack as the library writes them. */
export function resourcesOf(declared: Declared, { elsewhere = {}, ...template }: Template = {}): CustomResource[] {
  const { policy, deletionProtection, hanging, status } = declared;
  const key = JSON.stringify([policy, deletionProtection, hanging, status === 'draft', template]);
  const text = templates.get(key) ?? JSON.stringify(synthesized((stack) => declare(stack, declared, template)));
  templates.set(key, text);
  const { registration = '', number = '' } = elsewhere;
  const known = text.replaceAll(PLACES.registration, registration).replaceAll(PLACES.number, number);
  return fromTemplate(JSON.parse(known) as SynthesizedTemplate, Object.values(NATIVE));
}

export function synthesized(define: (stack: Stack) => void): SynthesizedTemplate {
  const app = new App({ analyticsReporting: false });
  const print = console.error;
  // Warnings about half-filled forms.
  console.error = () => undefined;
  try {
    const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: 'us-east-1' } });
    define(stack);
    return app.synth().getStackByName(stack.stackName).template as SynthesizedTemplate;
  } finally {
    console.error = print;
    rmSync(app.outdir, { recursive: true, force: true });
  }
}

function declare(stack: Stack, declared: Declared, template: Omit<Template, 'elsewhere'>): void {
  new CfnWaitConditionHandle(stack, 'Other');
  if (template.isEmpty) {
    return;
  }
  const { hanging } = declared;
  const { constructId = 'Sms' } = template;
  const registrationType = hanging === 'number' || hanging === 'foreign number' ? TOLL_FREE : BRAND;
  const props = { registrationType, ...propsOf(stack, declared, template) };
  const registration = hanging === 'adopted'
    ? Registration.adopt(stack, constructId, { ...props, registrationId: PLACES.registration })
    : new Registration(stack, constructId, props);
  switch (hanging) {
    case 'number':
      registration.addAssociation(AssociationTarget.fromResource(phoneNumber(stack, 'TOLL_FREE')));
      break;
    case 'foreign number':
      registration.addAssociation(AssociationTarget.fromId(PLACES.number));
      break;
    case 'campaign':
      new Registration(stack, 'Campaign', { registrationType: CAMPAIGN, associations: [AssociationTarget.fromRegistration(registration)] });
      break;
    default:
  }
}

function propsOf(stack: Stack, { policy, deletionProtection, hanging, status }: Declared, { company = 'Example Corp', tag = 'one' }: Template) {
  const document = hanging === 'document' ? attachmentOf(stack) : undefined;
  return {
    fields: { [COMPANY]: FieldValue.text(company), ...document && { [LETTER]: FieldValue.attachment(document) } },
    submit: status !== 'draft',
    updateApproved: hanging === 'correction',
    removalPolicy: RemovalPolicy[policy],
    deletionProtection,
    tags: { Name: tag },
  } satisfies Partial<RegistrationProps>;
}

function attachmentOf(stack: Stack): RegistrationAttachment {
  const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'example-bucket');
  return new RegistrationAttachment(stack, 'Document', { document: RegistrationDocument.fromBucket(bucket, 'letter.pdf') });
}

export function phoneNumber(stack: Stack, numberType: 'TEN_DLC' | 'TOLL_FREE', id = 'Number'): CfnPhoneNumber {
  return new CfnPhoneNumber(stack, id, {
    isoCountryCode: 'US',
    numberType,
    numberCapabilities: ['SMS'],
    mandatoryKeywords: { help: { message: 'Write to support@example.com.' }, stop: { message: 'You get no more texts.' } },
  });
}
