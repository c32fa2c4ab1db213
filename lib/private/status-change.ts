import type { EventPattern } from 'aws-cdk-lib/aws-events';

/** The only event that the service sends about registrations. */
export const STATUS_CHANGE = { source: ['aws.sms-voice'], detailType: ['Registration Status Change'] } as const satisfies EventPattern;
