import { randomBytes } from 'crypto';

/** The part of an ARN before the id, by the kind of resource. */
export type ArnKind = 'registration' | 'registration-attachment' | 'phone-number' | 'sender-id' | 'rcs-agent' | 'pool' | 'opt-out-list';

export type IdPrefix = 'registration' | 'attachment' | 'phone' | 'rcs' | 'pool';

export function newId(prefix: IdPrefix): string {
  return `${prefix}-${randomBytes(16).toString('hex')}`;
}

/** Names resources of one account and Region. */
export class Arns {
  constructor(private readonly region: string, private readonly account: string) {}

  public of(kind: ArnKind, id: string): string {
    return `arn:${partition(this.region)}:sms-voice:${this.region}:${this.account}:${kind}/${id}`;
  }

  /** The id in an ARN of this account and Region; anything else is taken as an id, which then is not found. */
  public id(kind: ArnKind, idOrArn: string): string {
    const prefix = this.of(kind, '');
    return idOrArn.startsWith(prefix) ? idOrArn.slice(prefix.length) : idOrArn;
  }

  /** What an ARN of this account and Region names. */
  public parse(arn: string): { kind: string; id: string } | undefined {
    const prefix = `arn:${partition(this.region)}:sms-voice:${this.region}:${this.account}:`;
    const [kind, ...rest] = arn.startsWith(prefix) ? arn.slice(prefix.length).split('/') : [];
    return kind && rest.length > 0 ? { kind, id: rest.join('/') } : undefined;
  }
}

function partition(region: string): string {
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  return 'aws';
}
