import type { AccountLimit } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Woken } from './continuations';
import { counted, wholeDays } from '../output/words';

/** `note`: worth knowing, and nothing to be done. `denied`: the credentials lack a permission. */
export type CheckState = 'ok' | 'note' | 'problem' | 'denied' | 'unknown';

export interface Check {
  readonly name: string;
  readonly state: CheckState;
  readonly text: string;
  /** What to do about it. */
  readonly advice?: string;
  /** To copy, so they are not wrapped. */
  readonly commands?: readonly string[];
}

const NEARLY_ALL = 0.8;

export function quotaCheck(name: string, what: string, { Used: used = 0, Max: max = 0 }: AccountLimit): Check {
  const text = `${used} of ${max} ${what} used`;
  const advice = 'Delete what you no longer need, or request a higher quota in the Service Quotas console.';
  if (used >= max) {
    return { name, state: 'problem', text, advice };
  }
  return used >= max * NEARLY_ALL ? { name, state: 'note', text, advice } : { name, state: 'ok', text };
}

export function tierCheck(tier: string | undefined): Check {
  const name = 'Account tier';
  return tier === 'SANDBOX'
    ? { name, state: 'note', text: 'SANDBOX: messages can only be sent to verified numbers', advice: 'Request production access in the console before you send messages to customers.' }
    : { name, state: 'ok', text: tier ?? 'unknown' };
}

const IMPORTANT = ['US_TEN_DLC_BRAND_REGISTRATION', 'US_TEN_DLC_CAMPAIGN_REGISTRATION', 'US_TOLL_FREE_REGISTRATION'];

export function typesCheck(types: readonly string[], region: string): Check {
  const name = 'Registration types';
  if (types.length === 0) {
    return { name, state: 'problem', text: `${region} offers no registration types`, advice: 'Use a Region that does, for example us-east-1.' };
  }
  const missing = IMPORTANT.filter((type) => !types.includes(type));
  return missing.length === 0
    ? { name, state: 'ok', text: `${region} offers ${types.length}` }
    : { name, state: 'note', text: `${region} offers ${types.length}, but not ${missing.join(', ')}` };
}

/** What the CDK's own deployments look for. */
export function bootstrapCheck(version: string | undefined, stackName: string, environment: string): Check {
  const name = 'CDK bootstrap';
  return version === undefined
    ? { name, state: 'problem', text: `the stack ${stackName} does not exist`, advice: `Run: npx cdk bootstrap ${environment}` }
    : { name, state: 'ok', text: `${stackName}, version ${version}` };
}

/** @param untagCommands one for each registration that the stack has left */
export function deletedStackCheck(stackName: string, untagCommands: readonly string[]): Check {
  return {
    name: `Stack ${stackName}`,
    state: 'note',
    text: 'no longer exists, but its registrations do',
    advice: 'Delete them, or adopt them in another stack ("export" prints the code) after removing the tags of this one, with the commands below.',
    commands: untagCommands,
  };
}

/** The handler is woken every 12 hours by default, and at least every day. */
const SWEEP_DAYS = 2;

/**
 * @param rulesSince when the rules of the stack last changed, in epoch milliseconds; undefined if it has none
 * @param woken undefined if the stack does not have the log of its handler
 */
export function wokenCheck(stackName: string, rulesSince: number | undefined, woken: Woken | undefined, now: number): Check {
  const name = `Stack ${stackName}`;
  if (rulesSince === undefined) {
    return { name, state: 'note', text: 'has no rules: it leaves nothing to do after a deploy, and notifies nobody' };
  }
  if (woken === undefined) {
    return {
      name,
      state: 'note',
      text: 'its log is not in the stack, so event delivery cannot be checked',
      advice: 'Look for lines with "requestType":"Continuation" in the log group that the function writes to.',
    };
  }
  const { byEvent, bySchedule } = woken;
  const text = `last woken by an event: ${ago(byEvent, now)}; by the schedule: ${ago(bySchedule, now)}`;
  if (wholeDays(Math.max(rulesSince, byEvent ?? 0, bySchedule ?? 0), now) > SWEEP_DAYS) {
    return { name, state: 'problem', text, advice: 'Check in the EventBridge console that both rules of the stack are enabled, and check the function for errors.' };
  }
  return byEvent === undefined
    ? { name, state: 'note', text: `${text}. The service delivers events on a best-effort basis; the schedule catches what is missed` }
    : { name, state: 'ok', text };
}

function ago(time: number | undefined, now: number): string {
  if (time === undefined) {
    return 'not in the latest log lines';
  }
  const days = wholeDays(time, now);
  return days === 0 ? 'within the last day' : `${counted(days, 'day')} ago`;
}
