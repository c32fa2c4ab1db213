/**
 * A type of the SDK after validation: what the model requires is there.
 * The SDK writes a required member as `Name: string | undefined` and an optional one as `Name?: string | undefined`.
 */
export type Checked<T> =
  T extends string | number | boolean | Date | Uint8Array | undefined ? T
    : T extends (infer E)[] ? Checked<E>[]
      : { [K in keyof T]: object extends Pick<T, K> ? Checked<T[K]> : Checked<NonNullable<T[K]>> };
