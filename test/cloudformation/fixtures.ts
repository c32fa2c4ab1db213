import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import * as path from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { Cloud, CloudOptions, CustomResource, Properties, startCloud } from './index';

export const PROBE = path.join(__dirname, 'fixtures/probe.js');
export const PARENT = path.join(__dirname, 'fixtures/parent.js');

export function resource(properties: Properties = {}, more: Partial<CustomResource> = {}): CustomResource {
  return { logicalId: 'Thing', resourceType: 'Custom::Thing', properties, ...more };
}

/** A cloud whose handler answers as the properties of each resource say. */
export async function scriptedCloud(options: CloudOptions = {}): Promise<Cloud> {
  const folder = mkdtempSync(path.join(tmpdir(), 'scripted-'));
  const cloud = await startCloud({ bundle: path.join(__dirname, 'fixtures/scripted.js'), env: { CALLS: path.join(folder, 'calls') }, ...options });
  const close = async () => {
    await cloud.close();
    rmSync(folder, { recursive: true });
  };
  return { ...cloud, close };
}

/** Waits until something is so; the test's own time-out is the limit. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(5);
}
