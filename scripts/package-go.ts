import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

// npx tsx scripts/package-go.ts [FOLDER]: the package of Go, by default in dist/.

const root = path.join(__dirname, '..');
const README = path.join(root, 'docs', 'go.md');

/** As much of the jsii assembly as is changed here. */
interface Documented {
  readme?: { markdown: string };
  docs?: { example?: string };
}

/**
 * Go takes the version of a required module as the lowest one that works, and jsii-pacmak writes the installed version into go.mod. So the
 * module is made in a copy of the project in which the lowest supported peers are installed.
 * jsii-rosetta does not translate to Go that compiles. So the copy has samples that somebody wrote, in its README, and no others.
 */
export function packageGo(outdir: string): void {
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'package-go-'));
  try {
    for (const name of ['package.json', '.npmignore', '.jsii', 'LICENSE', 'NOTICE', 'build', 'assets', 'rosetta']) {
      fs.cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
    }
    fs.copyFileSync(README, path.join(copy, 'README.md'));
    const assemblyFile = path.join(copy, '.jsii');
    fs.writeFileSync(assemblyFile, JSON.stringify(withReadme(fs.readFileSync(assemblyFile, 'utf8'), fs.readFileSync(README, 'utf8'))));
    fs.symlinkSync(path.join(root, 'test', 'floor', 'node_modules'), path.join(copy, 'node_modules'));
    const pacmak = require.resolve('jsii-pacmak/bin/jsii-pacmak');
    execFileSync(process.execPath, [pacmak, '-v', '--target', 'go', '--outdir', outdir], { cwd: copy, stdio: 'inherit' });
  } finally {
    fs.rmSync(copy, { recursive: true, force: true });
  }
}

/** The assembly with another README, and without the examples of its docstrings. */
function withReadme(assembly: string, markdown: string): Documented {
  const parsed = JSON.parse(assembly, (key, value: Record<string, unknown>) => {
    if (key === 'docs') {
      delete value.example;
    }
    return value;
  }) as Documented;
  return { ...parsed, readme: { markdown } };
}

if (require.main === module) {
  packageGo(path.resolve(process.argv[2] ?? path.join(root, 'dist')));
}
