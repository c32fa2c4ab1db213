'use strict';
/*
 * The CDK's own provider framework in one process with the functions of its user: what it would have Lambda and Step Functions do is done here.
 * FRAMEWORK and USER_CODE are the folders of the two; WAIT_MS is the interval in which it asks whether something is complete.
 */
const path = require('path');

const outbound = require(path.join(process.env.FRAMEWORK, 'outbound.js'));
const framework = require(path.join(process.env.FRAMEWORK, 'framework.js'));
const user = require(path.join(process.env.USER_CODE, 'index.js'));

let waiting;

outbound.invokeFunction = async ({ FunctionName, Payload }) => {
  try {
    return { Payload: JSON.stringify(await user[FunctionName](JSON.parse(Payload)) ?? null) };
  } catch (error) {
    return { FunctionError: 'Unhandled', Payload: JSON.stringify({ errorType: error.name, errorMessage: error.message }) };
  }
};

outbound.startExecution = async ({ input }) => {
  waiting = untilComplete(JSON.parse(input));
};

/** The state machine: it tries again while the framework asks for it. */
async function untilComplete(event) {
  for (;;) {
    try {
      return await framework.isComplete(event);
    } catch (error) {
      if (error.name !== 'Retry' && error.constructor.name !== 'Retry') throw error;
      await new Promise((resolve) => setTimeout(resolve, Number(process.env.WAIT_MS)));
    }
  }
}

exports.handler = async (event) => {
  waiting = undefined;
  await framework.onEvent(event);
  await waiting;
};
