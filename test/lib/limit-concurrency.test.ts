import { App, Aspects, Aws, CfnCondition, CfnResource, Fn, Lazy, NestedStack, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { associate, newApp, Rendered, resources } from './stacks';
import { FieldValue, Registration, RegistrationAttachment, RegistrationDocument, RegistrationHandler, RegistrationProps, RegistrationType } from '../../lib';

// The newest CDK prints every warning, and that it has another name for a method.
beforeEach(() => { (['error', 'warn'] as const).forEach((name) => jest.spyOn(console, name).mockReturnValue()); });
afterAll(() => jest.restoreAllMocks());

const TYPE = 'Custom::SMSVoiceRegistration';

const newStack = () => new Stack(newApp(), 'Stack');

function registration(scope: Construct, id: string, props: Partial<RegistrationProps> = {}): Registration {
  return new Registration(scope, id, { registrationType: RegistrationType.IN_SENDER_ID_REGISTRATION, ...props });
}

/** What waits for what, by the names of the constructs. Reading a template fails when something waits for itself. */
function order(from: Stack | Template): Record<string, string[]> {
  const name = (logicalId: string) => logicalId.replace(/Resource[0-9A-F]{8}$|[0-9A-F]{8}$/, '');
  const template = Stack.isStack(from) ? Template.fromStack(from) : from;
  const found = template.findResources(TYPE) as Record<string, Rendered>;
  return Object.fromEntries(Object.entries(found).map(([id, { DependsOn = [] }]) => [name(id), DependsOn.map(name)]));
}

const idOf = (one: Registration) => Stack.of(one).resolve(resourceOf(one).logicalId) as string;
const resourceOf = (one: Registration) => one.node.defaultChild as CfnResource;

/** R1 to Rn. */
const ids = (count: number) => Array.from({ length: count }, (_, index) => `R${index + 1}`);

const all = (stack: Construct, count: number) => ids(count).map((id) => registration(stack, id));

describe('The registrations of a stack', () => {
  test('are independent of each other when there are seven', () => {
    const stack = newStack();
    all(stack, 7);
    expect(Object.values(order(stack)).flat()).toEqual([]);
  });

  test('are created and deleted two at a time when there are more', () => {
    const stack = newStack();
    all(stack, 8);
    const dependencies = order(stack);
    ids(8).forEach((id, index) => expect([id, dependencies[id]]).toEqual([id, index < 2 ? [] : [`R${index - 1}`]]));
  });

  test('are created and deleted all at once with limitConcurrency: false', () => {
    const stack = newStack();
    new RegistrationHandler(stack, RegistrationHandler.DEFAULT_ID, { limitConcurrency: false });
    all(stack, 25);
    expect(Object.values(order(stack)).flat()).toEqual([]);
  });

  describe('are taken in another order when an early one depends on a late one', () => {
    const dependencies: Record<string, (early: Registration, late: Registration, stack: Stack) => void> = {
      'as constructs': (early, late) => early.node.addDependency(late),
      'by an Aspect': (early, late) => Aspects.of(late).add({ visit: (node) => node === late && early.node.addDependency(late) }),
      'as resources': (early, late) => resourceOf(early).addOverride('DependsOn', [idOf(late)]),
      'by a dependency of the resources': (early, late) => resourceOf(early).addDependency(resourceOf(late)),
      'by an association': (early, late) => { associate(early, late); },
      'by an attribute': (early, late) => resourceOf(early).addPropertyOverride('Fields', [late.registrationStatus]),
      'by an attribute in a tag': (early, late) => Tags.of(early).add('Other', Lazy.string({ produce: () => late.registrationId })),
      'by an attribute that is written as a text': (early, late) => (
        resourceOf(early).addPropertyOverride('Fields', [{ 'Fn::GetAtt': `${idOf(late)}.RegistrationStatus` }])
      ),
      'by a text': (early, late) => (
        resourceOf(early).addPropertyOverride('Fields', [Fn.sub(`\${AWS::Region} \${${idOf(late)}.RegistrationArn}`)])
      ),
      'by a text with variables': (early, late) => resourceOf(early).addPropertyOverride('Fields', [Fn.sub('${Id}', { Id: late.registrationId })]),
      'by a document': (early, late, stack) => {
        const document = RegistrationDocument.fromBucket(s3.Bucket.fromBucketName(stack, 'Bucket', 'documents'), 'opt-in.png');
        const image = new RegistrationAttachment(stack, 'Image', { document });
        image.node.addDependency(late);
        resourceOf(early).addPropertyOverride('Fields', [image.registrationAttachmentId]);
      },
    };

    test.each(Object.entries(dependencies))('%s', (_, depend) => {
      const stack = newStack();
      const registrations = all(stack, 10);
      depend(registrations[0]!, registrations[9]!, stack);
      // R10 comes first now, then R1 and the others.
      const { R1, ...others } = order(stack);
      expect(R1!.filter((id) => !['R10', 'Image'].includes(id))).toEqual([]);
      expect(others).toEqual({
        R10: [], R2: ['R10'], R3: ['R1'], ...Object.fromEntries(ids(9).slice(3).map((id, index) => [id, [`R${index + 2}`]])),
      });
    });
  });

  describe('wait for none whose dependencies cannot be seen, and so for nothing that waits for them', () => {
    const dependencies: Record<string, (early: Registration, late: Registration, stack: Stack) => void> = {
      'because they are of another resource': (early, late, stack) => {
        const between = new CfnResource(stack, 'Between', { type: 'Custom::Between', properties: { Of: late.registrationId } });
        resourceOf(early).addPropertyOverride('Fields', [between.ref]);
      },
      'because they are of the stack of another resource': (early, late, stack) => {
        const nested = new NestedStack(stack, 'Nested');
        const one = new CfnResource(nested, 'One', { type: 'Custom::One', properties: { Of: late.registrationId } });
        resourceOf(early).addPropertyOverride('Fields', [one.ref]);
      },
      'because they are of a nested stack': (early, late, stack) => {
        const nested = new NestedStack(stack, 'Nested');
        new CfnResource(nested, 'One', { type: 'Custom::One', properties: { Of: late.registrationId } });
        early.node.addDependency(nested);
      },
      'because they are of a secret': (early, late, stack) => {
        const secret = new secretsmanager.CfnSecret(stack, 'Secret', { name: 'tax-id', secretString: late.registrationId });
        const parameter = secretsmanager.Secret.fromSecretCompleteArn(stack, 'Imported', secret.ref);
        early.node.addDependency(...RegistrationHandler.getOrCreate(stack)._allowReading({
          construct: parameter, action: 'secretsmanager:GetSecretValue', resource: parameter.secretArn,
        }));
      },
      'because they are of a number of a registration that it is associated with': (early, late, stack) => {
        const number = new CfnResource(stack, 'Number', { type: 'AWS::SMSVOICE::PhoneNumber', properties: { PoolId: late.registrationId } });
        associate(early, associate(registration(stack, 'Brand'), number));
      },
    };

    test.each(Object.entries(dependencies))('%s', (_, depend) => {
      const stack = newStack();
      const registrations = all(stack, 10);
      depend(registrations[0]!, registrations[9]!, stack);
      const waits = order(stack);
      expect(Object.values(waits).flat()).not.toContain('R1');
      // Two at a time all the same.
      expect(Object.entries(waits).filter(([id, waitsFor]) => id !== 'R1' && waitsFor.length === 0)).toHaveLength(2);
    });

    test('however many there are', () => {
      const stack = newStack();
      const [first, ...others] = all(stack, 10);
      const between = new CfnResource(stack, 'Between', { type: 'Custom::Between', properties: { Of: first!.registrationId } });
      others.forEach((one) => resourceOf(one).addPropertyOverride('Fields', [between.ref]));
      expect(Object.values(order(stack)).flat()).toEqual([]);
    });
  });

  test('close no circle, whatever depends on what', () => {
    const somePairs = fc.array(fc.tuple(fc.nat(11), fc.nat(11), fc.nat(3)), { maxLength: 25 });
    const someKinds = fc.array(fc.nat(2), { minLength: 12, maxLength: 12 });
    fc.assert(fc.property(somePairs, someKinds, (pairs, kinds) => {
      const stack = newStack();
      const registrations = kinds.map((kind, index) => registration(stack, `R${index + 1}`, [{}, { submit: true }, { deletionProtection: true }][kind]));
      // From a later to an earlier one of a shuffled order, so that the user has made no circle.
      const shuffled = kinds.map((_, index) => (index * 5) % 12);
      pairs.filter(([from, to]) => from > to).forEach(([from, to, way], index) => {
        const [one, other] = [registrations[shuffled[from]!]!, registrations[shuffled[to]!]!];
        if (way === 0) {
          one.node.addDependency(other);
        } else if (way === 1) {
          resourceOf(one).addPropertyOverride(`Some${index}`, other.registrationId);
        } else {
          const between = new CfnResource(stack, `Between${index}`, { type: 'Custom::Between', properties: { Of: other.registrationId } });
          resourceOf(one).addPropertyOverride(`Some${index}`, way === 2 ? between.ref : Lazy.string({ produce: () => between.ref }));
        }
      });
      // Reading a template fails when something waits for itself.
      resources(stack, TYPE);
    }), { numRuns: 25 });
  });

  describe('at another synth of the same app', () => {
    const again = (stack: Stack) => {
      const { template } = (stack.node.root as App).synth({ force: true }).getStackArtifact(stack.artifactId);
      return order(Template.fromJSON(template));
    };

    test('have the same order', () => {
      const stack = newStack();
      all(stack, 12);
      const first = again(stack);
      expect(again(stack)).toEqual(first);
    });

    test('have another order when a late one has become a dependency of an early one', () => {
      const stack = newStack();
      const registrations = all(stack, 8);
      expect(again(stack).R8).toEqual(['R6']);
      registrations[0]!.node.addDependency(registrations[7]!);
      const { R1, R2, R3, R8 } = again(stack);
      const waitsFor = [R1, R2, R3, R8].map((some) => some!.filter((id) => id.startsWith('R')));
      expect(waitsFor).toEqual([['R8'], ['R8'], ['R1'], []]);
    });

    test('have another order when the first one is gone', () => {
      const stack = newStack();
      all(stack, 9);
      expect(again(stack).R9).toEqual(['R7']);
      stack.node.tryRemoveChild('R1');
      const { R2, R3, ...others } = again(stack);
      expect([R2!, R3!].flat().filter((id) => id.startsWith('R'))).toEqual([]);
      expect(others).toEqual(Object.fromEntries(ids(9).slice(3).map((id, index) => [id, [`R${index + 2}`]])));
    });

    test('have another order when somebody asks one of them what it waits for, and then changes that', () => {
      const stack = newStack();
      const registrations = all(stack, 8);
      expect(again(stack).R8).toEqual(['R6']);
      expect(resourceOf(registrations[4]!).node.dependencies).not.toEqual([]);
      registrations[0]!.node.addDependency(registrations[7]!);
      expect(resourceOf(registrations[5]!).node.dependencies).not.toEqual([]);
      const { R1, R2, R8 } = again(stack);
      expect([R1, R2, R8].map((some) => some!.filter((id) => id.startsWith('R')))).toEqual([['R8'], ['R8'], []]);
    });

    test('keep the dependencies that others have added', () => {
      const stack = newStack();
      const groups = ids(8).map((id) => new Construct(stack, id));
      const registrations = groups.map((group, index) => registration(group, `R${index + 1}`));
      expect(again(stack).R8).toEqual(['R6']);
      groups[7]!.node.addDependency(registrations[5]!);
      registrations[0]!.node.addDependency(registrations[7]!);
      expect(again(stack).R8).toEqual(['R6']);
    });
  });

  test('that are likely to refuse their delete come first, and so hold back only each other', () => {
    const stack = newStack();
    ids(8).forEach((id, index) => registration(stack, id, [{}, { submit: true }, { deletionProtection: true }][index % 3]));
    const dependencies = order(stack);
    // Protected: R3, R6. Submitted: R2, R5, R8. Drafts: R1, R4, R7.
    expect(dependencies).toEqual({ R3: [], R6: [], R2: ['R3'], R5: ['R6'], R8: ['R2'], R1: ['R5'], R4: ['R8'], R7: ['R1'] });
  });

  test('wait for none that a condition may leave out', () => {
    const stack = newStack();
    const [first] = all(stack, 10);
    resourceOf(first!).cfnOptions.condition = new CfnCondition(stack, 'IfWanted', { expression: Fn.conditionEquals(Aws.REGION, 'us-east-1') });
    expect(Object.entries(order(stack)).filter(([, waitsFor]) => waitsFor.length > 0)).toEqual(ids(10).slice(3).map((id, index) => [id, [`R${index + 2}`]]));
  });

  test('are counted for each stack', () => {
    const stack = newStack();
    const nested = new NestedStack(stack, 'Nested');
    all(stack, 7);
    all(nested, 8);
    expect(Object.values(order(stack)).flat()).toEqual([]);
    expect(Object.values(order(nested)).flat()).toHaveLength(6);
  });

  test('of a nested stack count in the hash of its template, or an update would not reach them', () => {
    const urlOf = (limitConcurrency: boolean) => {
      const stack = newStack();
      const nested = new NestedStack(stack, 'Nested');
      new RegistrationHandler(nested, RegistrationHandler.DEFAULT_ID, { limitConcurrency });
      all(nested, 8);
      return Object.values(resources(stack, 'AWS::CloudFormation::Stack'))[0]!.Properties.TemplateURL;
    };
    expect(urlOf(true)).not.toEqual(urlOf(false));
  });

  test('are counted for each handler of a stack, and do not wait for those of another one', () => {
    const stack = newStack();
    const [one, other] = ['One', 'Other'].map((id) => new RegistrationHandler(stack, id));
    ids(16).forEach((id, index) => registration(stack, id, { handler: index % 2 === 0 ? one : other }));
    const dependencies = order(stack);
    ids(16).forEach((id, index) => expect([id, dependencies[id]]).toEqual([id, index < 4 ? [] : [`R${index - 3}`]]));
  });

  test('of a handler with limitConcurrency: false are independent beside those of another one', () => {
    const stack = newStack();
    const handler = new RegistrationHandler(stack, 'Other', { limitConcurrency: false });
    ids(16).forEach((id, index) => registration(stack, id, index % 2 === 0 ? { handler } : {}));
    expect(Object.values(order(stack)).flat()).toHaveLength(6);
  });

  test('keep their properties when others are added and removed', () => {
    const properties = (some: string[]) => {
      const stack = newStack();
      some.forEach((id) => registration(stack, id, { fields: { 'senderIdInfo.senderId': FieldValue.text('SENDER') } }));
      return Object.entries(resources(stack, TYPE)).map(([id, { Properties }]) => [id, Properties]);
    };
    const few = properties(ids(12).filter((_, index) => index % 3 > 0));
    expect(properties(ids(12))).toEqual(expect.arrayContaining(few));
  });
});
