/** Runs main.ts alone: what Midway would start is left out, what it does with signals and errors stays. */
require('./ts-hook.cjs');
const { Bootstrap } = require('@midwayjs/bootstrap');

Bootstrap.configure = () => Bootstrap;
Bootstrap.run = async () => {
  process.once('SIGTERM', () => process.exit(0));
  process.on('uncaughtException', (error) => console.error(error));
};
Bootstrap.getApplicationContext = () => ({ getAsync: async () => ({ start() {} }) });

process.on('message', (line) => console.log(line));
