'use strict';
// The app of somebody who installed the package. Its synthesis may neither start a program nor open a connection.
const refuse = (what) => () => { throw new Error(`${what} during the synthesis`); };
for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
  require('child_process')[name] = refuse('a program was started');
}
require('net').Socket.prototype.connect = refuse('a connection was opened');
require('dns').lookup = refuse('a name was looked up');

const { App, CfnOutput, Stack } = require('aws-cdk-lib');
const { FieldValue, Registration, RegistrationType } = require('cdk-sms-registration');

const app = new App({ outdir: 'cdk.out' });
const stack = new Stack(app, 'Texts');
const registration = new Registration(stack, 'TollFree', {
  registrationType: RegistrationType.US_TOLL_FREE_REGISTRATION,
  fields: { 'companyInfo.companyName': FieldValue.text('Example Corp.') },
});
new CfnOutput(stack, 'RegistrationId', { value: registration.registrationId });
app.synth();
