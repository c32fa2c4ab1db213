/** The rows of a table by property, where a property that lacks is a compile error. */
export function rows<T extends readonly unknown[], N extends string>(table: Record<N, readonly T[]>): [N, ...T][] {
  return (Object.keys(table) as N[]).flatMap((name) => table[name].map((row): [N, ...T] => [name, ...row]));
}
