import type { RegistrationEvent } from './events';

const PATIENCE_MS = 5_000;

/** Puts an event on the default bus. Returns what went wrong; nobody tries again, as events are best effort. */
export async function putEvents(
  { url, region }: { readonly url: string; readonly region: string }, event: RegistrationEvent, stopped: AbortSignal,
): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': 'AWSEvents.PutEvents',
        'Authorization': `AWS4-HMAC-SHA256 Credential=sms-voice/${event.time.slice(0, 10).replaceAll('-', '')}/${region}/events/aws4_request`,
      },
      body: JSON.stringify({ Entries: [entry(event)] }),
      signal: AbortSignal.any([stopped, AbortSignal.timeout(PATIENCE_MS)]),
    });
    return problem(response.status, await response.text());
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function entry(event: RegistrationEvent): object {
  return {
    Source: event.source,
    DetailType: event['detail-type'],
    Detail: JSON.stringify(event.detail),
    Resources: event.resources,
    Time: Date.parse(event.time) / 1000,
  };
}

function problem(status: number, body: string): string | undefined {
  if (status !== 200) return `HTTP ${status}: ${body.slice(0, 200)}`;
  const { FailedEntryCount = 0, Entries = [] } = JSON.parse(body) as { FailedEntryCount?: number; Entries?: { ErrorMessage?: string }[] };
  return FailedEntryCount > 0 ? Entries[0]?.ErrorMessage ?? 'refused' : undefined;
}
