import type { PinpointSMSVoiceV2 } from '@aws-sdk/client-pinpoint-sms-voice-v2';

/** The values of a form by field path. */
export type Values = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A field as the service and the template have it. */
export interface Field {
  readonly FieldPath?: string;
  readonly TextValue?: string;
  readonly SelectChoices?: string[];
  readonly RegistrationAttachmentId?: string;
}

export function byPath(fields: readonly Field[]): Values {
  return Object.fromEntries(fields.map(({ FieldPath = '', TextValue, SelectChoices, RegistrationAttachmentId }) => (
    [FieldPath, TextValue ?? SelectChoices ?? RegistrationAttachmentId]
  )));
}

/** What the service has. */
export async function storedValues(api: PinpointSMSVoiceV2, RegistrationId: string): Promise<Values> {
  const { RegistrationFieldValues = [] } = await api.describeRegistrationFieldValues({ RegistrationId, MaxResults: 100 });
  return byPath(RegistrationFieldValues);
}
