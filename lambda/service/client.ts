import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';

/** A connection that says nothing for this long is given up and the call is repeated. */
const REQUEST_TIMEOUT_MS = 10_000;

/** It tries once: `Calls` repeats what failed, at the pace of the service, until the deadline. */
export function connect(): PinpointSMSVoiceV2Client {
  return new PinpointSMSVoiceV2Client({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: REQUEST_TIMEOUT_MS, throwOnRequestTimeout: true },
  });
}
