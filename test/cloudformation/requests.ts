import { randomUUID } from 'crypto';
import { setTimeout as sleep } from 'timers/promises';
import { Verdict } from './answers';
import { CustomResource, CustomResourceEvent, ChangeRequest } from './events';
import { ResponseServer } from './response-server';

/** Whoever takes events: the Lambda host, or a stand-in. */
export interface EventTarget {
  readonly functionArn: string;
  accept(event: CustomResourceEvent): void;
}

export interface RequestSettings {
  readonly target: EventTarget;
  readonly responses: ResponseServer;
  readonly stackId: string;
  readonly secondMs: number;
}

/** How a request ended for CloudFormation: answered, or no longer waited for. */
export interface Reply extends Omit<Verdict, 'violations'> {
  readonly outcome: 'answered' | 'timed out' | 'cancelled';
}

export interface SentRequest {
  readonly event: CustomResourceEvent;
  /** Undefined while CloudFormation waits. */
  reply?: Reply;
}

const DEFAULT_SERVICE_TIMEOUT = 3600;

/** Sends requests of one stack and waits for their answers. */
export class Requests {
  readonly sent: SentRequest[] = [];

  constructor(private readonly settings: RequestSettings) {}

  /** Waits for the first answer, ServiceTimeout, or the signal, whichever comes first. Never rejects. */
  async send(resource: CustomResource, change: ChangeRequest, cancelled?: AbortSignal): Promise<Reply> {
    const event = this.event(resource, change);
    const slot = this.settings.responses.open(event);
    const request: SentRequest = { event: { ...event, ResponseURL: slot.url } };
    this.sent.push(request);
    this.settings.target.accept(request.event);
    request.reply = await this.firstOf(slot.verdict, resource, event, cancelled);
    slot.close();
    return request.reply;
  }

  private event(resource: CustomResource, change: ChangeRequest): CustomResourceEvent {
    return {
      ServiceToken: resource.serviceToken ?? this.settings.target.functionArn,
      ResponseURL: '',
      StackId: this.settings.stackId,
      RequestId: randomUUID(),
      LogicalResourceId: resource.logicalId,
      ResourceType: resource.resourceType,
      ...change,
    };
  }

  private async firstOf(verdict: Promise<Verdict>, resource: CustomResource, event: CustomResourceEvent, cancelled?: AbortSignal): Promise<Reply> {
    const stop = new AbortController();
    const timeoutMs = (resource.serviceTimeout ?? DEFAULT_SERVICE_TIMEOUT) * this.settings.secondMs;
    const reply = await Promise.race([
      verdict.then((answer): Reply => ({ ...answer, outcome: 'answered' })),
      sleep(timeoutMs, timedOut(event), { signal: stop.signal }).catch(() => timedOut(event)),
      ...cancelled ? [cancellation(event, cancelled, stop.signal)] : [],
    ]);
    stop.abort();
    return reply;
  }
}

function cancellation(event: CustomResourceEvent, cancelled: AbortSignal, stop: AbortSignal): Promise<Reply> {
  const reason = `Resource ${event.RequestType === 'Create' ? 'creation' : 'update'} cancelled`;
  const reply: Reply = { outcome: 'cancelled', succeeded: false, reason, data: {}, noEcho: false };
  if (cancelled.aborted) return Promise.resolve(reply);
  return new Promise((resolve) => cancelled.addEventListener('abort', () => resolve(reply), { once: true, signal: stop }));
}

/** CloudFormation's own words, with its advice for Python users. */
function timedOut(event: CustomResourceEvent): Reply {
  const reason = 'CloudFormation did not receive a response from your Custom Resource. '
    + `Please check your logs for requestId [${event.RequestId}]. If you are using the Python cfn-response module, `
    + 'you may need to update your Lambda function code so that CloudFormation can attach the updated version.';
  return { outcome: 'timed out', succeeded: false, reason, data: {}, noEcho: false };
}
