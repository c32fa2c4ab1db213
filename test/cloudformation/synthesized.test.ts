import { fromTemplate, type SynthesizedTemplate } from './index';

test('A template of the CDK is taken with its custom resources, and the native ones that are played', () => {
  const Resources = {
    Handler: { Type: 'AWS::Lambda::Function' },
    Thing: {
      Type: 'Custom::Thing',
      Properties: { ServiceToken: { 'Fn::GetAtt': ['Handler', 'Arn'] }, ServiceTimeout: 1200, size: 1 },
      DependsOn: ['Handler', 'Topic'],
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Delete',
    },
    Topic: { Type: 'AWS::SNS::Topic' },
  } satisfies SynthesizedTemplate['Resources'];
  expect(fromTemplate({ Resources }, ['AWS::SNS::Topic'])).toEqual([
    {
      logicalId: 'Thing',
      resourceType: 'Custom::Thing',
      properties: { size: 1 },
      serviceTimeout: 1200,
      dependsOn: ['Topic'],
      deletionPolicy: 'Retain',
      updateReplacePolicy: 'Delete',
    },
    { logicalId: 'Topic', resourceType: 'AWS::SNS::Topic', properties: {}, dependsOn: [] },
  ]);
});

test('A policy that is not played is refused', () => {
  expect(() => fromTemplate({ Resources: { Thing: { Type: 'Custom::Thing', DeletionPolicy: 'Snapshot' } } })).toThrow('Thing: the policy Snapshot is not played');
});
