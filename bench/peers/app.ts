import { App, Stack } from 'aws-cdk-lib';
import { PEERS, type Peer } from './index';

// Which of the peers, given as --context.
const app = new App();
const peer = app.node.tryGetContext('peer') as Peer;
PEERS[peer](new Stack(app, `Bench${peer}`));
