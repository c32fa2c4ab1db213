import {
  CreateRegistrationCommand, DeleteRegistrationCommand, DeleteRegistrationFieldValueCommand, DescribeRegistrationFieldValuesCommand,
  DescribeRegistrationsCommand, DescribeRegistrationTypeDefinitionsCommand, DescribeRegistrationVersionsCommand,
  DiscardRegistrationVersionCommand, ListRegistrationAssociationsCommand, ListTagsForResourceCommand, PutRegistrationFieldValueCommand,
  TagResourceCommand, UntagResourceCommand,
  type PinpointSMSVoiceV2Client, type PinpointSMSVoiceV2ClientResolvedConfig, type RegistrationAssociationMetadata,
  type RegistrationFieldValueInformation, type RegistrationInformation, type RegistrationVersionInformation, type ServiceInputTypes,
  type ServiceOutputTypes, type SupportedAssociation, type Tag,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Command } from '@smithy/types';
import type { FieldProperty, TagProperty } from '../../contract/registration-resource';
import type { Log } from '../log';
import type { Pace } from './pace';
import { OUT_OF_TIME, ServiceError, serviceErrorOf } from './service-error';

export interface CallOptions {
  /** Ends every call, also one that is being retried. */
  readonly signal: AbortSignal;
  readonly pace: Pace;
  readonly log: Log;
}

// The model requires these members; the SDK's types leave them open.
type Known<T, K extends keyof T> = { readonly [P in K]-?: NonNullable<T[P]> };
export type Registration = Known<RegistrationInformation, 'RegistrationId' | 'RegistrationArn' | 'RegistrationType' | 'CurrentVersionNumber' | 'CreatedTimestamp'>
  & { readonly RegistrationStatus: string };
export type Version = Known<RegistrationVersionInformation, 'VersionNumber'> & { readonly RegistrationVersionStatus: string };
export type FieldValue = Known<RegistrationFieldValueInformation, 'FieldPath'> & RegistrationFieldValueInformation;
export type Association = Known<RegistrationAssociationMetadata, 'ResourceArn' | 'ResourceId' | 'ResourceType'> & RegistrationAssociationMetadata;

type ServiceCommand<I extends ServiceInputTypes, O extends ServiceOutputTypes> =
  Command<ServiceInputTypes, I, ServiceOutputTypes, O, PinpointSMSVoiceV2ClientResolvedConfig>;

const RETRY_AFTER_MS = 3_000;

interface About {
  readonly registrationId?: string;
  readonly fieldPath?: string;
}

/** What the operations need of the service: one method, one call (or all its pages), and only ServiceErrors. */
export class Registrations {
  constructor(private readonly client: PinpointSMSVoiceV2Client, private readonly options: CallOptions) {}

  public async create(registrationType: string, tags: readonly TagProperty[], clientToken: string): Promise<Registration> {
    const result = await this.call('CreateRegistration', new CreateRegistrationCommand({
      RegistrationType: registrationType, Tags: [...tags], ClientToken: clientToken,
    }));
    if (!result.RegistrationId || !result.RegistrationArn) {
      throw new ServiceError('CreateRegistration', 'IncompleteAnswer');
    }
    return result as Registration;
  }

  /** Undefined when the service knows no such registration, whichever way it says so. */
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
      (NextToken) => this.call('DescribeRegistrations', new DescribeRegistrationsCommand({ NextToken })),
      (page) => page.Registrations,
    );
    return found as Registration[];
  }

  /** The newest version of the form: its status says what may be done, not the registration's. */
  public async newestVersion(registrationId: string): Promise<Version | undefined> {
    const versions = await this.pages(
      (NextToken) => this.call('DescribeRegistrationVersions', new DescribeRegistrationVersionsCommand({ RegistrationId: registrationId, NextToken }), { registrationId }),
      (page) => page.RegistrationVersions,
    ) as Version[];
    return versions.sort((a, b) => b.VersionNumber - a.VersionNumber)[0];
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

  public async putFieldValue(registrationId: string, { FieldPath, TextValue, SelectChoices }: FieldProperty): Promise<void> {
    await this.call('PutRegistrationFieldValue', new PutRegistrationFieldValueCommand({
      RegistrationId: registrationId, FieldPath, TextValue, SelectChoices: SelectChoices && [...SelectChoices],
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

  public async associations(registrationId: string): Promise<Association[]> {
    const associations = await this.pages(
      (NextToken) => this.call('ListRegistrationAssociations', new ListRegistrationAssociationsCommand({ RegistrationId: registrationId, NextToken }), { registrationId }),
      (page) => page.RegistrationAssociations,
    );
    return associations as Association[];
  }

  public async supportedAssociations(registrationType: string): Promise<SupportedAssociation[]> {
    const definitions = await this.pages(
      (NextToken) => this.call('DescribeRegistrationTypeDefinitions', new DescribeRegistrationTypeDefinitionsCommand({
        RegistrationTypes: [registrationType], NextToken,
      })),
      (page) => page.RegistrationTypeDefinitions,
    );
    return definitions.flatMap((definition) => definition.SupportedAssociations ?? []);
  }

  public async tags({ RegistrationArn, RegistrationId }: Registration): Promise<Tag[]> {
    const { Tags } = await this.call('ListTagsForResource', new ListTagsForResourceCommand({ ResourceArn: RegistrationArn }), { registrationId: RegistrationId });
    return Tags ?? [];
  }

  public async tag({ RegistrationArn, RegistrationId }: Registration, tags: readonly TagProperty[]): Promise<void> {
    await this.call('TagResource', new TagResourceCommand({ ResourceArn: RegistrationArn, Tags: [...tags] }), { registrationId: RegistrationId });
  }

  public async untag({ RegistrationArn, RegistrationId }: Registration, keys: readonly string[]): Promise<void> {
    await this.call('UntagResource', new UntagResourceCommand({ ResourceArn: RegistrationArn, TagKeys: [...keys] }), { registrationId: RegistrationId });
  }

  private async pages<P extends { NextToken?: string | undefined }, T>(
    send: (nextToken: string | undefined) => Promise<P>, itemsOf: (page: P) => T[] | undefined,
  ): Promise<T[]> {
    const items: T[] = [];
    let nextToken: string | undefined;
    do {
      const page = await send(nextToken);
      items.push(...itemsOf(page) ?? []);
      nextToken = page.NextToken;
    } while (nextToken);
    return items;
  }

  /**
   * Every call goes through here: it is repeated until the run ends when only the network, the rate or the service failed.
   * The SDK gives up earlier, and its allowance for retries is shared by all calls of a warm function.
   */
  private async call<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
    operation: string, command: ServiceCommand<I, O>, about: About = {},
  ): Promise<O> {
    for (let last: ServiceError | undefined; ;) {
      try {
        return await this.send(operation, command, about);
      } catch (error) {
        // The cause tells more than that the time is up.
        last = error instanceof ServiceError && error.isOutOfTime && last ? last : error as ServiceError;
        if (!last.isTransient || this.options.signal.aborted) {
          throw last;
        }
        const pause = new Promise<void>((resolve) => setTimeout(resolve, RETRY_AFTER_MS * (0.5 + Math.random())));
        await inTime(this.options.signal, pause).catch(() => undefined);
      }
    }
  }

  /** It is logged, it ends with the run, and it fails only with a ServiceError. */
  private async send<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
    operation: string, command: ServiceCommand<I, O>, about: About = {},
  ): Promise<O> {
    const { signal, pace, log } = this.options;
    const started = Date.now();
    const done = (outcome: string, attempt?: number) => {
      log.info('called', { operation, ...about, outcome, attempt, duration: Date.now() - started });
    };
    try {
      const result = await inTime(signal, pace.turn(operation).then(() => this.client.send(command, { abortSignal: signal })));
      pace.answered(operation, (result.$metadata.attempts ?? 1) > 1);
      done('ok', result.$metadata.attempts);
      return result;
    } catch (cause) {
      const error = serviceErrorOf(operation, cause, about.fieldPath);
      done([error.code, error.reason].filter(Boolean).join(' '));
      throw error;
    }
  }
}

/** The SDK sleeps between its tries without looking at the signal. */
async function inTime<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let onAbort!: () => void;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(Object.assign(new Error(), { name: OUT_OF_TIME }));
  });
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) {
    onAbort();
  }
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', onAbort));
}
