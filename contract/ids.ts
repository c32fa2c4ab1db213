/** What a registration can be associated with, as ARNs call it, and how its ids begin. */
const ID_PREFIXES = { 'registration': 'registration-', 'phone-number': 'phone-', 'rcs-agent': 'rcs-', 'sender-id': undefined } as const;

export type TargetKind = keyof typeof ID_PREFIXES;

export const REGISTRATION_ID = /^registration-[0-9A-Za-z]+$/;
export const ATTACHMENT_ID = /^attachment-[0-9A-Za-z-]+$/;

/** The id at the end of an ARN. That of a sender ID has a slash of its own. */
export function idOf(idOrArn: string): string {
  return idOrArn.startsWith('arn:') ? idOrArn.slice(idOrArn.indexOf('/') + 1) : idOrArn;
}

/** Undefined for what is neither an id nor an ARN of the service. */
export function kindOf(idOrArn: string): TargetKind | undefined {
  const inArn = /^arn:[^:]+:sms-voice:[^:]*:[^:]*:([a-z-]+)\/./.exec(idOrArn)?.[1];
  return (Object.keys(ID_PREFIXES) as TargetKind[]).find((kind) => {
    const prefix = ID_PREFIXES[kind];
    return inArn === undefined ? prefix !== undefined && idOrArn.startsWith(prefix) : inArn === kind;
  });
}
