import { execFile } from 'child_process';
import { join, resolve } from 'path';
import { promisify } from 'util';
import { model } from './model';
import { useSimulator } from './support';

const setup = useSimulator();

/** The Python of the local cloud, which has the AWS CLI and with it botocore. */
const PYTHON = process.env.LOCAL_CLOUD_PYTHON ?? resolve(__dirname, '../../.local-cloud/bin/python');

/** Nothing of the user's AWS configuration may play a part. */
const ENVIRONMENT = {
  PATH: process.env.PATH,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: join(__dirname, 'no-such-file'),
  AWS_SHARED_CREDENTIALS_FILE: join(__dirname, 'no-such-file'),
  AWS_MAX_ATTEMPTS: '1',
  AWS_PAGER: '',
  PYTHONDONTWRITEBYTECODE: '1',
};

test('botocore and the AWS CLI work against every operation', async () => {
  const script = [join(__dirname, 'botocore_check.py'), setup.simulator.endpoint, join(__dirname, 'model', 'sms-voice-model.json')];
  const { stdout } = await promisify(execFile)(PYTHON, script, { env: ENVIRONMENT as NodeJS.ProcessEnv });
  const operations = Object.keys(model.operations).sort();
  expect(operations).toHaveLength(29);
  expect(JSON.parse(stdout)).toEqual({
    botocore: operations,
    cli: operations,
    errors: [
      ['ResourceNotFoundException', null],
      ['ValidationException', 'UNKNOWN_REGISTRATION_TYPE'],
      ['ValidationException', 'FIELD_VALIDATION_FAILED'],
      ['ConflictException', 'SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED'],
    ],
  });
});
