import { Annotations, CfnResource, Stage } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { Associations } from './associations';
import { knownDocument } from './known-documents';
import { submissionNotes } from './submission-notes';
import { renderedResource } from './template-graph';
import { FieldContent, Finding, ReviewedForm } from '../review/model';
import { review } from '../review/review';
import { formOf } from '../review/template';

/** A registration as the review finds it. */
export interface Reviewable {
  /** The construct, as errors and warnings name it. */
  readonly where: string;
  readonly resource: CfnResource;
  readonly registrationType: string;
  readonly associations: Associations;
  readonly isSubmitted: boolean;
  /** The fields that do not fit the form, which has warnings of its own. */
  readonly misfits: readonly string[];
  /** The attachments of this app that its fields show. */
  readonly attachments: ReadonlyMap<string, CfnResource>;
  /** How the stack names a field. */
  readonly fieldName: (path: string) => string;
}

/** Synth warns of missing fields without a review. */
const SAID_ELSEWHERE = ['required-fields-present'];

/** By the app or stage that synthesizes them. */
const BY_STAGE = new WeakMap<IConstruct, Reviewable[]>();

/** Has a registration reviewed when everything is declared, together with the others of its stage: some rules compare forms. */
export function reviewAtSynth(registration: Reviewable): void {
  const stage = Stage.of(registration.resource) ?? registration.resource.node.root;
  const others = BY_STAGE.get(stage);
  if (others) {
    others.push(registration);
    return;
  }
  const all = [registration];
  BY_STAGE.set(stage, all);
  stage.node.addValidation({
    validate: () => {
      annotate(all);
      submissionNotes(all);
      return [];
    },
  });
}

function annotate(registrations: readonly Reviewable[]): void {
  const byPath = new Map(registrations.map((registration) => [pathOf(registration.resource), registration]));
  review(registrations.flatMap(formsOf)).forEach((finding) => {
    const registration = byPath.get(finding.form)!;
    if (!SAID_ELSEWHERE.includes(finding.rule) && !registration.misfits.includes(finding.field ?? '')) {
      report(registration, finding);
    }
  });
}

/** As the template has it, with every escape hatch. What cannot be rendered is an error of the synthesis, which says so itself. */
function formsOf({ resource, associations, attachments }: Reviewable): ReviewedForm[] {
  try {
    const form = formOf(pathOf(resource), renderedResource(resource).Properties ?? {}, associations.targetResources.map(pathOf));
    const values = [...form.values].map(([path, content]): [string, FieldContent] => {
      const attachment = attachments.get(path);
      return [path, content.attachment && attachment ? { ...content, document: knownDocument(attachment) } : content];
    });
    return [{ ...form, values: new Map(values) }];
  } catch {
    return [];
  }
}

/** On the resource: older versions of the CDK ignore an earlier acknowledgement on the construct of the warning itself, but not above it. */
function report({ where, resource, isSubmitted, fieldName }: Reviewable, finding: Finding): void {
  const id = `cdk-sms-registration:review-${finding.rule}`;
  const field = finding.field === undefined ? '' : `${fieldName(finding.field)}: `;
  const message = `${where}: ${field}${messageOf(finding)}`;
  // A draft is not refused.
  if (finding.severity === 'warning' || !isSubmitted) {
    Annotations.of(resource).addWarningV2(id, message);
  } else if (!isAcknowledged(resource, id)) {
    Annotations.of(resource).addError(`${message}. If it is correct anyway, acknowledge it: Annotations.of(…).acknowledgeWarning('${id}') [ack: ${id}]`);
  }
}

/** What is wrong, what a denial would say, and what to write instead. */
function messageOf(finding: Finding): string {
  const { message, isFinal, advice, source } = finding;
  const final = isFinal ? ', and such a denial may be final (the form cannot be submitted again)' : '';
  const denial = denialOf(finding);
  return `${message}.${denial && ` ${denial}${final}.`} ${advice} See ${source}`;
}

/** Only what the service checks by itself is certain. */
function denialOf({ severity, denialCodes: [code, other, ...more] }: Finding): string {
  const codes = other === undefined ? code : `${code}, ${other}${more.length > 0 ? ' or a similar code' : ''}`;
  if (severity === 'error') {
    return codes === undefined ? 'The service denies it, with no published code' : `The service denies it with ${codes}`;
  }
  return codes === undefined ? '' : `Reviewers may deny it with ${codes}`;
}

/** The CDK cannot acknowledge errors: whether it would show a warning of this ID is asked of a construct that is removed again. */
function isAcknowledged(resource: CfnResource, id: string): boolean {
  const probe = new Construct(resource, 'Acknowledgement');
  Annotations.of(probe).addWarningV2(id, '');
  resource.node.tryRemoveChild(probe.node.id);
  return probe.node.metadata.length === 0;
}

function pathOf(resource: CfnResource): string {
  return resource.node.path;
}
