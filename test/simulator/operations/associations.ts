import type {
  CreateRegistrationAssociationRequest,
  CreateRegistrationAssociationResult,
  ListRegistrationAssociationsRequest,
  ListRegistrationAssociationsResult,
  RegistrationAssociationMetadata,
  RegistrationDisassociationBehavior,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { conflict, invalid, notFound, quotaExceeded, Resource } from '../errors';
import { FormAssociation } from '../forms';
import { applyFilters, page } from '../paging';
import { isLive, Service } from '../service';
import { Association, newestVersion, PhoneNumber, Registration } from '../state';
import { Checked } from '../types';

export function createRegistrationAssociation(
  service: Service, input: Checked<CreateRegistrationAssociationRequest>,
): Checked<CreateRegistrationAssociationResult> {
  const registration = service.registration(input.RegistrationId);
  const association = resolve(service, input.ResourceId);
  associate(service, registration, association);
  return {
    RegistrationArn: service.arns.of('registration', registration.id),
    RegistrationId: registration.id,
    RegistrationType: registration.type,
    ...metadata(association),
  };
}

export function listRegistrationAssociations(
  service: Service, input: Checked<ListRegistrationAssociationsRequest>,
): Checked<ListRegistrationAssociationsResult> {
  const registration = service.registration(input.RegistrationId);
  const held = service.switches.heldByListed ? holdersOf(service, registration).map((holder) => ofRegistration(service, holder)) : [];
  const rows = applyFilters([...registration.associations, ...held], input.Filters, {
    'resource-type': (association) => association.resourceType,
    'iso-country-code': (association) => association.isoCountryCode,
  });
  const { items, NextToken } = page('ListRegistrationAssociations', rows, input, service.switches.pageSize, {
    key: ({ resourceId }) => resourceId,
    keys: [...service.state.registrations.keys(), ...registration.everAssociated],
  });
  return {
    RegistrationArn: service.arns.of('registration', registration.id),
    RegistrationId: registration.id,
    RegistrationType: registration.type,
    RegistrationAssociations: items.map(metadata),
    NextToken,
  };
}

/** Associates after every check; also what RequestPhoneNumber with a RegistrationId does. */
export function associate(service: Service, registration: Registration, association: Association): void {
  checkAssociable(service, registration, association);
  addAssociation(registration, association);
  takeIntoUse(service, registration, association);
}

/** The carriers take up a number of a campaign that is COMPLETE, at once or after a while. */
function takeIntoUse(service: Service, registration: Registration, { resourceId }: Association): void {
  const number = service.state.phoneNumbers.get(resourceId);
  if (number?.status !== 'PENDING' || registration.status !== 'COMPLETE') return;
  const activate = () => { if (number.status === 'PENDING') number.status = 'ACTIVE'; };
  if (service.switches.carrierMs === 0) activate();
  else service.clock.schedule(service.switches.carrierMs, activate);
}

export function addAssociation(registration: Registration, association: Association): void {
  registration.associations.push(association);
  registration.everAssociated.push(association.resourceId);
}

/** The refusals, in order. Which Reason belongs to which case is inferred from their names. */
export function checkAssociable(service: Service, registration: Registration, association: Association): void {
  const supported = supportedBy(service, registration, association);
  if (!supported || supported.associationBehavior === 'ASSOCIATE_ON_APPROVAL') {
    throw invalid('INVALID_REGISTRATION_ASSOCIATION', `A ${registration.type} cannot be associated with a ${association.resourceType}.`);
  }
  checkFree(service, registration, association);
  checkTime(registration, supported);
  checkBrand(service, association);
  checkQuotas(service, registration, association);
}

function checkFree(service: Service, registration: Registration, association: Association): void {
  const resource = resourceOf(association);
  if (registration.associations.some(({ resourceId }) => resourceId === association.resourceId)) {
    throw conflict('RESOURCE_ALREADY_ASSOCIATED', resource, 'The resource is already associated with this registration.');
  }
  const other = holders(service, association.resourceId);
  if (resource.type === 'phone-number' && other.length > 0) {
    throw conflict('PHONE_NUMBER_ASSOCIATED_TO_REGISTRATION', resource, 'The phone number is associated with another registration.');
  }
  if (resource.type === 'rcs-agent' && other.some(({ type }) => type === registration.type)) {
    throw conflict('RCS_AGENT_ALREADY_ASSOCIATED_TO_REGISTRATION_TYPE', resource, 'The agent has a registration of this type.');
  }
}

function checkTime(registration: Registration, supported: FormAssociation): void {
  const resource: Resource = { type: 'registration', id: registration.id };
  if (supported.associationBehavior === 'ASSOCIATE_AFTER_COMPLETE' && registration.status !== 'COMPLETE') {
    throw conflict('REGISTRATION_NOT_COMPLETE', resource, `The registration is ${registration.status}, not COMPLETE.`);
  }
  const beforeSubmit = newestVersion(registration)?.status === 'DRAFT' || ['CREATED', 'REQUIRES_UPDATES'].includes(registration.status);
  if (supported.associationBehavior === 'ASSOCIATE_BEFORE_SUBMIT' && !beforeSubmit) {
    throw conflict('REGISTRATION_ALREADY_SUBMITTED', resource, 'The registration was submitted already.');
  }
}

function checkBrand(service: Service, association: Association): void {
  const brand = service.state.registrations.get(association.resourceId);
  if (brand && brand.status !== 'COMPLETE' && service.switches.incompleteBrand === 'refused') {
    throw conflict('REGISTRATION_NOT_COMPLETE', { type: 'registration', id: brand.id }, `The brand is ${brand.status}, not COMPLETE.`);
  }
}

function checkQuotas(service: Service, registration: Registration, association: Association): void {
  const { associationsPerRegistration = Infinity, numbersPerCampaign } = service.switches.quotas;
  if (registration.associations.length >= associationsPerRegistration) {
    throw quotaExceeded('ASSOCIATIONS_PER_REGISTRATION', `The registration has its ${associationsPerRegistration} associations.`);
  }
  const numbers = registration.associations.filter(({ resourceType }) => resourceType === 'TEN_DLC');
  if (association.resourceType === 'TEN_DLC' && numbers.length >= numbersPerCampaign) {
    throw quotaExceeded('PHONE_NUMBERS_PER_REGISTRATION', `The campaign has its ${numbersPerCampaign} numbers.`);
  }
}

/** The live registrations that a resource is associated with. */
export function holders(service: Service, resourceId: string): Registration[] {
  return service.liveRegistrations().filter(({ associations }) => associations.some((association) => association.resourceId === resourceId));
}

/** The registrations that keep another one from being deleted (switch `holdsBrand`). */
export function holdersOf(service: Service, { id }: Registration): Registration[] {
  return holders(service, id).filter(({ type }) => service.switches.holdsBrand.includes(type));
}

/** The end of a resource ends its associations, and may close the registration. */
export function checkReleasable(service: Service, resource: Resource): void {
  const reviewed = holders(service, resource.id).find(({ status }) => service.switches.inReview.includes(status));
  if (reviewed) {
    throw conflict('DISASSOCIATE_REGISTRATION_NOT_ALLOWED', resource, `The registration ${reviewed.id} is ${reviewed.status}.`);
  }
}

export function endAssociations(service: Service, resourceId: string, cause: string): void {
  for (const registration of holders(service, resourceId)) {
    const ended = registration.associations.find((association) => association.resourceId === resourceId)!;
    const closes = disassociationBehavior(service, registration, ended) === 'DISASSOCIATE_ALL_CLOSES_REGISTRATION';
    registration.associations = registration.associations.filter((association) => association !== ended);
    if (closes && registration.associations.length === 0 && service.switches.closedByRelease.includes(registration.status)) {
      service.move(registration, { registration: 'CLOSED' }, cause);
    }
  }
}

export function disassociationBehavior(
  service: Service, registration: Registration, association: Association,
): RegistrationDisassociationBehavior | undefined {
  return supportedBy(service, registration, association)?.disassociationBehavior;
}

function supportedBy(service: Service, registration: Registration, association: Association): FormAssociation | undefined {
  return service.forms.get(registration.type).associations.find((supported) =>
    supported.resourceType === association.resourceType
    && (!supported.isoCountryCode || supported.isoCountryCode === association.isoCountryCode));
}

/** A phone number, an RCS agent or another registration, by id or ARN. */
function resolve(service: Service, idOrArn: string): Association {
  const number = service.state.phoneNumbers.get(service.arns.id('phone-number', idOrArn));
  if (number && isLive(number)) return ofNumber(service, number);
  const agent = service.state.rcsAgents.get(service.arns.id('rcs-agent', idOrArn));
  if (agent && isLive(agent)) return { resourceArn: service.arns.of('rcs-agent', agent.id), resourceId: agent.id, resourceType: 'RCS_AGENT' };
  const id = service.arns.id('registration', idOrArn);
  const registration = service.liveRegistrations().find((candidate) => candidate.id === id && service.isVisible(candidate));
  if (registration) return ofRegistration(service, registration);
  throw notFound({ type: kindOf(idOrArn), id: idOrArn });
}

function ofRegistration(service: Service, { id, type }: Registration): Association {
  return { resourceArn: service.arns.of('registration', id), resourceId: id, resourceType: type };
}

export function ofNumber(service: Service, number: PhoneNumber): Association {
  return {
    resourceArn: service.arns.of('phone-number', number.id),
    resourceId: number.id,
    resourceType: number.numberType,
    isoCountryCode: number.isoCountryCode,
    phoneNumber: number.phoneNumber,
  };
}

function resourceOf(association: Association): Resource {
  return { type: kindOf(association.resourceId), id: association.resourceId };
}

function kindOf(idOrArn: string): 'registration' | 'rcs-agent' | 'phone-number' {
  if (/(^|[/:])registration-/.test(idOrArn)) return 'registration';
  return /(^|[/:])rcs-/.test(idOrArn) ? 'rcs-agent' : 'phone-number';
}

function metadata(association: Association): Checked<RegistrationAssociationMetadata> {
  return {
    ResourceArn: association.resourceArn,
    ResourceId: association.resourceId,
    ResourceType: association.resourceType,
    IsoCountryCode: association.isoCountryCode,
    PhoneNumber: association.phoneNumber,
  };
}
