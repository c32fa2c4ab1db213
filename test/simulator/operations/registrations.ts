import type {
  CreateRegistrationRequest,
  CreateRegistrationResult,
  DeleteRegistrationRequest,
  DeleteRegistrationResult,
  DescribeRegistrationsRequest,
  DescribeRegistrationsResult,
  RegistrationInformation,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { conflict, notFound, quotaExceeded, Resource } from '../errors';
import { newId } from '../ids';
import { applyFilters, page } from '../paging';
import { isLive, Service, tagList } from '../service';
import { currentVersion, Registration } from '../state';
import { Checked } from '../types';
import { disassociationBehavior, holdersOf } from './associations';
import { newTags } from './new-tags';
import { newVersion } from './versions';

export function createRegistration(service: Service, input: Checked<CreateRegistrationRequest>): Checked<CreateRegistrationResult> {
  return service.once('CreateRegistration', input, () => {
    service.forms.get(input.RegistrationType);
    checkQuota(service);
    const registration: Registration = {
      id: newId('registration'),
      type: input.RegistrationType,
      status: 'CREATED',
      versions: [],
      associations: [],
      everAssociated: [],
      createdAt: service.clock.date(),
      visibleFrom: service.clock.now() + service.switches.createLagMs,
      tags: newTags(service, input.Tags),
      history: [],
    };
    registration.versions.push(newVersion(1, registration.createdAt));
    service.state.registrations.set(registration.id, registration);
    service.record(registration, 'CreateRegistration', registration.createdAt);
    service.announce(registration, registration.createdAt);
    return { ...information(service, registration), Tags: tagList(registration.tags) };
  });
}

/** How many of the quota are used. */
export function countedRegistrations(service: Service): number {
  return service.liveRegistrations().filter(({ status }) => status !== 'CLOSED' || service.switches.closedCountsAgainstQuota).length;
}

function checkQuota(service: Service): void {
  const { quotas } = service.switches;
  if (countedRegistrations(service) >= quotas.registrations) {
    throw quotaExceeded('REGISTRATIONS_PER_ACCOUNT', `The account has its ${quotas.registrations} registrations.`);
  }
}

export function describeRegistrations(service: Service, input: Checked<DescribeRegistrationsRequest>): Checked<DescribeRegistrationsResult> {
  const ids = input.RegistrationIds?.map((id) => service.arns.id('registration', id)) ?? [];
  const candidates = ids.length > 0
    ? service.describedById(
      ids,
      (id) => [service.state.registrations.get(id)].find((found) => found && service.isVisible(found)),
      (id) => notFound({ type: 'registration', id }),
    )
    : service.described(service.state.registrations.values()).filter((registration) => service.isVisible(registration));
  const rows = applyFilters(candidates.map((registration) => information(service, registration)), input.Filters, {
    'registration-type': (row) => row.RegistrationType,
    'registration-status': (row) => row.RegistrationStatus,
  });
  const { items, NextToken } = page('DescribeRegistrations', rows, input, service.switches.pageSize, {
    key: ({ RegistrationId }) => RegistrationId,
    keys: ids.length > 0 ? ids : service.state.registrations.keys(),
  });
  return { Registrations: items, NextToken };
}

/** Deletes at once; what was uploaded for the registration stays, its associations end. */
export function deleteRegistration(service: Service, input: Checked<DeleteRegistrationRequest>): Checked<DeleteRegistrationResult> {
  const registration = service.registration(input.RegistrationId);
  checkDeletable(service, registration);
  const before = registration.status;
  const at = service.clock.date();
  service.move(registration, { registration: 'DELETED' }, 'DeleteRegistration', at);
  registration.deletedAt = at;
  registration.associations = [];
  const answer = { ...information(service, registration), RegistrationStatus: 'DELETED' as const };
  // Kept for the switch `gone: 'lag'`, which goes on describing the old row.
  registration.status = before;
  return answer;
}

function checkDeletable(service: Service, registration: Registration): void {
  const checks = [checkNotInReview, checkNotHeld];
  if (service.switches.deleteRefusal === 'holders-first') checks.reverse();
  for (const check of checks) check(service, registration, { type: 'registration', id: registration.id });
}

function checkNotInReview(service: Service, registration: Registration, resource: Resource): void {
  if (service.switches.inReview.includes(registration.status)) {
    throw conflict('RESOURCE_DELETION_NOT_ALLOWED', resource, `A registration in status ${registration.status} cannot be deleted.`);
  }
}

function checkNotHeld(service: Service, registration: Registration, resource: Resource): void {
  const held = registration.associations.filter((association) =>
    disassociationBehavior(service, registration, association) !== 'DELETE_REGISTRATION_DISASSOCIATES');
  if (held.length + holdersOf(service, registration).length > 0) {
    throw conflict('RESOURCE_NOT_EMPTY', resource, 'The registration still has associated resources.');
  }
}

function information(service: Service, registration: Registration): Checked<RegistrationInformation> {
  return {
    RegistrationArn: service.arns.of('registration', registration.id),
    RegistrationId: registration.id,
    RegistrationType: registration.type,
    RegistrationStatus: shownStatus(service, registration),
    CurrentVersionNumber: currentVersion(registration).number,
    ...(registration.approvedVersion && { ApprovedVersionNumber: registration.approvedVersion }),
    ...(registration.latestDeniedVersion && { LatestDeniedVersionNumber: registration.latestDeniedVersion }),
    CreatedTimestamp: registration.createdAt,
  };
}

function shownStatus(service: Service, registration: Registration): Registration['status'] {
  if (!isLive(registration) && service.showsAsDeleted(registration)) return 'DELETED';
  const shown = registration.shownUntil;
  return shown && registration.status === 'SUBMITTED' && service.clock.now() < shown.time ? shown.status : registration.status;
}
