/** Lambda gives a function its credentials in the environment, so the bundle carries only the provider that reads them there. */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
