import type { Limits, Secrets } from './secrets';

/** The reader of secrets, loaded by the first field that needs it: a registration without secrets starts without their clients. */
export function loadSecrets(limits: Limits): Pick<Secrets, 'read'> {
  let loading: Promise<Secrets> | undefined;
  return {
    read: async (field) => {
      loading ??= import('./secrets.js').then(({ Secrets: Reader }) => new Reader(limits));
      return (await loading).read(field);
    },
  };
}
