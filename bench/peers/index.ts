import type { Stack } from 'aws-cdk-lib';
import { awsCustomResource } from './aws-custom-resource';
import { ours } from './ours';
import { provider } from './provider';

/** Three ways to have a registration in a stack. */
export const PEERS = { ours, AwsCustomResource: awsCustomResource, Provider: provider } satisfies Record<string, (stack: Stack) => void>;
export type Peer = keyof typeof PEERS;
export const NAMES = Object.keys(PEERS) as Peer[];
