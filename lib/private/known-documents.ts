import { CfnResource } from 'aws-cdk-lib';
import type { KnownDocument } from '../review/model';

const KNOWN = new WeakMap<CfnResource, KnownDocument>();

/** What an attachment of this app is made of, if that is a file. */
export function knownDocument(attachment: CfnResource): KnownDocument | undefined {
  return KNOWN.get(attachment);
}

export function noteDocument(attachment: CfnResource, document: KnownDocument | undefined): void {
  if (document) {
    KNOWN.set(attachment, document);
  }
}
