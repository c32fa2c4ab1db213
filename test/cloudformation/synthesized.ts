import { CustomResource, Properties } from './events';
import { isCustom } from './template';

/** A template as the CDK writes it. */
export interface SynthesizedTemplate {
  readonly Resources?: Readonly<Record<string, SynthesizedResource>>;
}

interface SynthesizedResource {
  readonly Type: string;
  readonly Properties?: Properties & { readonly ServiceTimeout?: number };
  readonly DependsOn?: string | string[];
  readonly DeletionPolicy?: CustomResource['deletionPolicy'] | 'Snapshot';
  readonly UpdateReplacePolicy?: CustomResource['updateReplacePolicy'] | 'Snapshot';
}

/** Of these only the names and ARNs count: what they are made of, such as a bundle or a key, is not played. */
const WITHOUT_PROPERTIES = ['AWS::Lambda::Function', 'AWS::SNS::Topic', 'AWS::SQS::Queue'];

/**
 * The resources of a synthesized template that a stack of the driver can hold: custom resources, and those of the native types that it is
 * told how to play. The others, such as a role, are left out. A function is the driver's own.
 */
export function fromTemplate({ Resources = {} }: SynthesizedTemplate, nativeTypes: readonly string[] = []): CustomResource[] {
  const played = Object.entries(Resources).filter(([, { Type }]) => isCustom(Type) || nativeTypes.includes(Type));
  const ids = played.map(([logicalId]) => logicalId);
  return played.map(([logicalId, { Type, Properties: all = {}, DependsOn = [], DeletionPolicy, UpdateReplacePolicy }]) => {
    const { ServiceToken: _, ServiceTimeout: serviceTimeout, ...properties } = all;
    return {
      logicalId,
      resourceType: Type,
      properties: WITHOUT_PROPERTIES.includes(Type) ? {} : properties,
      serviceTimeout,
      dependsOn: [DependsOn].flat().filter((id) => ids.includes(id)),
      deletionPolicy: withoutSnapshot(logicalId, DeletionPolicy),
      updateReplacePolicy: withoutSnapshot(logicalId, UpdateReplacePolicy),
    };
  });
}

function withoutSnapshot<T extends string>(logicalId: string, policy: T | 'Snapshot' | undefined): T | undefined {
  if (policy === 'Snapshot') throw new Error(`${logicalId}: the policy Snapshot is not played`);
  return policy;
}
