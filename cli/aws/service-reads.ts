import {
  DescribeAccountAttributesCommand, DescribeAccountLimitsCommand, DescribePhoneNumbersCommand, DescribeRegistrationSectionDefinitionsCommand,
  DescribeRegistrationTypeDefinitionsCommand, DescribeSenderIdsCommand, type AccountAttribute, type AccountLimit, type PhoneNumberInformation,
  type RegistrationSectionDefinition, type RegistrationTypeDefinition, type SenderIdInformation,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { RegistrationReads } from '../../lambda/service/registration-reads';

const MAX_PAGE = 100;

/** What only the command line reads. */
export class ServiceReads extends RegistrationReads {
  /** The registration types that the Region offers. */
  public async types(): Promise<RegistrationTypeDefinition[]> {
    return this.pages(
      (NextToken) => this.call('DescribeRegistrationTypeDefinitions', new DescribeRegistrationTypeDefinitionsCommand({ MaxResults: MAX_PAGE, NextToken })),
      (page) => page.RegistrationTypeDefinitions,
    );
  }

  public async sections(registrationType: string): Promise<RegistrationSectionDefinition[]> {
    return this.pages(
      (NextToken) => this.call('DescribeRegistrationSectionDefinitions', new DescribeRegistrationSectionDefinitionsCommand({
        RegistrationType: registrationType, MaxResults: MAX_PAGE, NextToken,
      })),
      (page) => page.RegistrationSectionDefinitions,
    );
  }

  /** All numbers of the account: one call instead of one for each registration. */
  public async phoneNumbers(): Promise<PhoneNumberInformation[]> {
    return this.pages(
      (NextToken) => this.call('DescribePhoneNumbers', new DescribePhoneNumbersCommand({ MaxResults: MAX_PAGE, NextToken })),
      (page) => page.PhoneNumbers,
    );
  }

  public async senderIds(): Promise<SenderIdInformation[]> {
    return this.pages(
      (NextToken) => this.call('DescribeSenderIds', new DescribeSenderIdsCommand({ MaxResults: MAX_PAGE, NextToken })),
      (page) => page.SenderIds,
    );
  }

  /** The quotas of the account, and how much of them is used. */
  public async accountLimits(): Promise<AccountLimit[]> {
    return this.pages(
      (NextToken) => this.call('DescribeAccountLimits', new DescribeAccountLimitsCommand({ MaxResults: MAX_PAGE, NextToken })),
      (page) => page.AccountLimits,
    );
  }

  public async accountAttributes(): Promise<AccountAttribute[]> {
    return this.pages(
      (NextToken) => this.call('DescribeAccountAttributes', new DescribeAccountAttributesCommand({ MaxResults: MAX_PAGE, NextToken })),
      (page) => page.AccountAttributes,
    );
  }
}
