import type { Outcome, Session } from '../command';
import { EXIT_CODE } from '../exit-code';
import { inspect } from '../status/inspect';
import { needsSomebody, reportsOf } from '../status/report';
import { namesOf, showConsole, showDetails, showOverview } from '../status/show';

/** `status [registration...]`: how all registrations are, or everything about some. */
export async function status({ connect, showValues }: Session, names: readonly string[]): Promise<Outcome> {
  const { region, reads } = await connect();
  const registrations = await reportsOf(await inspect(reads, names), Date.now(), showValues);
  return {
    data: { region, registrations },
    exitCode: registrations.some(needsSomebody) ? EXIT_CODE.findings : EXIT_CODE.ok,
    show: (paper) => {
      if (names.length === 0) {
        showOverview(paper, region, registrations);
      } else {
        registrations.forEach((report) => showDetails(paper, report, namesOf(registrations), true));
        showConsole(paper, registrations);
      }
    },
  };
}
