import * as fs from 'fs';
import * as path from 'path';
import {
  CreateRegistrationCommand, PinpointSMSVoiceV2Client, type CreateRegistrationCommandInput,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { comparable, Consumer, expected, JSII_CACHE } from './consumer';
import { builtPackage, CACHE, describeLanguage, MANIFEST, PEERS, ROOT } from './packages';
import { run } from './run';
import { Cdk, type CdkResult } from '../local-cloud/cdk';
import { LocalCloud, REGION } from '../local-cloud/local-cloud';
import { DeployedStack } from '../local-cloud/stack';
import { Simulator } from '../simulator';

jest.setTimeout(480_000);

const ENVIRONMENT = path.join(CACHE, 'python');
const PYTHON = path.join(ENVIRONMENT, 'bin', 'python');
const TAX_ID = '00-0000000';
const PHONE = '+12065550100';
/** What says how the library is used. */
const SHOWN = /[\\/]cdk_sms_registration([\\/]__init__\.py|-[^\\/]*[\\/]METADATA)$/;
const STAMP = path.join(ENVIRONMENT, 'peers');

/** Installs the package as a user does, from its file, beside the lowest supported peers. Modules are compiled by the first app that imports them. */
async function install(wheel: string): Promise<void> {
  const peers = Object.entries(PEERS).map(([name, version]) => `${name}==${version}`);
  const pip = (...args: string[]) => (
    run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--no-compile', ...args], { cwd: CACHE })
  );
  // Written last: without it an interrupted installation is done again.
  if (!fs.existsSync(STAMP) || fs.readFileSync(STAMP, 'utf8') !== peers.join()) {
    fs.rmSync(ENVIRONMENT, { recursive: true, force: true, maxRetries: 5 });
    await run('python3', ['-m', 'venv', ENVIRONMENT], { cwd: CACHE });
    await pip(...peers);
    fs.writeFileSync(STAMP, peers.join());
  }
  // Whatever it asks for has to be there already.
  await pip('--force-reinstall', '--no-deps', wheel);
  await run(PYTHON, ['-m', 'pip', 'check', '--disable-pip-version-check'], { cwd: CACHE });
}

/** With the CLI's own words, should it fail. */
function succeeds({ exitCode, output }: CdkResult): void {
  expect(exitCode === 0 ? '' : output).toBe('');
}

describeLanguage('python', () => {
  let app: Consumer;

  beforeAll(async () => {
    await install(path.join(await builtPackage('python'), `cdk_sms_registration-${MANIFEST.version}-py3-none-any.whl`));
    app = new Consumer('python');
  });

  test('makes the same template as the one for TypeScript, twice in a row', async () => {
    const template = await app.synthesize(PYTHON, 'app.py');
    expect(await app.synthesize(PYTHON, 'app.py')).toBe(template);
    expect(comparable(template)).toEqual(expected());
  });

  test.each([{}, { submit: 'true' }])('runs the example, which makes the template of the one in TypeScript, with the context %j', async (context) => {
    const template = async (command: string, args: string[], cwd: string): Promise<string> => {
      const outdir = fs.mkdtempSync(path.join(app.folder, 'example-'));
      await run(command, args, { cwd, env: { ...JSII_CACHE, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) } });
      return fs.readFileSync(path.join(outdir, 'TollFreeRegistration.template.json'), 'utf8');
    };
    const inPython = await template(PYTHON, ['app.py'], path.join(ROOT, 'examples', 'python'));
    const inTypeScript = await template(path.join(ROOT, 'node_modules', '.bin', 'tsx'), ['--tsconfig', 'tsconfig.dev.json', 'examples/toll-free.ts'], ROOT);
    expect(comparable(inPython)).toEqual(comparable(inTypeScript));
  });

  test('has samples in Python, in its README and in its docstrings', () => {
    const installed = path.join(ENVIRONMENT, 'lib');
    const files = fs.readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter((name) => SHOWN.test(name));
    expect(files).toHaveLength(2);
    const shown = files.map((file) => fs.readFileSync(path.join(installed, file), 'utf8')).join('\n');
    expect(shown).toContain('from cdk_sms_registration import ');
    expect(shown).toContain('dba_name="Example",');
    expect(shown).not.toContain("from 'cdk-sms-registration'");
  });

  test('tells a beginner which prop is wrong', async () => {
    await app.run(PYTHON, 'mistakes.py');
    const messages = JSON.parse(fs.readFileSync(path.join(app.folder, 'messages.json'), 'utf8')) as Record<string, string>;
    const told = Object.fromEntries(Object.entries(messages).map(([mistake, message]) => [mistake, message.split('\n').filter((line) => !line.includes('Fail')).join('\n')]));
    expect(told).toEqual({
      'a required prop is missing': "TypeError: TenDlcBrandVetting.__init__() missing 1 required keyword-only argument: 'brand'",
      'fields of the form are missing': expect.stringContaining('a US_TEN_DLC_BRAND_REGISTRATION needs companyName, '),
      'a prop has another type': 'TypeError: type of argument submit must be one of (bool, NoneType); got str instead',
      'a prop of a typed form has another type': 'TypeError: type of argument website must be one of (str, NoneType); got int instead',
      'the registration type is a string': 'TypeError: type of argument registration_type must be cdk_sms_registration.RegistrationType; got str instead',
      'a field is a string': expect.stringContaining("Key 'companyInfo.companyName': Unable to deserialize value as cdk-sms-registration.FieldValue"),
      'a sensitive prop is a string': 'TypeError: type of argument tax_id must be one of (cdk_sms_registration.FieldValue, NoneType); got str instead',
      'a choice is a string': 'TypeError: type of argument legal_type must be one of (cdk_sms_registration.LegalType, NoneType); got str instead',
      'a document is a path': 'TypeError: type of argument document must be cdk_sms_registration.RegistrationDocument; got str instead',
      'a brand is an ID': expect.stringContaining("Key 'brand': Unable to deserialize value as cdk-sms-registration.IRegistration"),
      'a prop is spelled as in TypeScript': "TypeError: TenDlcBrand.__init__() got an unexpected keyword argument 'companyName'",
      'a prop of the company is misspelled': "TypeError: CompanyProfile.__init__() got an unexpected keyword argument 'company_nme'",
      'the company is a dict with a misspelled key': "TypeError: CompanyProfile.__init__() got an unexpected keyword argument 'company_nme'",
      'a file is missing': 'RuntimeError: RegistrationAttachment "Texts/Mistake13": "nowhere.png" does not exist',
      'a text is empty': expect.stringContaining('fields["companyInfo.companyName"]: its text must have 1 to 2048 characters, but is empty'),
    });
  });

  describe('on the local cloud', () => {
    let simulator: Simulator;
    let cloud: LocalCloud;
    let cdk: Cdk;

    beforeAll(async () => {
      simulator = await Simulator.start();
      cloud = await LocalCloud.start({ simulatorEndpoint: simulator.endpoint });
      cdk = new Cdk({ app: `exec '${PYTHON}' app.py`, cwd: app.folder, environment: { ...cloud.environment, ...JSII_CACHE, PYTHONDONTWRITEBYTECODE: '' } });
      succeeds(await cdk.bootstrap());
    });

    afterAll(async () => {
      await cloud?.stop();
      await simulator?.stop();
    });

    const at = (endpoint: string) => ({ endpoint, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });

    /** What the app takes for granted: two registrations that somebody created by hand, a secret and a parameter. */
    async function prepare(): Promise<string[]> {
      await new SecretsManagerClient(at(cloud.endpoint)).send(new CreateSecretCommand({ Name: 'texts/company', SecretString: JSON.stringify({ taxId: TAX_ID }) }));
      await new SSMClient(at(cloud.endpoint)).send(new PutParameterCommand({ Name: 'texts-phone', Type: 'String', Value: PHONE }));
      const somebody = new PinpointSMSVoiceV2Client(at(simulator.endpoint));
      const create = async (RegistrationType: CreateRegistrationCommandInput['RegistrationType']) => (
        (await somebody.send(new CreateRegistrationCommand({ RegistrationType }))).RegistrationId
      );
      return [
        '--context', `brand=${await create('US_TEN_DLC_BRAND_REGISTRATION')}`,
        '--context', `tollFree=${await create('US_TOLL_FREE_REGISTRATION')}`,
      ];
    }

    const living = () => simulator.control.state().registrations.filter(({ status }) => status !== 'DELETED');

    test('its app is deployed and destroyed with the real CDK CLI', async () => {
      const context = await prepare();
      succeeds(await cdk.deploy(...context));
      const stack = new DeployedStack(cloud, (await new DeployedStack(cloud, 'Texts').id())!);
      const { BrandId, CampaignPendingSteps } = await stack.outputs();
      expect(living().find(({ registrationId }) => registrationId === BrandId)!.status).toMatch(/^(SUBMITTED|REVIEWING)$/);
      expect([...simulator.received]).toEqual(expect.arrayContaining(['Example Corp', TAX_ID, PHONE]));
      expect(CampaignPendingSteps).toContain(`submit: waiting for ${BrandId}`);
      expect(living().map(({ registrationType }) => registrationType).sort()).toEqual([
        'US_TEN_DLC_BRAND_REGISTRATION', 'US_TEN_DLC_BRAND_REGISTRATION', 'US_TEN_DLC_BRAND_VETTING', 'US_TEN_DLC_CAMPAIGN_REGISTRATION',
        'US_TEN_DLC_CAMPAIGN_REGISTRATION', 'US_TOLL_FREE_REGISTRATION', 'US_TOLL_FREE_REGISTRATION',
      ]);

      simulator.control.deny({ registrationId: BrandId! });
      succeeds(await cdk.destroy(...context));
      expect(await stack.status()).toBe('DELETE_COMPLETE');
      // It was adopted without removalPolicy.
      expect(living().map(({ registrationType }) => registrationType)).toEqual(['US_TOLL_FREE_REGISTRATION']);
    });
  });
});
