import type { RegistrationDeniedReasonInformation } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { title } from './forms';
import { readData } from './model';
import type { Switches } from './switches';
import { Checked } from './types';

/** AWS's published codes, each with what is to be done about it. */
export const DENIAL_CODES: ReadonlyMap<string, string> = new Map(Object.entries(readData<Record<string, string>>('denial-codes.json')));

/** A reason as a denied version has it. The titles are the codes as text, which for most codes is the title in AWS's console. */
export function deniedReason(code: string, { deniedReason: member }: Pick<Switches, 'deniedReason'>): Checked<RegistrationDeniedReasonInformation> {
  const description = DENIAL_CODES.get(code);
  if (description === undefined) throw new Error(`${code} is not one of AWS's denial codes; anything else goes into reasons`);
  return { Reason: member === 'code' ? code : title(code), ShortDescription: title(code), LongDescription: description };
}
