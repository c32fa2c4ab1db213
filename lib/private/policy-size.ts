/** Of all inline policies of a role together, white space not counted. */
export const MAX_INLINE_CHARACTERS = 10_240;

/** The shortest lengths of values that are only known at deploy time. */
const SHORTEST: Readonly<Record<string, number>> = {
  'AWS::Partition': 'aws'.length,
  'AWS::Region': 'us-east-1'.length,
  'AWS::AccountId': '111122223333'.length,
  'AWS::StackId': 'arn:aws:cloudformation:us-east-1:111122223333:stack/s/00000000-0000-0000-0000-000000000000'.length,
};

/** How many characters a policy document of a template has at least in IAM. */
export function minCharacters(document: unknown): number {
  return JSON.stringify(withoutIntrinsics(document)).length;
}

/** With a text of the shortest possible length for whatever CloudFormation fills in. */
function withoutIntrinsics(part: unknown): unknown {
  if (Array.isArray(part)) {
    return part.map(withoutIntrinsics);
  }
  if (typeof part !== 'object' || part === null) {
    return part;
  }
  const [[key, value] = [], ...others] = Object.entries(part) as [string, unknown][];
  if (others.length === 0 && key === 'Ref') {
    return 'x'.repeat(SHORTEST[String(value)] ?? 1);
  }
  if (others.length === 0 && key === 'Fn::Join') {
    const [separator, parts] = value as [string, unknown[]];
    return Array.isArray(parts) ? parts.map((one) => String(withoutIntrinsics(one))).join(separator) : 'x';
  }
  if (others.length === 0 && key?.startsWith('Fn::')) {
    return 'x';
  }
  return Object.fromEntries(Object.entries(part).map(([name, one]: [string, unknown]) => [name, withoutIntrinsics(one)]));
}
