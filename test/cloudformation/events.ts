/** What a template may hold: numbers and booleans included. */
export type PropertyValue = string | number | boolean | undefined | PropertyValue[] | { [name: string]: PropertyValue };
export interface Properties { [name: string]: PropertyValue }

/** What reaches the handler: every scalar is a string. */
export type WireValue = string | WireValue[] | { [name: string]: WireValue };
export interface WireProperties { [name: string]: WireValue }

interface RequestFields {
  RequestId: string;
  ResponseURL: string;
  ResourceType: string;
  LogicalResourceId: string;
  StackId: string;
  ServiceToken: string;
  ResourceProperties: WireProperties;
}

export interface CreateEvent extends RequestFields { RequestType: 'Create' }
export interface UpdateEvent extends RequestFields { RequestType: 'Update'; PhysicalResourceId: string; OldResourceProperties: WireProperties }
export interface DeleteEvent extends RequestFields { RequestType: 'Delete'; PhysicalResourceId: string }
export type CustomResourceEvent = CreateEvent | UpdateEvent | DeleteEvent;

/** The part of an event that says what is wanted; the other fields come from the stack and the resource. */
export type ChangeRequest =
  | { RequestType: 'Create'; ResourceProperties: WireProperties }
  | { RequestType: 'Update'; PhysicalResourceId: string; ResourceProperties: WireProperties; OldResourceProperties: WireProperties }
  | { RequestType: 'Delete'; PhysicalResourceId: string; ResourceProperties: WireProperties };

/** A custom resource as a template declares it. */
export interface CustomResource {
  readonly logicalId: string;
  readonly resourceType: string;
  readonly properties: Properties;
  /** Default: the ARN of the driver's function. */
  readonly serviceToken?: string;
  /** Seconds, 1 to 3600. Default: not in the properties, and 3600 is waited. */
  readonly serviceTimeout?: number;
  readonly dependsOn?: string[];
  readonly deletionPolicy?: 'Delete' | 'Retain' | 'RetainExceptOnCreate';
  readonly updateReplacePolicy?: 'Delete' | 'Retain';
}

/** CloudFormation sends every scalar as a string, at any depth. */
export function toWire(properties: Properties): WireProperties {
  const entries = Object.entries(properties).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, wireValue(value)]));
}

export function wireProperties(resource: CustomResource, serviceToken: string): WireProperties {
  return toWire({ ServiceToken: serviceToken, ServiceTimeout: resource.serviceTimeout, ...resource.properties });
}

function wireValue(value: PropertyValue): WireValue {
  if (value === null || value === undefined) throw new Error('CloudFormation: null values are not allowed in templates');
  if (Array.isArray(value)) return value.map(wireValue);
  if (typeof value === 'object') return toWire(value);
  return String(value);
}
