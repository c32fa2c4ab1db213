import type { Limits, Secrets } from './secrets';

/** Reads secrets. The clients are loaded by the first field that needs them. */
export function loadSecrets(limits: Limits): Pick<Secrets, 'read'> {
  let loading: Promise<Secrets> | undefined;
  return {
    read: async (field) => {
      loading ??= import('./secrets.js').then(({ Secrets: Reader }) => new Reader(limits));
      return (await loading).read(field);
    },
  };
}
