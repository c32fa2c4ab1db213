/** What something is called in the code. */
export interface CodeNames {
  /** The ID of its construct. */
  readonly id: string;
  readonly variable: string;
}

/** Words of the languages, and names that the code has anyway. */
const TAKEN = new Set([
  ...['app', 'stack', 'secret', 'secretsmanager', 'require', 'module', 'exports', 'arguments', 'eval', 'undefined'],
  ...['await', 'break', 'case', 'catch', 'class', 'const', 'continue', 'debugger', 'default', 'delete', 'do', 'else', 'enum', 'export', 'extends', 'false', 'finally'],
  ...['for', 'function', 'if', 'implements', 'import', 'in', 'instanceof', 'interface', 'let', 'new', 'null', 'package', 'private', 'protected', 'public', 'return'],
  ...['static', 'super', 'switch', 'this', 'throw', 'true', 'try', 'typeof', 'var', 'void', 'while', 'with', 'yield'],
  ...['and', 'as', 'assert', 'async', 'def', 'del', 'elif', 'except', 'from', 'global', 'is', 'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise'],
]);

/** Gives every construct an ID, and every variable a name, that nothing else in the file has. */
export class Naming {
  private readonly used = new Set<string>();

  public namesFor(id: string): CodeNames {
    for (let number = 1; ; number += 1) {
      const candidate = number === 1 ? id : `${id}${number}`;
      const variable = variableOf(candidate);
      // Python spells variables in lower case.
      if (!this.used.has(variable.toLowerCase())) {
        this.used.add(variable.toLowerCase());
        return { id: candidate, variable };
      }
    }
  }
}

function variableOf(id: string): string {
  const variable = id[0]!.toLowerCase() + id.slice(1);
  return TAKEN.has(variable) ? `${variable}Registration` : variable;
}
