import type { Stage } from './stage';
import { ResponseServer, type CustomResourceEvent, type Verdict } from '../cloudformation';

export interface Answered extends Verdict {
  /** How long after the event was sent, in milliseconds of the stage's time. */
  readonly afterMs: number;
}

/** Delivers an event that was sent so many milliseconds ago, by the date in its pre-signed URL. The driver knows nothing of it. */
export async function deliver(stage: Stage, event: CustomResourceEvent, age = 0): Promise<Answered> {
  const sent = stage.now() - age;
  const responses = await ResponseServer.start({ now: () => sent });
  const { url, verdict } = responses.open(event);
  stage.cloud.lambda.accept({ ...event, ResponseURL: url });
  const answered = { ...await verdict, afterMs: stage.now() - sent };
  await stage.cloud.lambda.idle();
  await responses.close();
  return answered;
}
