import { Aws, CfnCondition, CfnResource, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { newApp, resources } from './stacks';
import { FieldValue, Registration, RegistrationProps, RegistrationType } from '../../lib';

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

describe('The registrations of a stack', () => {
  test('know nothing of each other when they are two', () => {
    const stack = newStack();
    ['A', 'B'].forEach((id) => registration(stack, id));
    expect(order(stack)).toEqual({ A: [], B: [] });
  });

  test('come and go two at a time', () => {
    const stack = newStack();
    ['A', 'B', 'C', 'D', 'E'].forEach((id) => registration(stack, id));
    expect(order(stack)).toEqual({ A: [], B: [], C: ['A'], D: ['B'], E: ['C'] });
  });

  describe('are taken in another order when an early one depends on a late one', () => {
    const dependencies: Record<string, (early: Registration, late: Registration, stack: Stack) => void> = {
      'as constructs': (early, late) => early.node.addDependency(late),
      'as resources': (early, late) => resourceOf(early).addOverride('DependsOn', [idOf(late)]),
      'by an association': (early, late) => early.associate(late),
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
      const [early, , , late] = ['A', 'B', 'C', 'D', 'E'].map((id) => registration(stack, id));
      depend(early!, late!, stack);
      const { A: ofA, ...others } = order(stack);
      expect(ofA!.filter((id) => id !== 'D' && id !== 'Between' && !id.startsWith('Nested'))).toEqual([]);
      expect(others).toEqual({ B: ['D'], C: ['A'], D: [], E: ['B'] });
    });
  });

  test('wait for none that a condition may leave out', () => {
    const stack = newStack();
    const [first] = ['A', 'B', 'C', 'D'].map((id) => registration(stack, id));
    resourceOf(first!).cfnOptions.condition = new CfnCondition(stack, 'IfWanted', { expression: Fn.conditionEquals(Aws.REGION, 'us-east-1') });
    expect(order(stack)).toEqual({ A: [], B: [], C: [], D: ['B'] });
  });

  test('are counted for each stack', () => {
    const stack = newStack();
    const nested = new NestedStack(stack, 'Nested');
    ['A', 'B'].forEach((id) => registration(stack, id));
    ['C', 'D', 'E'].forEach((id) => registration(nested, id));
    expect(order(stack)).toEqual({ A: [], B: [] });
    expect(order(nested)).toEqual({ C: [], D: [], E: ['C'] });
  });

  test('keep their properties when others come and go', () => {
    const properties = (ids: string[]) => {
      const stack = newStack();
      ids.forEach((id) => registration(stack, id, { fields: { 'senderIdInfo.senderId': FieldValue.text('SENDER') } }));
      return Object.entries(resources(stack, TYPE)).map(([id, { Properties }]) => [id, Properties]);
    };
    const some = properties(['A', 'C', 'E', 'F']);
    expect(properties(['A', 'B', 'C', 'D', 'E', 'F'])).toEqual(expect.arrayContaining(some));
  });
});
