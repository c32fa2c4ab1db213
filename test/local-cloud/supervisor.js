// Runs a command with a folder of its own: supervisor.js FOLDER COMMAND ARGUMENTS…
// When standard input closes, because the program that started this has ended or wants an end, all that the command started
// is killed. In any case the folder is removed. Nothing stays, however the program ends.
const { spawn } = require('child_process');
const fs = require('fs');

const [folder, command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit'] });

child.once('exit', (code, signal) => {
  killGroup();
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  if (signal) {
    process.kill(process.pid, signal);
  } else {
    process.exit(code);
  }
});
process.stdin.on('close', killGroup).resume();

function killGroup() {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
