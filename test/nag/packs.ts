import { App } from 'aws-cdk-lib';
import * as v3 from 'cdk-nag';
import * as v2 from 'cdk-nag-2';

/** One finding of one rule, as `rule at path`; rules that have several findings name each. */
export type Finding = string;

/** What the packs find in all stacks of an app, by the version of cdk-nag. */
export const VERSIONS: Readonly<Record<string, (app: App) => Finding[]>> = {
  'cdk-nag 2': (app) => {
    const log = new FindingLog();
    const props = { additionalLoggers: [log], reports: false };
    // Aspects that look at each construct. Not by a synthesis, which would fail at what they find.
    const packs = [new v2.AwsSolutionsChecks(props), new v2.ServerlessChecks(props), new v2.NIST80053R5Checks(props)];
    app.node.findAll().forEach((construct) => packs.forEach((pack) => pack.visit(construct)));
    return log.findings.sort();
  },
  'cdk-nag 3': (app) => [new v3.AwsSolutionsChecks(), new v3.ServerlessChecks(), new v3.NIST80053R5Checks()]
    .flatMap((pack) => pack.validateScope(app).violations)
    .flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`))
    .sort(),
};

/** Also a rule that could not be applied is a finding. */
class FindingLog implements v2.INagLogger {
  readonly findings: Finding[] = [];

  onNonCompliance({ ruleId, findingId, resource }: v2.NagLoggerNonComplianceData): void {
    this.findings.push(`${ruleId}${findingId ? `[${findingId}]` : ''} at ${resource.node.path}`);
  }

  onError({ ruleId, resource }: v2.NagLoggerErrorData): void {
    this.findings.push(`${ruleId} at ${resource.node.path}`);
  }

  onCompliance(): void {}

  onSuppressed(): void {}

  onSuppressedError(): void {}

  onNotApplicable(): void {}
}
