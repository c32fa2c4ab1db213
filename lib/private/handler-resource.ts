import { CfnDeletionPolicy, CfnResource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { references } from './template-graph';
import { SERVICE_TIMEOUT } from './timeouts';
import type { RegistrationHandler } from '../registration-handler';

/** The properties of a custom resource by their names in the template. */
export type Properties = { readonly [name: string]: unknown };

/** Every property that the handler reads: a new one is a compile error where it is not declared. Undefined leaves it out of the template. */
export type PropertiesOf<P> = { readonly [name in keyof P]-?: unknown };

/** The attributes of a resource that others follow, by their names in the template. */
const FOLLOWED = new Map([['DeletionPolicy', 'deletionPolicy'], ['UpdateReplacePolicy', 'updateReplacePolicy']] as const);

/** A custom resource that a handler works on. It records what it refers to, which the CDK does not reveal. */
export class HandlerResource extends CfnResource {
  private readonly overrides: unknown[] = [];

  constructor(scope: Construct, id: string, public readonly handler: RegistrationHandler, type: string, public readonly declared: Properties) {
    super(scope, id, { type, properties: { ServiceToken: handler.serviceToken, ServiceTimeout: SERVICE_TIMEOUT.toSeconds(), ...declared } });
  }

  /** Escape hatches may refer to other resources, too, or set a policy that others follow. All others of CfnResource use this one. */
  public addOverride(path: string, value: unknown): void {
    const followed = FOLLOWED.get(path as 'DeletionPolicy');
    if (followed) {
      this.cfnOptions[followed] = value as CfnDeletionPolicy;
    }
    this.overrides.push({ [path]: value });
    super.addOverride(path, value);
  }

  /** The logical ids that its properties refer to. */
  public get references(): string[] {
    return references(this.stack.resolve([this.declared, this.overrides]));
  }
}
