/** Where the console of each partition is. No documentation names a link to one registration, so the link leads to their list. */
const CONSOLES: Readonly<Record<string, string>> = {
  'aws': 'console.aws.amazon.com', 'aws-cn': 'console.amazonaws.cn', 'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** The page of the console that lists the registrations, in the Region and partition of an ARN. */
export function consoleLink(arn: string): string {
  const [, partition, , region] = arn.split(':');
  const host = CONSOLES[partition!] ?? CONSOLES.aws!;
  return `https://${region}.${host}/sms-voice/home?region=${region}#/registrations`;
}
