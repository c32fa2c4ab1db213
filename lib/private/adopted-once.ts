import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { idOf } from '../../contract/ids';

/** By ID, which construct of a stack adopts a registration. */
const ADOPTIONS = new WeakMap<Stack, Map<string, IConstruct>>();

/** Two constructs with the same registration would take it from each other, and the removal of one would delete what the other still has. */
export function adoptedTwiceProblems(scope: IConstruct, idOrArn: string): string[] {
  const stack = Stack.of(scope);
  const adoptions = ADOPTIONS.get(stack) ?? new Map<string, IConstruct>();
  ADOPTIONS.set(stack, adoptions);
  // One that is a token is not known here.
  if (Token.isUnresolved(idOrArn)) {
    return [];
  }
  const other = adoptions.get(idOf(idOrArn));
  adoptions.set(idOf(idOrArn), other ?? scope);
  return other === undefined ? [] : [`registrationId is that of Registration "${other.node.path}"; adopt a registration once in a stack`];
}
