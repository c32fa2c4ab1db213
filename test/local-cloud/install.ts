import { ENVIRONMENT, install } from './python';

try {
  if (install()) {
    console.log(`The local cloud is installed in ${ENVIRONMENT}.`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
