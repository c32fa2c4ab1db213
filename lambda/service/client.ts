import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';

/** After this long without a response the call is retried on another connection. */
const REQUEST_TIMEOUT_MS = 10_000;

/** Without retries: `Calls` retries at the rate of the service, until the deadline. */
export function connect(): PinpointSMSVoiceV2Client {
  return new PinpointSMSVoiceV2Client({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: REQUEST_TIMEOUT_MS, throwOnRequestTimeout: true },
  });
}
