'use strict';
/*
 * Preloaded into the functions of the peers, which answer CloudFormation by https and at its usual port only:
 * what is for the loopback interface goes to the bench instead.
 */
const http = require('http');
const https = require('https');

const request = https.request;
https.request = (options, ...more) => (
  options.hostname === '127.0.0.1' ? http.request({ ...options, port: process.env.RESPONSE_PORT }, ...more) : request(options, ...more)
);
