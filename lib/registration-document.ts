import * as s3 from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Construct } from 'constructs';
import { Findings, inspectFile, inspectObject } from './private/document';

/**
 * Where a document is when the stack is deployed.
 */
export interface RegistrationDocumentConfig {
  /**
   * The bucket of the document.
   */
  readonly bucket: s3.IBucket;

  /**
   * The key of the object in the bucket.
   */
  readonly objectKey: string;

  /**
   * A hash of the content. A document with the same hash is not uploaded again, even from another bucket or key.
   *
   * @default - the content is recognized by its bucket and key
   */
  readonly contentHash?: string;
}

/**
 * The content of a `RegistrationAttachment`: a PDF, JPEG or PNG document.
 *
 * @exampleMetadata fixture=registrations
 * @example
 *
 * const file = RegistrationDocument.fromAsset('documents/opt-in.png');
 * const object = RegistrationDocument.fromBucket(bucket, 'letter-of-authorization.pdf');
 */
export abstract class RegistrationDocument {
  /**
   * A file of this project, which the CDK uploads to its bootstrap bucket.
   *
   * It is checked at synth: its content must be a PDF, JPEG or PNG document of at most 5 MiB; a GIF only gets a warning. The AWS documentation names limits from
   * 500 kB to 5 MB, and some fields have tighter ones, so synth warns above 500 kB.
   *
   * @param path the file, relative to the working directory
   */
  public static fromAsset(path: string): RegistrationDocument {
    return new AssetDocument(path);
  }

  /**
   * An object that exists in a bucket when the stack is deployed.
   *
   * The handler may read this object only, and decrypt it with the key of the bucket if that key is known. The policy of a bucket in another
   * account has to allow that too. A document that is replaced under the same key is not noticed, and the service does not take the version
   * of an object: give a changed document another key.
   *
   * @param bucket from this stack or imported
   * @param key 1 to 1024 bytes, without spaces and without the patterns `*`, `?` and `${`
   */
  public static fromBucket(bucket: s3.IBucket, key: string): RegistrationDocument {
    return new BucketDocument(bucket, key);
  }

  /**
   * Called by the attachment that is made of the document.
   *
   * @param scope the attachment
   */
  public abstract bind(scope: Construct): RegistrationDocumentConfig;

  /**
   * What is wrong with the document, and what may be.
   * @internal
   */
  public _inspect(): Findings {
    return { problems: [], warnings: [] };
  }
}

class AssetDocument extends RegistrationDocument {
  constructor(private readonly path: string) {
    super();
  }

  public bind(scope: Construct): RegistrationDocumentConfig {
    const { bucket, s3ObjectKey, assetHash } = new Asset(scope, 'Asset', { path: this.path });
    return { bucket, objectKey: s3ObjectKey, contentHash: assetHash };
  }

  /** @internal */
  public _inspect(): Findings {
    return inspectFile(this.path);
  }
}

class BucketDocument extends RegistrationDocument {
  constructor(private readonly bucket: s3.IBucket, private readonly key: string) {
    super();
  }

  public bind(_scope: Construct): RegistrationDocumentConfig {
    return { bucket: this.bucket, objectKey: this.key };
  }

  /** @internal */
  public _inspect(): Findings {
    return inspectObject(this.bucket, this.key);
  }
}
