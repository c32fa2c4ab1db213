import {
  DescribePhoneNumbersCommand, DescribeRegistrationFieldDefinitionsCommand, DescribeRegistrationFieldValuesCommand,
  DescribeRegistrationTypeDefinitionsCommand, DescribeRegistrationVersionsCommand, DescribeRegistrationsCommand,
  ListRegistrationAssociationsCommand, ListTagsForResourceCommand, type SupportedAssociation, type Tag,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { Calls } from './calls';
import { ServiceError } from './service-error';
import type { Association, FieldDefinition, FieldValue, Registration, Version } from './types';

/** The maximum page size, so that most forms take one call. */
const MAX_PAGE = 100;

/** The calls that read registrations: one method for each call, with all its pages. An instance lives as long as a run. */
export class RegistrationReads extends Calls {
  private readonly definitions = new Map<string, Promise<FieldDefinition[]>>();
  private readonly supported = new Map<string, Promise<SupportedAssociation[]>>();

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
