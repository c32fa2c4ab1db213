import * as fs from 'fs';
import { Token } from 'aws-cdk-lib';
import { kindOf } from './present';
import type { KnownDocument } from '../review/model';

/** What is certainly wrong with a document, and what may be. */
export interface Findings {
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
  /** What is known of a document without problems. */
  readonly document?: KnownDocument;
}

/** The highest and the lowest limit in the documentation of the service. */
const MAX_BYTES = 5 * 1024 * 1024;
const SAFE_BYTES = 500_000;
/** A PDF need not start at the first byte. */
const HEAD_BYTES = 1024;
/** Of an object in S3, in bytes. */
const MAX_KEY = 1024;

/** Whether the service may accept this file as a document, judging by its content and not by its name. */
export function inspectFile(file: string): Findings {
  if (typeof file !== 'string') {
    return problem(`path is ${kindOf(file)}; the path of a file is expected`);
  }
  const stats = fs.statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) {
    return problem(`"${file}" ${stats ? 'is not a file' : 'does not exist'}`);
  }
  if (stats.size === 0) {
    return problem(`"${file}" is empty`);
  }
  if (stats.size > MAX_BYTES) {
    return problem(`"${file}" must have at most ${MAX_BYTES} bytes, but has ${stats.size}`);
  }
  const format = formatOf(head(file));
  if (format === undefined) {
    return problem(`"${file}" is not a PDF, JPEG or PNG document, judging by its content`);
  }
  return {
    problems: [],
    document: { format, bytes: stats.size },
    warnings: [
      ...format === 'GIF' ? [`"${file}" is a GIF image, which only some fields accept; all of them accept PDF, JPEG and PNG documents`] : [],
      ...stats.size > SAFE_BYTES ? [`"${file}" has ${stats.size} bytes, and the service may refuse more than ${SAFE_BYTES}`] : [],
    ],
  };
}

/** Whether an object can be named in a URL, and its permission cannot include other objects. */
export function inspectObject(bucket: unknown, key: string): Findings {
  return { problems: [...bucketProblems(bucket), ...keyProblems(key)], warnings: [] };
}

function problem(text: string): Findings {
  return { problems: [text], warnings: [] };
}

function head(file: string): Buffer {
  const handle = fs.openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(HEAD_BYTES);
    return bytes.subarray(0, fs.readSync(handle, bytes, 0, HEAD_BYTES, 0));
  } finally {
    fs.closeSync(handle);
  }
}

function formatOf(bytes: Buffer): KnownDocument['format'] | undefined {
  const start = bytes.toString('latin1');
  if (start.startsWith('\x89PNG\r\n\x1a\n')) {
    return 'PNG';
  }
  if (start.startsWith('\xff\xd8\xff')) {
    return 'JPEG';
  }
  if (/^GIF8[79]a/.test(start)) {
    return 'GIF';
  }
  return start.includes('%PDF-') ? 'PDF' : undefined;
}

function bucketProblems(bucket: unknown): string[] {
  const { bucketName } = (bucket ?? {}) as { readonly bucketName?: unknown };
  return typeof bucketName === 'string' ? [] : [`bucket is ${kindOf(bucket)}; a bucket of aws-cdk-lib/aws-s3 is expected`];
}

function keyProblems(key: string): string[] {
  if (Token.isUnresolved(key)) {
    return [];
  }
  if (typeof key !== 'string') {
    return [`the key is ${kindOf(key)}; a string of 1 to ${MAX_KEY} bytes is expected`];
  }
  if (key.length === 0 || Buffer.byteLength(key) > MAX_KEY) {
    return [`the key must have 1 to ${MAX_KEY} bytes, but has ${Buffer.byteLength(key)}`];
  }
  return [
    ...(/\s/.test(key) ? [`the key "${key}" contains a space, which is not allowed in the URL of an attachment`] : []),
    ...(/[*?]|\$\{/.test(key) ? [`the key "${key}" contains *, ? or \${: the permission to read it would include other objects`] : []),
  ];
}
