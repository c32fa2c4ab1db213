import * as fs from 'fs';
import * as path from 'path';
import { builtPackage, MANIFEST, PEERS } from './packages';

jest.setTimeout(120_000);

const { namespace, packageId } = MANIFEST.jsii.targets.dotnet;

// Without the .NET SDK, only the generated code can be checked; the job "package" of the workflow "build" compiles it.
describe('The package for .NET', () => {
  let folder: string;
  const read = (...file: string[]) => fs.readFileSync(path.join(folder, ...file), 'utf8');

  beforeAll(async () => {
    folder = path.join(await builtPackage('dotnet', { codeOnly: true }), packageId);
  });

  test('has its name and version, and accepts the lowest supported peers', () => {
    const project = read(`${packageId}.csproj`);
    expect(project).toContain(`<PackageId>${packageId}</PackageId>`);
    expect(project).toContain(`<PackageVersion>${MANIFEST.version}</PackageVersion>`);
    expect(project).toContain(`<PackageReference Include="Amazon.CDK.Lib" Version="[${PEERS['aws-cdk-lib']},`);
  });

  test('has samples in C#', () => {
    const source = read(namespace, 'TenDlcBrand.cs');
    expect(source).toContain('new TenDlcBrand(stack, "Brand", new TenDlcBrandProps {');
    expect(source).not.toContain("from 'cdk-sms-registration'");
  });
});
