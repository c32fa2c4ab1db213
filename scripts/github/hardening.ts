import * as fs from 'fs';
import * as path from 'path';
import { Component, github, JsonPatch } from 'projen';
import { ACTIONS } from './actions';

const PINNED = /uses: (\S+)@[0-9a-f]{40}$/gm;

/** A workflow that says nothing about it: the newest run ends the one before it. */
const ONE_AT_A_TIME = { 'group': '${{ github.workflow }}-${{ github.ref }}', 'cancel-in-progress': true };

/** What projen grants or runs in a job, corrected: by workflow, then by job. */
export type JobCorrections = Readonly<Record<string, Readonly<Record<string, Partial<github.workflows.Job>>>>>;

/**
 * What holds for all workflows, whoever wrote them: no permission that a job does not ask for itself, no credentials left in a checkout,
 * every action pinned to a commit, and one run at a time. Has to be the last component of the project.
 */
export class HardenedWorkflows extends Component {
  constructor(private readonly gitHub: github.GitHub, private readonly corrections: JobCorrections) {
    super(gitHub.project);
    for (const [action, { commit }] of Object.entries(ACTIONS)) {
      gitHub.actions.set(action, `${action}@${commit}`);
    }
  }

  public preSynthesize(): void {
    for (const workflow of this.gitHub.workflows) {
      workflow.file!.patch(JsonPatch.add('/permissions', {}));
      if (workflow.concurrency === undefined) {
        workflow.file!.patch(JsonPatch.add('/concurrency', ONE_AT_A_TIME));
      }
      for (const [id, job] of Object.entries(workflow.jobs)) {
        if ('steps' in job) {
          workflow.updateJob(id, { ...job, ...this.corrections[workflow.name]?.[id], steps: job.steps.map(withoutCredentials) });
        }
      }
    }
  }

  /** Notes which release a commit is. YAML written from objects has no comments, so they are added to the files. */
  public synthesize(): void {
    for (const workflow of this.gitHub.workflows) {
      const file = path.join(this.project.outdir, workflow.file!.path);
      const text = fs.readFileSync(file, 'utf8').replace(PINNED, (uses, action: string) => `${uses} # ${ACTIONS[action]!.version}`);
      // projen makes its files read-only.
      fs.chmodSync(file, 0o644);
      fs.writeFileSync(file, text);
      fs.chmodSync(file, 0o444);
    }
  }
}

function withoutCredentials(step: github.workflows.JobStep): github.workflows.JobStep {
  return step.uses?.startsWith('actions/checkout') ? { ...step, with: { ...step.with, 'persist-credentials': false } } : step;
}
