import { customResources } from './cloudformation/protocol';
import { RESOURCES } from './routing/resources';

export const handler = customResources(RESOURCES);
