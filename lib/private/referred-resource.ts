import { CfnResource, Reference, Token, Tokenization } from 'aws-cdk-lib';

/** The resource of this app whose Ref or attribute a text is. */
export function resourceReferredTo(text: string): CfnResource | undefined {
  if (!Token.isUnresolved(text)) {
    return undefined;
  }
  const { firstToken, length } = Tokenization.reverseString(text);
  const referred = length === 1 && firstToken && Reference.isReference(firstToken) ? firstToken.target : undefined;
  return referred && CfnResource.isCfnResource(referred) ? referred : undefined;
}
