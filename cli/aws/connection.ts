import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { ServiceReads } from './service-reads';
import { SteadyRate } from './steady-rate';
import type { Log } from '../../lambda/log';
import { EXIT_CODE } from '../exit-code';
import { Problem } from '../problem';

export interface ConnectionOptions {
  readonly region?: string;
  readonly profile?: string;
  /** Of AWS End User Messaging SMS alone, for example a simulator. */
  readonly endpointUrl?: string;
}

/** What the clients of the other services need to be like the first one. */
export type ClientConfig = Pick<PinpointSMSVoiceV2Client['config'], 'region' | 'credentials'>;

const MAX_ATTEMPTS = 6;
/** After this long without a response a call is tried again. */
const TIMEOUTS = { connectionTimeout: 5_000, requestTimeout: 10_000, throwOnRequestTimeout: true };

/** An account and Region, by the ordinary credentials of the AWS SDK. */
export class Connection {
  /** Fails without credentials or Region, before the first call. */
  public static async open({ region, profile, endpointUrl }: ConnectionOptions, log: Log): Promise<Connection> {
    // The AWS CLI knows the second name, the SDK does not.
    const client = new PinpointSMSVoiceV2Client({
      region: region || process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION || undefined,
      profile,
      endpoint: endpointUrl,
      // Each call is repeated by `Calls`, at the rate of the service.
      maxAttempts: 1,
      requestHandler: TIMEOUTS,
    });
    const found = await regionOf(client);
    await required(() => client.config.credentials(), 'No AWS credentials were found: pass --profile, or log in as you do for the AWS CLI.');
    const reads = new ServiceReads(client, { signal: new AbortController().signal, maxAttempts: MAX_ATTEMPTS, rateLimiter: new SteadyRate(), log });
    return new Connection(found, reads, client.config);
  }

  private constructor(
    public readonly region: string,
    public readonly reads: ServiceReads,
    public readonly config: ClientConfig,
  ) {}
}

async function regionOf({ config }: PinpointSMSVoiceV2Client): Promise<string> {
  try {
    return await config.region();
  } catch (error) {
    // The SDK has no error type of its own for this.
    if (error instanceof Error && error.message.startsWith('Region not accepted')) {
      throw new Problem(`The AWS Region is not valid. (${error.message})`);
    }
    throw new Problem(`No AWS Region is set: pass --region, or set AWS_REGION or the Region of the profile. (${messageOf(error)})`, EXIT_CODE.aws);
  }
}

async function required<T>(find: () => Promise<T>, otherwise: string): Promise<T> {
  try {
    return await find();
  } catch (error) {
    throw new Problem(`${otherwise} (${messageOf(error)})`, EXIT_CODE.aws);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
