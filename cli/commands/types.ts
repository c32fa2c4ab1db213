import type { RegistrationTypeDefinition } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { reviewTimeOf } from '../../lambda/decisions/review-times';
import type { Outcome, Session } from '../command';
import { EXIT_CODE } from '../exit-code';
import { reviewTimeText } from '../output/words';

/** `types`: what the Region offers. */
export async function types({ connect }: Session): Promise<Outcome> {
  const { region, reads } = await connect();
  const all = (await reads.types()).map(described).sort((one, other) => one.type < other.type ? -1 : 1);
  return {
    data: { region, types: all },
    exitCode: EXIT_CODE.ok,
    show: (paper) => {
      paper.line(`${region} offers ${all.length} registration types. "fields <type>" shows the form of one.\n`);
      paper.table(['TYPE', 'TITLE', 'ASSOCIATED WITH', 'REVIEW'], all.map(({ type, title, associations, review }) => (
        [type, title, associations.map(({ resourceType, behavior }) => `${resourceType} (${words(behavior)})`).join('\n') || '-', review]
      )));
    },
  };
}

function described({ RegistrationType: type = '', DisplayHints, SupportedAssociations = [] }: RegistrationTypeDefinition) {
  const time = reviewTimeOf(type);
  return {
    type,
    title: DisplayHints?.Title ?? '',
    associations: SupportedAssociations.map(({ ResourceType: resourceType = '', IsoCountryCode: isoCountryCode, AssociationBehavior: behavior = '' }) => (
      { resourceType, isoCountryCode, behavior }
    )),
    /** How long AWS says that a review takes. */
    review: time === undefined ? '-' : reviewTimeText(time),
  };
}

/** `ASSOCIATE_BEFORE_SUBMIT` reads as `before submit`. */
function words(behavior: string): string {
  return behavior.replace(/^ASSOCIATE_/, '').toLowerCase().replace(/_/g, ' ');
}
