import { randomBytes, randomUUID } from 'crypto';
import { isDeepStrictEqual } from 'util';
import { CustomResource, Properties, PropertyValue, toWire, wireProperties, WireProperties, ChangeRequest } from './events';
import { NativeResource, NativeResources, perform } from './native';
import { EventTarget, Reply, Requests, SentRequest } from './requests';
import { ResponseServer } from './response-server';
import { DeleteReason, OperationOptions, OperationResult, retained, StackEvent, StackResource } from './stack';
import { DescribedStack, StackApi, StackOperation, StackView } from './stack-api';
import { inOrder, resolved, validate } from './template';

/** Of the stacks, unless they are told another one. */
export const ACCOUNT = '111122223333';

export interface CloudFormationOptions {
  readonly target: EventTarget;
  readonly responses: ResponseServer;
  /** Where a handler may ask about the stack. */
  readonly stackApi?: StackApi;
  /** How resources are played that are not custom ones. Default: a stack can hold none. */
  readonly nativeResources?: NativeResources;
  /** Of a nested stack: the one whose resource it is. */
  readonly parentId?: string;
  /** Default: the real time. */
  readonly now?: () => number;
  readonly stackName?: string;
  readonly region?: string;
  readonly accountId?: string;
  /** How many milliseconds one second of CloudFormation's own waits lasts. Default: 20. */
  readonly secondMs?: number;
}

interface Change { readonly before?: StackResource; readonly after: StackResource }

/** One stack operation while it runs. */
interface Operation {
  readonly verb: 'CREATE' | 'UPDATE';
  readonly cancel: AbortController;
  readonly changes: Map<string, Change>;
  /** What is deleted at the end, when nothing can fail any more. */
  readonly cleanUp: StackResource[];
  readonly disableRollback: boolean;
  /** The template before, by logical id. */
  readonly formerly: ReadonlyMap<string, CustomResource>;
  reason?: string;
}

/** What the stack was from some moment on. */
interface Moment {
  readonly at: number;
  readonly view: StackView;
}

/** Plays CloudFormation's rules for custom and, as told, native resources, for one stack. One operation at a time. */
export class CloudFormation implements DescribedStack {
  readonly stackName: string;
  readonly stackId: string;
  readonly events: StackEvent[] = [];
  private readonly requests: Requests;
  private readonly resources = new Map<string, StackResource>();
  /** The update whose rollback has failed. */
  private stuck?: Operation;
  private readonly operations: StackOperation[] = [];
  private readonly moments: Moment[] = [];

  constructor(private readonly options: CloudFormationOptions) {
    const { region = 'us-east-1', accountId = ACCOUNT, stackName = 'SmsStack' } = options;
    this.stackName = stackName;
    this.stackId = `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/${randomUUID()}`;
    this.requests = new Requests({ ...options, stackId: this.stackId, secondMs: options.secondMs ?? 20 });
    options.stackApi?.add(this);
  }

  /** What DescribeStacks says of the stack at that moment. */
  viewAt(time: number): StackView | undefined {
    return this.moments.filter(({ at }) => at <= time).at(-1)?.view;
  }

  get wasUpdated(): boolean {
    return this.operations.some(({ OperationType }) => OperationType === 'UPDATE_STACK');
  }

  /** Every request that the stack ever sent. */
  get sent(): readonly SentRequest[] {
    return this.requests.sent;
  }

  /** Adds one resource to the stack. */
  async create(resource: CustomResource, options?: OperationOptions): Promise<OperationResult> {
    if (this.resources.has(resource.logicalId)) throw new Error(`${resource.logicalId} is in the stack already`);
    return this.deploy([...this.template, resource], options);
  }

  /** Changes one resource of the stack. */
  async update(resource: CustomResource, options?: OperationOptions): Promise<OperationResult> {
    this.held(resource.logicalId);
    return this.deploy(this.template.map((other) => other.logicalId === resource.logicalId ? resource : other), options);
  }

  /** Deletes one resource as a deletion of the stack would: a failure keeps it, as DELETE_FAILED, for another try. */
  async delete(logicalId: string): Promise<OperationResult> {
    return this.deleteAll([this.held(logicalId)]);
  }

  /** Deletes the stack: all resources, those first that others do not depend on. */
  async destroy(): Promise<OperationResult> {
    return this.deleteAll([...this.resources.values()]);
  }

  /** Brings the stack to this template: creates, updates, and at the end removes. On a failure everything is rolled back. */
  async deploy(template: readonly CustomResource[], options: OperationOptions = {}): Promise<OperationResult> {
    this.check(template);
    const from = this.mark();
    const operation = this.begin(options);
    const done = await inOrder(template, 'forwards', (resource) => this.bring(resource, operation));
    const status = done ? await this.finish(template, operation) : await this.rollBack(operation);
    return this.result(from, status, done, operation.reason);
  }

  /** Goes on with a rollback that has failed, as ContinueUpdateRollback does. What it skips stays as it is, and counts as restored. */
  async continueRollback(resourcesToSkip: readonly string[] = []): Promise<OperationResult> {
    if (!this.stuck) throw new Error('No rollback has failed');
    resourcesToSkip.forEach((logicalId) => this.stuck!.changes.delete(logicalId));
    const from = this.mark();
    this.beginOperation('CONTINUE_ROLLBACK');
    const status = await this.rollBackUpdate(this.stuck);
    return this.result(from, status, status === 'UPDATE_ROLLBACK_COMPLETE');
  }

  /** Fn::GetAtt. */
  getAtt(logicalId: string, name: string): unknown {
    const { attributes, requestId } = this.held(logicalId);
    const value = attributes[name];
    if (value !== undefined && value !== null) return value;
    throw new Error(`CustomResource attribute error: Vendor response doesn't contain ${name} attribute in object ${this.stackId}|${logicalId}|${requestId}`);
  }

  /** Ref. */
  ref(logicalId: string): string {
    return this.held(logicalId).physicalId;
  }

  /** What the stack holds under this id, or undefined. */
  resource(logicalId: string): StackResource | undefined {
    return this.resources.get(logicalId);
  }

  private get template(): CustomResource[] {
    return [...this.resources.values()].map(({ definition }) => definition);
  }

  private held(logicalId: string): StackResource {
    const resource = this.resources.get(logicalId);
    if (!resource) throw new Error(`${logicalId} is not in the stack`);
    return resource;
  }

  private check(template: readonly CustomResource[]): void {
    validate(template, Object.keys(this.options.nativeResources ?? {}));
    for (const { logicalId, resourceType } of template) {
      const before = this.resources.get(logicalId);
      if (before && before.definition.resourceType !== resourceType) throw new Error(`Update of resource type is not permitted: ${logicalId}`);
    }
  }

  private begin({ cancel, disableRollback = false }: OperationOptions): Operation {
    const verb = this.resources.size === 0 ? 'CREATE' : 'UPDATE';
    const formerly = new Map(this.template.map((definition) => [definition.logicalId, definition]));
    const operation: Operation = { verb, cancel: new AbortController(), changes: new Map(), cleanUp: [], disableRollback, formerly };
    this.beginOperation(`${verb}_STACK`);
    const stop = () => operation.cancel.abort();
    if (cancel?.aborted) stop();
    cancel?.addEventListener('abort', stop, { once: true });
    this.report(this.stackName, `${verb}_IN_PROGRESS`);
    return operation;
  }

  private async bring(resource: CustomResource, operation: Operation): Promise<boolean> {
    if (operation.cancel.signal.aborted) return false;
    const before = this.stable(resource.logicalId, operation);
    let properties: WireProperties;
    try {
      properties = this.resolved(resource);
    } catch (error) {
      this.fail(resource.logicalId, before ? 'UPDATE' : 'CREATE', (error as Error).message, operation, before?.physicalId);
      return false;
    }
    if (!before) return this.bringNew(resource, properties, operation);
    if (!isDeepStrictEqual(before.properties, properties)) return this.bringChanged(before, resource, properties, operation);
    this.resources.set(resource.logicalId, { ...before, definition: resource });
    return true;
  }

  /** A resource whose create has failed, and was not rolled back, is made anew; the failed one goes at the end. */
  private stable(logicalId: string, operation: Operation): StackResource | undefined {
    const resource = this.resources.get(logicalId);
    if (resource?.status !== 'CREATE_FAILED') return resource;
    operation.cleanUp.push(resource);
    return undefined;
  }

  private async bringNew(resource: CustomResource, properties: WireProperties, operation: Operation): Promise<boolean> {
    this.report(resource.logicalId, 'CREATE_IN_PROGRESS');
    const reply = await this.send(resource, { RequestType: 'Create', ResourceProperties: properties }, operation.cancel.signal);
    return this.settle('CREATE', resource, properties, reply, operation);
  }

  private async bringChanged(
    before: StackResource, resource: CustomResource, properties: WireProperties, operation: Operation,
  ): Promise<boolean> {
    if (before.properties.ServiceToken !== properties.ServiceToken) return this.refuseServiceToken(before, operation);
    this.report(resource.logicalId, 'UPDATE_IN_PROGRESS', before.physicalId);
    const request = { RequestType: 'Update', ResourceProperties: properties, OldResourceProperties: before.properties } as const;
    const reply = await this.send(resource, { ...request, PhysicalResourceId: before.physicalId }, operation.cancel.signal);
    return this.settle('UPDATE', resource, properties, reply, operation, before);
  }

  private refuseServiceToken(before: StackResource, operation: Operation): boolean {
    this.fail(before.definition.logicalId, 'UPDATE', 'Modifying service token is not allowed.', operation, before.physicalId);
    return false;
  }

  /** Takes the reply to a Create or Update into the stack, and remembers how to undo it. */
  private settle(
    verb: 'CREATE' | 'UPDATE', definition: CustomResource, properties: WireProperties, reply: Reply, operation: Operation, before?: StackResource,
  ): boolean {
    const { logicalId } = definition;
    const physicalId = reply.physicalId ?? before?.physicalId ?? this.inventId(logicalId);
    const status = `${verb}_${reply.succeeded ? 'COMPLETE' : 'FAILED'}`;
    const after: StackResource = { definition, properties, physicalId, status, attributes: reply.data, requestId: this.lastRequestId(logicalId) };
    operation.changes.set(logicalId, { before, after });
    this.resources.set(logicalId, after);
    if (!reply.succeeded) this.fail(logicalId, verb, reply.reason, operation, physicalId);
    else this.report(logicalId, status, physicalId);
    if (reply.succeeded && before && before.physicalId !== physicalId) operation.cleanUp.push(before);
    return reply.succeeded;
  }

  /** The first failure stops everything that still runs. */
  private fail(logicalId: string, verb: string, reason: string | undefined, operation: Operation, physicalId?: string): void {
    this.report(logicalId, `${verb}_FAILED`, physicalId, reason);
    operation.reason ??= reason;
    operation.cancel.abort();
  }

  /** The clean-up phase: what was replaced or removed goes now, and a failure is reported and abandoned. */
  private async finish(template: readonly CustomResource[], operation: Operation): Promise<string> {
    const removed = [...this.resources.values()].filter(({ definition }) => !template.includes(definition));
    removed.forEach(({ definition }) => this.resources.delete(definition.logicalId));
    if (operation.verb === 'UPDATE') this.report(this.stackName, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    await this.abandonAll(operation.cleanUp, 'replacement');
    await this.abandonAll(removed, 'resource');
    return `${operation.verb}_COMPLETE`;
  }

  private async rollBack(operation: Operation): Promise<string> {
    if (operation.disableRollback) return this.stop(operation);
    this.beginOperation('ROLLBACK');
    return operation.verb === 'CREATE' ? this.rollBackCreate(operation) : this.rollBackUpdate(operation);
  }

  /** Without a rollback: what has failed goes back to the state that was stable, one by one; what never was stable stays for the next operation. */
  private async stop(operation: Operation): Promise<string> {
    const failed = [...operation.changes.values()].filter(({ before, after }) => before && after.status.endsWith('_FAILED'));
    await inOrder(failed.map(({ after }) => after.definition), 'forwards', ({ logicalId }) => this.restore(operation.changes.get(logicalId), []));
    return `${operation.verb}_FAILED`;
  }

  private beginOperation(OperationType: StackOperation['OperationType']): void {
    this.operations.unshift({ OperationType, OperationId: randomUUID() });
  }

  private async rollBackCreate(operation: Operation): Promise<string> {
    this.report(this.stackName, 'ROLLBACK_IN_PROGRESS', undefined, operation.reason);
    const created = [...operation.changes.values()].map(({ after }) => after);
    const done = await inOrder(created.map(({ definition }) => definition), 'backwards', async ({ logicalId }) => {
      return this.remove(this.held(logicalId), 'rollback of create');
    });
    return done ? 'ROLLBACK_COMPLETE' : 'ROLLBACK_FAILED';
  }

  /** First the old resources get their old properties back, then what is new goes. */
  private async rollBackUpdate(operation: Operation): Promise<string> {
    this.report(this.stackName, 'UPDATE_ROLLBACK_IN_PROGRESS', undefined, operation.reason);
    this.restoreDefinitions(operation);
    const changes = [...operation.changes.values()];
    const created = changes.filter(({ before }) => !before).map(({ after }) => after);
    const cleanUp: StackResource[] = [];
    const old = changes.flatMap(({ before }) => before?.definition ?? []);
    const done = await inOrder(old, 'forwards', ({ logicalId }) => this.restore(operation.changes.get(logicalId), cleanUp));
    this.stuck = done ? undefined : operation;
    if (!done) return 'UPDATE_ROLLBACK_FAILED';
    this.report(this.stackName, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    created.forEach(({ definition }) => this.resources.delete(definition.logicalId));
    await this.abandonAll(cleanUp, 'replacement');
    await this.abandonAll(created, 'rollback of create');
    return 'UPDATE_ROLLBACK_COMPLETE';
  }

  /** Policies and dependencies are those of the former template again, also of what the update did not change. */
  private restoreDefinitions({ formerly }: Operation): void {
    for (const [logicalId, resource] of this.resources) {
      this.resources.set(logicalId, { ...resource, definition: formerly.get(logicalId) ?? resource.definition });
    }
  }

  /** A resource that got a new id, even in a failed answer, is not updated back: the old one stands, and the new one is deleted. */
  private async restore(change: Change | undefined, cleanUp: StackResource[]): Promise<boolean> {
    if (!change?.before) return true;
    const { before, after } = change;
    this.resources.set(before.definition.logicalId, before);
    if (before.physicalId === after.physicalId) return this.updateBack(before, after, cleanUp);
    cleanUp.push(after);
    this.report(before.definition.logicalId, 'UPDATE_COMPLETE', before.physicalId);
    return true;
  }

  private async updateBack(before: StackResource, after: StackResource, cleanUp: StackResource[]): Promise<boolean> {
    const { definition, physicalId, properties } = before;
    const { logicalId } = definition;
    this.report(logicalId, 'UPDATE_IN_PROGRESS', physicalId);
    const request = { RequestType: 'Update', PhysicalResourceId: physicalId, ResourceProperties: properties } as const;
    const reply = await this.send(definition, { ...request, OldResourceProperties: after.properties });
    const restoredId = reply.succeeded && reply.physicalId ? reply.physicalId : physicalId;
    const status = reply.succeeded ? 'UPDATE_COMPLETE' : 'UPDATE_FAILED';
    const attributes = reply.succeeded ? reply.data : before.attributes;
    this.resources.set(logicalId, { ...before, physicalId: restoredId, attributes, status, requestId: this.lastRequestId(logicalId) });
    this.report(logicalId, status, restoredId, reply.reason);
    if (restoredId !== physicalId) cleanUp.push(after);
    return reply.succeeded;
  }

  private async deleteAll(resources: StackResource[]): Promise<OperationResult> {
    const from = this.mark();
    this.beginOperation('DELETE_STACK');
    this.report(this.stackName, 'DELETE_IN_PROGRESS');
    const done = await inOrder(resources.map(({ definition }) => definition), 'backwards', ({ logicalId }) => {
      return this.remove(this.held(logicalId), 'resource');
    });
    const reason = this.events.slice(from.events).find(({ status }) => status === 'DELETE_FAILED')?.reason;
    return this.result(from, done ? 'DELETE_COMPLETE' : 'DELETE_FAILED', done, reason);
  }

  /** Deletes a resource of the stack, and keeps it in the stack when that fails. */
  private async remove(resource: StackResource, why: DeleteReason): Promise<boolean> {
    const { logicalId } = resource.definition;
    const done = await this.sendDelete(resource, why);
    if (done) this.resources.delete(logicalId);
    else this.resources.set(logicalId, { ...resource, status: 'DELETE_FAILED' });
    return done;
  }

  private async abandonAll(resources: StackResource[], why: DeleteReason): Promise<void> {
    await inOrder(resources.map(({ definition }) => definition), 'backwards', async ({ logicalId }) => {
      await Promise.all(resources.filter(({ definition }) => definition.logicalId === logicalId).map((resource) => this.sendDelete(resource, why)));
      return true;
    });
  }

  private async sendDelete({ definition, properties, physicalId, status }: StackResource, why: DeleteReason): Promise<boolean> {
    const { logicalId } = definition;
    if (retained(definition, why)) {
      this.report(logicalId, 'DELETE_SKIPPED', physicalId);
      return true;
    }
    this.report(logicalId, 'DELETE_IN_PROGRESS', physicalId);
    const request = { RequestType: 'Delete', PhysicalResourceId: physicalId, ResourceProperties: properties } as const;
    // What a native create has not made has no id, and nobody has to delete it.
    const wasMade = !this.native(definition) || status !== 'CREATE_FAILED';
    const reply = wasMade ? await this.send(definition, request) : { succeeded: true, reason: undefined };
    this.report(logicalId, reply.succeeded ? 'DELETE_COMPLETE' : 'DELETE_FAILED', physicalId, reply.reason);
    return reply.succeeded;
  }

  private send(resource: CustomResource, request: ChangeRequest, cancelled?: AbortSignal): Promise<Reply> {
    const native = this.native(resource);
    return native ? perform(native, request) : this.requests.send(resource, request, cancelled);
  }

  private native({ resourceType }: CustomResource): NativeResource | undefined {
    return this.options.nativeResources?.[resourceType];
  }

  /** As they are sent. Fails where a resource does not have the attribute that is asked for. */
  private resolved(resource: CustomResource): WireProperties {
    const properties = resolved(resource.properties, {
      ref: (logicalId) => this.pseudoParameters[logicalId] ?? this.ref(logicalId),
      getAtt: (logicalId, name) => this.getAtt(logicalId, name) as PropertyValue,
    }) as Properties;
    return this.native(resource) ? toWire(properties) : wireProperties({ ...resource, properties }, this.serviceToken(resource));
  }

  private get pseudoParameters(): Record<string, string | undefined> {
    const [, partition, , region, account] = this.stackId.split(':');
    return {
      'AWS::AccountId': account,
      'AWS::Partition': partition,
      'AWS::Region': region,
      'AWS::StackId': this.stackId,
      'AWS::StackName': this.stackName,
      'AWS::URLSuffix': 'amazonaws.com',
    };
  }

  private serviceToken(resource: CustomResource): string {
    return resource.serviceToken ?? this.options.target.functionArn;
  }

  /** What CloudFormation calls a resource that never said its own id. */
  private inventId(logicalId: string): string {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
    const suffix = [...randomBytes(12)].map((byte) => letters.charAt(byte % letters.length)).join('');
    return `${this.stackName}-${logicalId}-${suffix}`;
  }

  private lastRequestId(logicalId: string): string {
    return this.sent.filter(({ event }) => event.LogicalResourceId === logicalId).at(-1)?.event.RequestId ?? '';
  }

  private report(logicalId: string, status: string, physicalId?: string, reason?: string): void {
    this.events.push({ logicalId, status, physicalId, reason });
    if (logicalId !== this.stackName) return;
    const { stackId, stackName } = this;
    const { now = Date.now, parentId } = this.options;
    this.moments.push({ at: now(), view: { stackId, stackName, status, parentId, operations: [...this.operations] } });
  }

  private mark(): { readonly events: number; readonly requests: number } {
    return { events: this.events.length, requests: this.sent.length };
  }

  private result(from: { readonly events: number; readonly requests: number }, status: string, succeeded: boolean, reason?: string): OperationResult {
    this.report(this.stackName, status);
    return { succeeded, status, reason, requests: this.sent.slice(from.requests), events: this.events.slice(from.events) };
  }
}
