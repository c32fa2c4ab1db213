import { CfnResource, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { associatedWith, BRAND, CAMPAIGN, makeNumber } from './associations';
import { Registration, RegistrationType } from '../../../../lib';
import type { CustomResource, OperationResult, Properties } from '../../../cloudformation';
import { associate, newApp, type Rendered } from '../../../lib/stacks';
import { Stage } from '../../stage';

let stage: Stage;
beforeEach(async () => { stage = await Stage.open(); });
afterEach(() => stage.close());

/** The custom resources of a stack with a brand, its campaign, and a toll-free registration with its number; that one is made elsewhere. */
function synthesized(phoneNumberId: string): CustomResource[] {
  const stack = new Stack(newApp(), 'Stack');
  const number = new CfnResource(stack, 'Number', {
    type: 'AWS::SMSVOICE::PhoneNumber',
    properties: {
      IsoCountryCode: 'US',
      NumberType: 'TOLL_FREE',
      NumberCapabilities: ['SMS'],
      MandatoryKeywords: { HELP: { Message: 'help' }, STOP: { Message: 'stop' } },
    },
  });
  const register = (id: string, type: string) => new Registration(stack, id, {
    registrationType: RegistrationType.of(type), deletionTimeout: Duration.minutes(1),
  });
  associate(register('Campaign', CAMPAIGN), register('Brand', BRAND));
  associate(register('TollFree', 'US_TOLL_FREE_REGISTRATION'), number);
  const resources = Object.entries(Template.fromStack(stack).toJSON().Resources as Record<string, Rendered>);
  return resources.filter(([, { Type }]) => Type.startsWith('Custom::')).map(([logicalId, { Type, Properties: all, DependsOn }]) => {
    const { ServiceToken: _, ServiceTimeout, ...properties } = all;
    return {
      logicalId,
      resourceType: Type,
      serviceTimeout: ServiceTimeout as number,
      properties: withNumber(properties, phoneNumberId) as Properties,
      dependsOn: DependsOn && [...DependsOn],
    };
  });
}

/** The driver plays no Fn::GetAtt: of the number it is the id, of a registration its first version. */
function withNumber(value: unknown, phoneNumberId: string): unknown {
  return JSON.parse(JSON.stringify(value), (_, part: Record<string, string[]>) => {
    const attribute = part?.['Fn::GetAtt'];
    return attribute ? (attribute[1] === 'PhoneNumberId' ? phoneNumberId : 1) : part;
  });
}

function finished({ events }: OperationResult, status: string): string[] {
  return events.filter((event) => event.status === status && event.physicalId).map(({ logicalId }) => logicalId.replace(/[0-9A-F]{8}$/, ''));
}

test('A synthesized stack is created and deleted in the right order', async () => {
  const number = await makeNumber(stage);
  const template = synthesized(number);
  const created = await stage.stack.deploy(template);
  expect(created.reason).toBeUndefined();
  const order = finished(created, 'CREATE_COMPLETE');
  expect(order.indexOf('Brand')).toBeLessThan(order.indexOf('Campaign'));
  expect(order.indexOf('TollFree')).toBeLessThan(order.indexOf('TollFreeAssociations'));
  const idOf = (name: string) => stage.stack.ref(template.find(({ logicalId }) => logicalId.startsWith(name))!.logicalId);
  expect(associatedWith(stage, idOf('Campaign'))).toEqual([idOf('Brand')]);
  expect(associatedWith(stage, template.map(({ logicalId }) => stage.stack.ref(logicalId)).find((id) => id.endsWith('/associations'))!.split('/')[0]!)).toEqual([number]);

  // The number is not released: the registration stays, and says so.
  const destroyed = await stage.stack.destroy();
  expect(destroyed.reason).toContain(`${number} (phone-number, TOLL_FREE) is still associated with it`);
  const gone = finished(destroyed, 'DELETE_COMPLETE');
  expect(gone.indexOf('Campaign')).toBeLessThan(gone.indexOf('Brand'));
  expect(gone).toContain('TollFreeAssociations');
  expect(finished(destroyed, 'DELETE_FAILED')).toEqual(['TollFree']);
});
