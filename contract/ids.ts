/** What a registration can be associated with, as ARNs call it, and how its IDs begin. A sender ID has no prefix. */
export const ID_PREFIXES = { 'registration': 'registration-', 'phone-number': 'phone-', 'rcs-agent': 'rcs-', 'sender-id': undefined } as const;

export type TargetKind = keyof typeof ID_PREFIXES;

export const REGISTRATION_ID = /^registration-[0-9A-Za-z]+$/;
export const ATTACHMENT_ID = /^attachment-[0-9A-Za-z-]+$/;
const TARGET_ID = /^[0-9A-Za-z-]+$/;
const TARGET_ARN = /^arn:[^:]+:sms-voice:[^:]*:[^:]*:([a-z-]+)\/./;

/** The ID at the end of an ARN. That of a sender ID has a slash of its own. */
export function idOf(idOrArn: string): string {
  return idOrArn.startsWith('arn:') ? idOrArn.slice(idOrArn.indexOf('/') + 1) : idOrArn;
}

/** Undefined for anything that is neither an ID nor an ARN of the service. */
export function targetKindOf(idOrArn: string): TargetKind | undefined {
  const inArn = TARGET_ARN.exec(idOrArn)?.[1];
  const isOf = (prefix: string | undefined) => prefix !== undefined && idOrArn.startsWith(prefix) && TARGET_ID.test(idOrArn) && idOrArn !== prefix;
  return (Object.keys(ID_PREFIXES) as TargetKind[]).find((kind) => inArn === undefined ? isOf(ID_PREFIXES[kind]) : inArn === kind);
}
