import { Annotations, CfnResource, Stack, Token } from 'aws-cdk-lib';

interface Submitted {
  readonly where: string;
  readonly resource: CfnResource;
  readonly registrationType: string;
  readonly isSubmitted: boolean;
}

const PRICES = 'https://aws.amazon.com/end-user-messaging/pricing/';

/** The kind of fee, where AWS says it in its documentation. The amounts are on the page of the prices. */
const FEES: Readonly<Record<string, string>> = {
  US_TEN_DLC_BRAND_REGISTRATION: 'a fee for each submission',
  US_TEN_DLC_BRAND_VETTING: 'a fee for each submission',
  US_TEN_DLC_CAMPAIGN_REGISTRATION: 'fees for each submission and each month',
};

/** Says, once for each stack, what will be submitted and at whose expense. */
export function submissionNotes(registrations: readonly Submitted[]): void {
  const byStack = new Map<Stack, Submitted[]>();
  registrations.filter(({ isSubmitted }) => isSubmitted).forEach((one) => {
    const stack = Stack.of(one.resource);
    byStack.set(stack, [...byStack.get(stack) ?? [], one]);
  });
  byStack.forEach((submitted, stack) => {
    // On the first one: a note on the stack itself could not be acknowledged there in older versions of the CDK.
    const annotations = Annotations.of(submitted[0]!.resource);
    annotations.addInfoV2('cdk-sms-registration:submits', submitsNote(stack, submitted));
    if (isUnknown(stack)) {
      annotations.addWarningV2('cdk-sms-registration:submit-anywhere', anywhereWarning(submitted));
    }
  });
}

function submitsNote(stack: Stack, submitted: readonly Submitted[]): string {
  const types = new Map<string, number>();
  submitted.forEach(({ registrationType }) => types.set(registrationType, (types.get(registrationType) ?? 0) + 1));
  const parts = [...types].map(([type, count]) => `${count} ${Token.isUnresolved(type) ? 'of a type that the deploy decides' : type} (${FEES[type] ?? 'see the price list for fees'})`);
  const environment = isUnknown(stack) ? '' : ` to account ${stack.account}, Region ${stack.region}`;
  return `Stack "${stack.node.path}" submits${environment}: ${parts.join(', ')}. `
    + 'Forms that have to wait are submitted after the deploy, and submitted again, at most three times, if a denial only asks to wait. '
    + `Fees are not refunded, see ${PRICES}`;
}

function anywhereWarning([first, ...others]: readonly Submitted[]): string {
  const also = others.length === 0 ? '' : ` (and ${others.length} more of its stack)`;
  return `${first!.where}${also}: submit is true, but the stack names no account and Region, so the credentials of whoever deploys it decide where it is submitted and who pays. `
    + "Give the stack an environment: env: { account: '111122223333', region: 'us-east-1' }";
}

function isUnknown({ account, region }: Stack): boolean {
  return Token.isUnresolved(account) || Token.isUnresolved(region);
}
