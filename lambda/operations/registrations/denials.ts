import type { Denial } from '../../decisions/denied-reasons';
import { isDenied } from '../../decisions/statuses';
import type { FieldValue, Version } from '../../service/types';

/** AWS's denial codes and what to do about them: a file of its own in the bundle, because most deploys see no denial. */
const load = () => import('../../decisions/denied-reasons.js');

/** Whether a version was denied only because something else has to finish first. */
export async function wasDeniedToWait(version: Version): Promise<boolean> {
  return isDenied(version.RegistrationVersionStatus) && (await load()).isWaitDenial(version);
}

/** What was denied, why, and what to do next, with quoted values hidden. */
export async function denialOf(registrationId: string, version: Version, fields: readonly FieldValue[]): Promise<Denial> {
  return (await load()).describeDenial(registrationId, version, fields);
}
