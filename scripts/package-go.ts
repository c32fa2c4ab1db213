import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

// The task package:go. Go takes the version of a required module as the lowest one that works, and jsii-pacmak writes the installed version
// into go.mod. So the module is made in a copy of the project in which the lowest supported peers are installed.
const root = path.join(__dirname, '..');
const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'package-go-'));

try {
  for (const name of ['package.json', '.npmignore', '.jsii', 'README.md', 'LICENSE', 'build', 'assets', 'rosetta']) {
    fs.cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  }
  fs.symlinkSync(path.join(root, 'test', 'floor', 'node_modules'), path.join(copy, 'node_modules'));
  const pacmak = require.resolve('jsii-pacmak/bin/jsii-pacmak');
  execFileSync(process.execPath, [pacmak, '-v', '--target', 'go', '--outdir', path.join(root, 'dist')], { cwd: copy, stdio: 'inherit' });
} finally {
  fs.rmSync(copy, { recursive: true, force: true });
}
