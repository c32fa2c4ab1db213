import {
  CreateRegistrationAssociationCommand, CreateRegistrationCommand, CreateRegistrationVersionCommand, DeleteRegistrationCommand,
  DeleteRegistrationFieldValueCommand, DescribePhoneNumbersCommand, DescribeRegistrationFieldDefinitionsCommand,
  DescribeRegistrationFieldValuesCommand, DescribeRegistrationTypeDefinitionsCommand, DescribeRegistrationVersionsCommand,
  DescribeRegistrationsCommand, DiscardRegistrationVersionCommand, ListRegistrationAssociationsCommand, ListTagsForResourceCommand,
  PutRegistrationFieldValueCommand, SubmitRegistrationVersionCommand, TagResourceCommand, UntagResourceCommand,
  type SupportedAssociation, type Tag,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { Calls } from './calls';
import { ServiceError } from './service-error';
import type { Association, FieldDefinition, FieldValue, Registration, Version } from './types';
import type { FieldProperty, TagProperty } from '../../contract/registration-resource';
import { withTimeLimit } from '../time-limit';

/** The maximum page size, so that most forms take one call. */
const MAX_PAGE = 100;

/** The calls for registrations: one method for each call, with all its pages. An instance lives as long as a run. */
export class Registrations extends Calls {
  private readonly definitions = new Map<string, Promise<FieldDefinition[]>>();
  private readonly supported = new Map<string, Promise<SupportedAssociation[]>>();

  /** The same service, but every change first calls `assertCurrent`, which may fail. */
  public guardedBy(assertCurrent: (operation: string) => Promise<void>): Registrations {
    return new Registrations(this.client, { ...this.options, assertCurrent });
  }

  /** The same service, whose calls end earlier. */
  public within(milliseconds: number): Registrations {
    return new Registrations(this.client, { ...this.options, signal: withTimeLimit(this.signal, milliseconds) });
  }

  /** @param withinMs after that nothing is created any more */
  public async create(registrationType: string, tags: readonly TagProperty[], clientToken: string, withinMs: number): Promise<Registration> {
    const result = await this.call('CreateRegistration', new CreateRegistrationCommand({
      RegistrationType: registrationType, Tags: [...tags], ClientToken: clientToken,
    }), {}, withTimeLimit(this.signal, withinMs));
    if (!result.RegistrationId || !result.RegistrationArn) {
      throw new ServiceError('CreateRegistration', 'IncompleteAnswer');
    }
    return result as Registration;
  }

  /** Undefined if the service does not know it, however it says so. */
  public async find(registrationId: string): Promise<Registration | undefined> {
    try {
      const page = await this.call('DescribeRegistrations', new DescribeRegistrationsCommand({ RegistrationIds: [registrationId] }), { registrationId });
      return page.Registrations?.[0] as Registration | undefined;
    } catch (error) {
      if (error instanceof ServiceError && error.isNotFound) {
        return undefined;
      }
      throw error;
    }
  }

  public async list(): Promise<Registration[]> {
    const found = await this.pages(
      (NextToken) => this.call('DescribeRegistrations', new DescribeRegistrationsCommand({ MaxResults: MAX_PAGE, NextToken })),
      (page) => page.Registrations,
    );
    return found as Registration[];
  }

  /** The versions of the form, newest first. Their status, not that of the registration, tells what can be done. */
  public async versions(registrationId: string): Promise<Version[]> {
    const versions = await this.pages(
      (NextToken) => this.call('DescribeRegistrationVersions', new DescribeRegistrationVersionsCommand({ RegistrationId: registrationId, NextToken }), { registrationId }),
      (page) => page.RegistrationVersions,
    ) as Version[];
    return versions.sort((a, b) => b.VersionNumber - a.VersionNumber);
  }

  public async newestVersion(registrationId: string): Promise<Version | undefined> {
    return (await this.versions(registrationId))[0];
  }

  public async createVersion(registrationId: string): Promise<Version> {
    const command = new CreateRegistrationVersionCommand({ RegistrationId: registrationId });
    return await this.call('CreateRegistrationVersion', command, { registrationId }) as Version;
  }

  public async submitVersion(registrationId: string, awsReview: boolean): Promise<void> {
    const command = new SubmitRegistrationVersionCommand({ RegistrationId: registrationId, AwsReview: awsReview || undefined });
    await this.call('SubmitRegistrationVersion', command, { registrationId });
  }

  public async fieldValues(registrationId: string, versionNumber: number): Promise<FieldValue[]> {
    const values = await this.pages(
      (NextToken) => this.call('DescribeRegistrationFieldValues', new DescribeRegistrationFieldValuesCommand({
        RegistrationId: registrationId, VersionNumber: versionNumber, NextToken,
      }), { registrationId }),
      (page) => page.RegistrationFieldValues,
    );
    return values as FieldValue[];
  }

  /** Read once: the form of a type does not change during a run. */
  public async fieldDefinitions(registrationType: string): Promise<FieldDefinition[]> {
    return once(this.definitions, registrationType, () => this.describeFieldDefinitions(registrationType));
  }

  public async putFieldValue(registrationId: string, field: FieldProperty): Promise<void> {
    const { FieldPath, TextValue, SelectChoices, RegistrationAttachmentId } = field;
    await this.call('PutRegistrationFieldValue', new PutRegistrationFieldValueCommand({
      RegistrationId: registrationId, FieldPath, TextValue, SelectChoices: SelectChoices && [...SelectChoices], RegistrationAttachmentId,
    }), { registrationId, fieldPath: FieldPath });
  }

  public async deleteFieldValue(registrationId: string, fieldPath: string): Promise<void> {
    await this.call('DeleteRegistrationFieldValue', new DeleteRegistrationFieldValueCommand({
      RegistrationId: registrationId, FieldPath: fieldPath,
    }), { registrationId, fieldPath });
  }

  public async discardVersion(registrationId: string): Promise<void> {
    await this.call('DiscardRegistrationVersion', new DiscardRegistrationVersionCommand({ RegistrationId: registrationId }), { registrationId });
  }

  public async delete(registrationId: string): Promise<void> {
    await this.call('DeleteRegistration', new DeleteRegistrationCommand({ RegistrationId: registrationId }), { registrationId });
  }

  /** `idOrArn` names a number, an agent or another registration. */
  public async associate(registrationId: string, idOrArn: string): Promise<void> {
    await this.call('CreateRegistrationAssociation', new CreateRegistrationAssociationCommand({
      RegistrationId: registrationId, ResourceId: idOrArn,
    }), { registrationId, resourceId: idOrArn });
  }

  public async associations(registrationId: string): Promise<Association[]> {
    const associations = await this.pages(
      (NextToken) => this.call('ListRegistrationAssociations', new ListRegistrationAssociationsCommand({ RegistrationId: registrationId, NextToken }), { registrationId }),
      (page) => page.RegistrationAssociations,
    );
    return associations as Association[];
  }

  /** Read once, like the form. */
  public async supportedAssociations(registrationType: string): Promise<SupportedAssociation[]> {
    return once(this.supported, registrationType, () => this.describeSupportedAssociations(registrationType));
  }

  /** True if the role may not look. */
  public async knowsPhoneNumber(idOrArn: string): Promise<boolean> {
    try {
      const page = await this.call('DescribePhoneNumbers', new DescribePhoneNumbersCommand({ PhoneNumberIds: [idOrArn] }), { resourceId: idOrArn });
      return (page.PhoneNumbers?.length ?? 0) > 0;
    } catch (error) {
      if (error instanceof ServiceError && (error.isNotFound || error.isAccessDenied)) {
        return error.isAccessDenied;
      }
      throw error;
    }
  }

  public async tags({ RegistrationArn, RegistrationId }: Pick<Registration, 'RegistrationArn' | 'RegistrationId'>): Promise<Tag[]> {
    const { Tags } = await this.call('ListTagsForResource', new ListTagsForResourceCommand({ ResourceArn: RegistrationArn }), { registrationId: RegistrationId });
    return Tags ?? [];
  }

  /** @param assertCurrent called before each attempt; it may fail */
  public async tag(
    { RegistrationArn, RegistrationId }: Registration, tags: readonly TagProperty[], assertCurrent?: () => Promise<void>,
  ): Promise<void> {
    const command = new TagResourceCommand({ ResourceArn: RegistrationArn, Tags: [...tags] });
    await this.call('TagResource', command, { registrationId: RegistrationId }, this.signal, assertCurrent);
  }

  public async untag({ RegistrationArn, RegistrationId }: Registration, keys: readonly string[]): Promise<void> {
    await this.call('UntagResource', new UntagResourceCommand({ ResourceArn: RegistrationArn, TagKeys: [...keys] }), { registrationId: RegistrationId });
  }

  private async describeSupportedAssociations(registrationType: string): Promise<SupportedAssociation[]> {
    const definitions = await this.pages(
      (NextToken) => this.call('DescribeRegistrationTypeDefinitions', new DescribeRegistrationTypeDefinitionsCommand({
        RegistrationTypes: [registrationType], NextToken,
      })),
      (page) => page.RegistrationTypeDefinitions,
    );
    return definitions.flatMap((definition) => definition.SupportedAssociations ?? []);
  }

  private async describeFieldDefinitions(registrationType: string): Promise<FieldDefinition[]> {
    const definitions = await this.pages(
      (NextToken) => this.call('DescribeRegistrationFieldDefinitions', new DescribeRegistrationFieldDefinitionsCommand({
        RegistrationType: registrationType, MaxResults: MAX_PAGE, NextToken,
      })),
      (page) => page.RegistrationFieldDefinitions,
    );
    return definitions as FieldDefinition[];
  }
}

/** A failure is not remembered. */
async function once<T>(answers: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const answer = answers.get(key) ?? ask();
  answers.set(key, answer);
  try {
    return await answer;
  } catch (error) {
    answers.delete(key);
    throw error;
  }
}
