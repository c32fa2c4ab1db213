/** The fields that several rules look at. */

const samples = (count: number) => Array.from({ length: count }, (_, index) => `messageSamples.messageSample${index + 1}`);

export const CAMPAIGN_SAMPLES = samples(5);
export const TOLL_FREE_SAMPLES = samples(3);

export const DESCRIPTION = 'campaignInfo.campaignName';
export const OPT_IN_WORKFLOW = 'campaignInfo.optInWorkflow';
export const OPT_IN_MESSAGE = 'campaignInfo.optInMessage';
export const HELP_MESSAGE = 'campaignInfo.helpMessage';
export const STOP_MESSAGE = 'campaignInfo.stopMessage';
export const USE_CASE = 'campaignUseCase.useCase';
export const SUB_USE_CASES = 'campaignUseCase.subUseCases';

export const USE_CASE_DETAILS = 'messagingUseCase.useCaseDetails';
export const OPT_IN_DESCRIPTION = 'messagingUseCase.optInDescription';

/** A path without its section. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** What a campaign says, and what a toll-free form says, about its messages. */
export const CAMPAIGN_TEXTS = [DESCRIPTION, OPT_IN_WORKFLOW, OPT_IN_MESSAGE, HELP_MESSAGE, STOP_MESSAGE, ...CAMPAIGN_SAMPLES];
export const TOLL_FREE_TEXTS = [USE_CASE_DETAILS, OPT_IN_DESCRIPTION, ...TOLL_FREE_SAMPLES];
