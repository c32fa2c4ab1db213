/** Lambda passes credentials in the environment, so the bundle contains only the provider that reads them there. */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
