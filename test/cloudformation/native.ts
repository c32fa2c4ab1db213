import { WireProperties, ChangeRequest } from './events';
import { Reply } from './requests';

/** What the create or update of a native resource has led to. Another id than before means that it was replaced. */
export interface NativeState {
  readonly physicalId: string;
  readonly attributes: Record<string, unknown>;
}

/** What CloudFormation itself does for one type of resource. A rejection fails the resource, with the error's message as the reason. */
export interface NativeResource {
  create(properties: WireProperties): Promise<NativeState>;
  /** Absent where every change is a replacement. */
  update?(physicalId: string, properties: WireProperties): Promise<NativeState>;
  delete(physicalId: string): Promise<void>;
}

/** By type, for example `AWS::SNS::Topic`. */
export type NativeResources = Readonly<Record<string, NativeResource>>;

/** One step in the life of a native resource, told as a custom resource's answer would be. Never rejects. */
export async function perform(native: NativeResource, request: ChangeRequest): Promise<Reply> {
  try {
    const state = await step(native, request);
    return { outcome: 'answered', succeeded: true, physicalId: state?.physicalId, data: state?.attributes ?? {}, noEcho: false };
  } catch (error) {
    return { outcome: 'answered', succeeded: false, reason: (error as Error).message, data: {}, noEcho: false };
  }
}

async function step(native: NativeResource, request: ChangeRequest): Promise<NativeState | undefined> {
  switch (request.RequestType) {
    case 'Create':
      return native.create(request.ResourceProperties);
    case 'Update':
      return native.update ? native.update(request.PhysicalResourceId, request.ResourceProperties) : native.create(request.ResourceProperties);
    case 'Delete':
      await native.delete(request.PhysicalResourceId);
      return undefined;
  }
}
