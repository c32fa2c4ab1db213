import * as fs from 'fs';
import * as path from 'path';

/** The bundled handler is beside the sources, and one level further up from the compiled library. */
const CANDIDATES = ['../../assets/handler', '../../../assets/handler'].map((directory) => path.join(__dirname, directory));

export const HANDLER_DIRECTORY = CANDIDATES.find((directory) => fs.existsSync(directory)) ?? CANDIDATES[0]!;
