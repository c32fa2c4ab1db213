import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** The certificate as a file, to be trusted by a child process. */
  readonly file: string;
  remove(): void;
}

/** Node can sign, but cannot write a certificate, so openssl does. */
export function selfSignedCertificate(): Certificate {
  const folder = mkdtempSync(path.join(tmpdir(), 'response-server-'));
  const [key, file] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const options = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1';
  const { status, stderr } = spawnSync('openssl', ['req', ...options.split(' '), '-keyout', key, '-out', file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl is needed for the https response server: ${stderr ?? 'not found'}`);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(file, 'utf8'), file, remove };
}
