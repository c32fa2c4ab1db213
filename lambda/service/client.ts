import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';

/** A connection that says nothing for this long is given up and the call is repeated. */
const REQUEST_TIMEOUT_MS = 10_000;

/** The service allows one request per second and operation, so throttling is normal and only the deadline ends the tries. */
export function connect(): PinpointSMSVoiceV2Client {
  return new PinpointSMSVoiceV2Client({
    retryMode: 'adaptive',
    maxAttempts: 100,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: REQUEST_TIMEOUT_MS, throwOnRequestTimeout: true },
  });
}
