/** What stands in the place of a module, made of its source. */
type Rest = (source: string) => string;

const SMITHY = '@smithy/core/dist-es/submodules';

const onlyVersion: Rest = (source) => JSON.stringify({ version: (JSON.parse(source) as { version: string }).version });

const noExtensions: Rest = () => 'export const resolveRuntimeExtensions = (config) => config;';

/** The partition of a Region by the pattern of its name; the list of those that are known says nothing more. */
const withoutRegions: Rest = (source) => source.replace(/"regions": \{(\s*"[^"]+": \{[^}]*\},?)*\s*\}/g, '"regions": {}');

/** A call that is marked like this goes when nobody uses what it gives. */
const withoutErrors: Rest = (source) => source.replace(/^n0_registry\.registerError\(/gm, '/* @__PURE__ */ $&');

/**
 * What the SDK's clients bring and the handler never needs, by the path of the module: nothing of it changes what is asked or answered.
 * (With the retries go the two headers that count them.) Tree shaking finds only what nobody mentions.
 */
export const LEFT_OUT: Readonly<Record<string, Rest>> = {
  // For a Node.js without OpenSSL.
  [`${SMITHY}/checksum/sha256/Sha256Js.js`]: () => 'export const Sha256Js = undefined;',

  // For the streams of events, and for addresses that are signed: these services have neither.
  '@smithy/signature-v4/dist-es/HeaderFormatter.js': () => 'export class HeaderFormatter {}',
  '@smithy/signature-v4/dist-es/moveHeadersToQuery.js': () => 'export const moveHeadersToQuery = undefined;',

  // The Region of a machine that has none in its environment, as functions do.
  [`${SMITHY}/config/config-resolver/regionConfig/getInstanceMetadataRegion.js`]: () => 'export const getInstanceMetadataRegion = async () => undefined;',

  // Tables for what Node.js does itself.
  [`${SMITHY}/serde/util-hex-encoding/hex-encoding.js`]: () => `
    export const fromHex = (text) => Buffer.from(text, 'hex');
    export const toHex = (bytes) => Buffer.from(bytes).toString('hex');`,
  [`${SMITHY}/serde/uuid/v4.js`]: () => 'export const bindV4 = () => () => crypto.randomUUID();',

  // Names of buckets.
  [`${SMITHY}/endpoints/middleware-endpoint/service-customizations/index.js`]: () => 'export const resolveParamsForS3 = undefined;',
  '@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/isVirtualHostableS3Bucket.js': () => 'export const isVirtualHostableS3Bucket = undefined;',

  // Addresses that are made of an ARN: those of these services are made of the Region.
  '@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/parseArn.js': () => 'export const parseArn = undefined;',

  '@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js': withoutRegions,

  // Lambda configures by the environment: what looks into ~/.aws as well finds nothing there.
  [`${SMITHY}/config/node-config-provider/configLoader.js`]: () => `
    import { memoize } from '../property-provider/memoize';
    const inEnvironment = (select, options) => {
      try { return select(process.env, options); } catch { return undefined; }
    };
    export const loadConfig = ({ environmentVariableSelector, default: otherwise }, options) => memoize(async () => (
      inEnvironment(environmentVariableSelector, options) ?? (typeof otherwise === 'function' ? otherwise() : otherwise)
    ));`,

  // Defaults for time limits and for repeating, which all clients are given.
  [`${SMITHY}/config/defaults-mode/resolveDefaultsModeConfig.js`]: () => "export const resolveDefaultsModeConfig = () => async () => 'legacy';",

  // Every client is told to try once, because the handler repeats by rules of its own: see lambda/service/calls.ts.
  [`${SMITHY}/retry/index.js`]: () => `
    export const RETRY_MODES = {};
    export const DEFAULT_RETRY_MODE = 'standard';
    export const NODE_MAX_ATTEMPT_CONFIG_OPTIONS = { environmentVariableSelector: () => undefined, default: 1 };
    export const NODE_RETRY_MODE_CONFIG_OPTIONS = { environmentVariableSelector: () => undefined };
    export const resolveRetryConfig = (config) => config;
    // The signing takes its place after it.
    const options = { name: 'retryMiddleware', step: 'finalizeRequest', priority: 'high', override: true };
    export const getRetryPlugin = () => ({ applyToStack: (stack) => stack.add((next) => next, options) });`,

  // Members in headers and in the host: these services have them all in the body.
  [`${SMITHY}/protocols/HttpBindingNormalizedSchema.js`]: () => `
    export const getHttpOperationBindings = () => [];
    export class HttpBindingNormalizedSchema {}`,

  // Dates as texts: these services send numbers.
  [`${SMITHY}/serde/date-utils.js`]: () => `
    export const parseEpochTimestamp = (seconds) => new Date(Math.round(seconds * 1_000));
    const none = undefined;
    export { none as parseRfc3339DateTime, none as parseRfc3339DateTimeWithOffset, none as parseRfc7231DateTime, none as dateToUtcString };`,

  // Numbers that JavaScript cannot hold, texts that are JSON themselves: these services have none.
  [`${SMITHY}/serde/value/NumericValue.js`]: () => 'export class NumericValue {} export const nv = undefined;',
  [`${SMITHY}/protocols/json/needsReviver.js`]: () => 'export const needsReviver = () => false;',
  [`${SMITHY}/protocols/json/jsonReviver.js`]: () => 'export const jsonReviver = undefined;',
  [`${SMITHY}/serde/lazy-json.js`]: () => 'export const LazyJsonString = undefined;',

  // Bytes that a middleware may still take for a text: none of those here does.
  [`${SMITHY}/protocols/json/codec-v2/JsonBytesStringAdapter.js`]: () => 'export const JsonBytesStringAdapter = Buffer;',

  // What the user agent tells of parts that these clients do not use.
  '@aws-sdk/core/dist-es/submodules/client/middleware-user-agent/check-features.js': () => 'export const checkFeatures = () => {};',

  // No client is given a logger.
  '@aws-sdk/core/dist-es/submodules/client/middleware-logger/loggerMiddleware.js': () => `
    const none = undefined;
    export { none as loggerMiddleware, none as loggerMiddlewareOptions };
    export const getLoggerPlugin = () => ({ applyToStack: () => {} });`,
  [`${SMITHY}/client/smithy-client/schemaLogFilter.js`]: () => 'export const schemaLogFilter = () => undefined;',

  // Where the trace of an invocation stands when Lambda itself has brought no such store, as for functions that serve many at a time.
  '@aws/lambda-invoke-store/dist-es/invoke-store.js': () => 'export const InvokeStore = { getInstanceAsync: async () => globalThis.awslambda?.InvokeStore };',

  // No client is given an extension.
  '@aws-sdk/client-pinpoint-sms-voice-v2/dist-es/runtimeExtensions.js': noExtensions,
  '@aws-sdk/client-secrets-manager/dist-es/runtimeExtensions.js': noExtensions,
  '@aws-sdk/client-ssm/dist-es/runtimeExtensions.js': noExtensions,

  // A warning, in every log, about the version of Node.js, which the library chooses and not who reads it.
  '@aws-sdk/core/dist-es/submodules/client/emitWarningIfUnsupportedVersion.js': () => `
    export const state = {};
    export const emitWarningIfUnsupportedVersion = () => {};`,

  // Some 150 classes of errors, of which only the names are asked: an error without a class has its name all the same.
  '@aws-sdk/client-pinpoint-sms-voice-v2/dist-es/schemas/schemas_0.js': withoutErrors,
  '@aws-sdk/client-secrets-manager/dist-es/schemas/schemas_0.js': withoutErrors,
  '@aws-sdk/client-ssm/dist-es/schemas/schemas_0.js': withoutErrors,

  '@aws-sdk/client-pinpoint-sms-voice-v2/package.json': onlyVersion,
  '@aws-sdk/client-secrets-manager/package.json': onlyVersion,
  '@aws-sdk/client-ssm/package.json': onlyVersion,
};
