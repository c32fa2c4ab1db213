import {
  CreateRegistrationAssociationCommand, CreateRegistrationCommand, CreateRegistrationVersionCommand, DeleteRegistrationCommand,
  DeleteRegistrationFieldValueCommand, DiscardRegistrationVersionCommand, PutRegistrationFieldValueCommand, SubmitRegistrationVersionCommand,
  TagResourceCommand, UntagResourceCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { RegistrationReads } from './registration-reads';
import { ServiceError } from './service-error';
import type { Registration, Version } from './types';
import type { FieldProperty, TagProperty } from '../../contract/registration-resource';
import { withTimeLimit } from '../time-limit';

/** The calls that change registrations, besides those that read them: one method for each call. */
export class Registrations extends RegistrationReads {
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

  public async createVersion(registrationId: string): Promise<Version> {
    const command = new CreateRegistrationVersionCommand({ RegistrationId: registrationId });
    return await this.call('CreateRegistrationVersion', command, { registrationId }) as Version;
  }

  public async submitVersion(registrationId: string, awsReview: boolean): Promise<void> {
    const command = new SubmitRegistrationVersionCommand({ RegistrationId: registrationId, AwsReview: awsReview || undefined });
    await this.call('SubmitRegistrationVersion', command, { registrationId });
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
}
