import { Aws, CfnCondition, CfnResource, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { associate, newApp, resources } from './stacks';
import { FieldValue, Registration, RegistrationHandler, RegistrationProps, RegistrationType } from '../../lib';

const TYPE = 'Custom::SMSVoiceRegistration';

const newStack = () => new Stack(newApp(), 'Stack');

function registration(scope: Construct, id: string, props: Partial<RegistrationProps> = {}): Registration {
  return new Registration(scope, id, { registrationType: RegistrationType.IN_SENDER_ID_REGISTRATION, ...props });
}

/** What waits for what, by the names of the constructs. Reading a template fails when something waits for itself. */
function order(stack: Stack): Record<string, string[]> {
  const name = (logicalId: string) => logicalId.replace(/Resource[0-9A-F]{8}$|[0-9A-F]{8}$/, '');
  return Object.fromEntries(Object.entries(resources(stack, TYPE)).map(([id, { DependsOn = [] }]) => [name(id), DependsOn.map(name)]));
}

const idOf = (one: Registration) => Stack.of(one).resolve(resourceOf(one).logicalId) as string;
const resourceOf = (one: Registration) => one.node.defaultChild as CfnResource;

/** R1 to Rn. */
const ids = (count: number) => Array.from({ length: count }, (_, index) => `R${index + 1}`);

const all = (stack: Construct, count: number) => ids(count).map((id) => registration(stack, id));

describe('The registrations of a stack', () => {
  test('know nothing of each other when they are seven', () => {
    const stack = newStack();
    all(stack, 7);
    expect(Object.values(order(stack)).flat()).toEqual([]);
  });

  test('come and go two at a time when they are more', () => {
    const stack = newStack();
    all(stack, 8);
    const dependencies = order(stack);
    ids(8).forEach((id, index) => expect([id, dependencies[id]]).toEqual([id, index < 2 ? [] : [`R${index - 1}`]]));
  });

  test('come and go all at once when the handler is told so', () => {
    const stack = newStack();
    RegistrationHandler.getOrCreate(stack, { limitConcurrency: false });
    all(stack, 25);
    expect(Object.values(order(stack)).flat()).toEqual([]);
  });

  describe('are taken in another order when an early one depends on a late one', () => {
    const dependencies: Record<string, (early: Registration, late: Registration, stack: Stack) => void> = {
      'as constructs': (early, late) => early.node.addDependency(late),
      'as resources': (early, late) => resourceOf(early).addOverride('DependsOn', [idOf(late)]),
      'by an association': (early, late) => { associate(early, late); },
      'by an attribute': (early, late) => resourceOf(early).addPropertyOverride('Fields', [late.registrationStatus]),
      'by an attribute that is written as a text': (early, late) => (
        resourceOf(early).addPropertyOverride('Fields', [{ 'Fn::GetAtt': `${idOf(late)}.RegistrationStatus` }])
      ),
      'by a text': (early, late) => (
        resourceOf(early).addPropertyOverride('Fields', [Fn.sub(`\${AWS::Region} \${${idOf(late)}.RegistrationArn}`)])
      ),
      'by a text with variables': (early, late) => resourceOf(early).addPropertyOverride('Fields', [Fn.sub('${Id}', { Id: late.registrationId })]),
      'by another resource': (early, late, stack) => {
        const between = new CfnResource(stack, 'Between', { type: 'Custom::Between', properties: { Of: late.registrationId } });
        resourceOf(early).addPropertyOverride('Fields', [between.ref]);
      },
      'by a nested stack': (early, late, stack) => {
        const nested = new NestedStack(stack, 'Nested');
        const one = new CfnResource(nested, 'One', { type: 'Custom::One', properties: { Of: late.registrationId } });
        resourceOf(early).addPropertyOverride('Fields', [one.ref]);
      },
    };

    test.each(Object.entries(dependencies))('%s', (_, depend) => {
      const stack = newStack();
      const registrations = all(stack, 10);
      depend(registrations[0]!, registrations[9]!, stack);
      // R10 comes first now, then R1 and the others.
      const { R1, ...others } = order(stack);
      expect(R1!.filter((id) => id !== 'R10' && id !== 'Between' && !id.startsWith('Nested'))).toEqual([]);
      expect(others).toEqual({
        R10: [], R2: ['R10'], R3: ['R1'], ...Object.fromEntries(ids(9).slice(3).map((id, index) => [id, [`R${index + 2}`]])),
      });
    });
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

  test('keep their properties when others come and go', () => {
    const properties = (some: string[]) => {
      const stack = newStack();
      some.forEach((id) => registration(stack, id, { fields: { 'senderIdInfo.senderId': FieldValue.text('SENDER') } }));
      return Object.entries(resources(stack, TYPE)).map(([id, { Properties }]) => [id, Properties]);
    };
    const few = properties(ids(12).filter((_, index) => index % 3 > 0));
    expect(properties(ids(12))).toEqual(expect.arrayContaining(few));
  });
});
