import { RemovalPolicy } from 'aws-cdk-lib';
import { present } from './present';

/** How a registration is declared, as far as its props do not say it. */
export interface Declaration {
  /** The class that the user wrote, for errors. */
  readonly construct: string;
  /** Whether it is one of a form of its own. */
  readonly isTyped: boolean;
  /** Its static method that adopts. */
  readonly adoptMethod: string;
  /** The registration to adopt, if it is not created. */
  readonly adopted?: { readonly registrationId: string };
  /** How the user named a field. */
  readonly fieldName: (path: string) => string;
  /** How the user named an association, by its place among them. */
  readonly associationName: (index: number) => string;
  /** What is wrong with the props of the class that the user wrote. */
  readonly problems: readonly string[];
}

const GENERIC: Declaration = {
  construct: 'Registration',
  isTyped: false,
  adoptMethod: 'adopt',
  fieldName: (path) => `fields["${path}"]`,
  associationName: (index) => `associations[${index}]`,
  problems: [],
};

/** By the props that this library passes to the constructor: users cannot declare any of it. */
const DECLARATIONS = new WeakMap<object, Partial<Declaration>>();

export function declare<P extends object>(props: P, declaration: Partial<Declaration>): P {
  DECLARATIONS.set(props, declaration);
  return props;
}

export function declarationOf(props: object | null | undefined): Declaration {
  return { ...GENERIC, ...(props ? DECLARATIONS.get(props) : undefined) };
}

/** The props with which the constructor adopts a registration. By default it is retained, because the stack did not create it. */
export function adopting<P extends object>(props: Partial<P> & { readonly registrationId: string; readonly removalPolicy?: RemovalPolicy }): P {
  const { registrationId, ...declared } = present(props);
  return declare({ ...declared, removalPolicy: declared.removalPolicy ?? RemovalPolicy.RETAIN } as unknown as P, { adopted: { registrationId } });
}
