import { runSimulation } from '@cloud-copilot/iam-simulate';
import { AccessRequest, accessRequests } from './access';
import { ServiceError } from './errors';
import { Service } from './service';

/** An identity and its policies, as plain JSON. */
export interface Caller {
  readonly principalArn: string;
  readonly policies: readonly { readonly name: string; readonly document: object }[];
}

/** A request that IAM was asked about, and the answer. */
export interface Authorization extends AccessRequest {
  readonly allowed: boolean;
}

/** IAM in front of the service. Who was given no policies may do everything. */
export class Authorizer {
  private readonly callers = new Map<string | undefined, Caller>();
  private decisions: Authorization[] = [];

  constructor(private readonly service: Service) {}

  /** From now on `caller` is who signs with that access key, or everybody who has no policies of their own. */
  public set(accessKeyId: string | undefined, caller: Caller): void {
    this.callers.set(accessKeyId, caller);
  }

  public list(): Authorization[] {
    return [...this.decisions];
  }

  public clear(): void {
    this.callers.clear();
    this.decisions = [];
  }

  /** Throws what a caller gets who is not allowed to do this. */
  public async authorize(operation: string, input: object, accessKeyId: string | undefined): Promise<void> {
    const caller = this.callers.get(accessKeyId) ?? this.callers.get(undefined);
    if (!caller) return;
    for (const request of accessRequests(this.service, operation, input)) {
      const allowed = await isAllowed(caller, request);
      this.decisions.push({ ...request, allowed });
      if (!allowed) throw denied(caller, request);
    }
  }
}

/** The answer of IAM; a request that the service's authorization reference does not know is an error. */
export async function isAllowed({ principalArn, policies }: Caller, { action, resource, context }: AccessRequest): Promise<boolean> {
  const [, , , , accountId = ''] = principalArn.split(':');
  const answer = await runSimulation({
    request: { principal: principalArn, action, resource: { resource, accountId }, contextVariables: { ...context, 'aws:PrincipalArn': principalArn } },
    identityPolicies: policies.map(({ name, document }) => ({ name, policy: document })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  }, { simulationMode: 'Strict' });
  switch (answer.resultType) {
    case 'error':
      throw new Error(`${action} on ${resource} cannot be evaluated: ${JSON.stringify(answer.errors)}`);
    case 'single':
      return answer.overallResult === 'Allowed';
    case 'wildcard':
      // The library also allows `*` to who is allowed a part of it. A call that names no resource is about all of them.
      return answer.overallResult === 'Allowed' && answer.results.some(({ resourcePattern }) => resourcePattern === resource);
  }
}

function denied({ principalArn }: Caller, { action, resource }: AccessRequest): ServiceError {
  return new ServiceError('AccessDeniedException', `User: ${principalArn} is not authorized to perform: ${action} on resource: ${resource}`);
}
