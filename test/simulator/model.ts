import { readFileSync } from 'fs';
import { join } from 'path';

/** A shape of the service model, as botocore writes it. */
export interface Shape {
  readonly type: 'structure' | 'list' | 'map' | 'string' | 'blob' | 'boolean' | 'integer' | 'long' | 'timestamp';
  readonly members?: Record<string, { readonly shape: string }>;
  readonly required?: string[];
  readonly member?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly enum?: string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
}

export interface OperationModel {
  readonly input: string;
  readonly output: string;
  readonly errors: string[];
}

interface ServiceModel {
  readonly metadata: { readonly targetPrefix: string; readonly jsonVersion: string };
  readonly operations: Record<string, OperationModel>;
  readonly shapes: Record<string, Shape>;
}

/** Reads one of the data files of this folder. */
export function readData<T>(name: string): T {
  return JSON.parse(readFileSync(join(__dirname, 'model', name), 'utf8')) as T;
}

export const model = readData<ServiceModel>('sms-voice-model.json');

export function shape(name: string): Shape {
  const found = model.shapes[name];
  if (!found) throw new Error(`the model has no shape ${name}`);
  return found;
}

