/** The IAM actions that each command needs. All of them only read. */
const READ_REGISTRATIONS = [
  'sms-voice:DescribeRegistrations', 'sms-voice:ListTagsForResource', 'sms-voice:DescribeRegistrationVersions', 'sms-voice:DescribeRegistrationFieldValues',
  'sms-voice:ListRegistrationAssociations', 'sms-voice:DescribePhoneNumbers', 'sms-voice:DescribeSenderIds',
] as const;

export const ACTIONS = {
  types: ['sms-voice:DescribeRegistrationTypeDefinitions'],
  fields: [
    'sms-voice:DescribeRegistrationTypeDefinitions', 'sms-voice:DescribeRegistrationFieldDefinitions', 'sms-voice:DescribeRegistrationSectionDefinitions',
  ],
  status: READ_REGISTRATIONS,
  export: [...READ_REGISTRATIONS, 'sms-voice:DescribeRegistrationTypeDefinitions'],
  review: [...READ_REGISTRATIONS, 'sms-voice:DescribeRegistrationFieldDefinitions'],
  doctor: [
    'sts:GetCallerIdentity', 'sms-voice:DescribeRegistrationTypeDefinitions', 'sms-voice:DescribeAccountAttributes', 'sms-voice:DescribeAccountLimits',
    'sms-voice:DescribeRegistrations', 'sms-voice:ListTagsForResource', 'cloudformation:DescribeStacks', 'cloudformation:ListStackResources',
    'logs:DescribeLogStreams', 'logs:GetLogEvents',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type CommandName = keyof typeof ACTIONS;
