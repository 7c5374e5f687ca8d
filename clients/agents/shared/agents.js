// What the programs of this folder share: a temporary home and project, a script for the simulated Bedrock to play, the calls that it
// received from the agent, and how they print which claims held.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The addresses of the gateway and of the simulated Bedrock behind it, without a path. */
export const gateway = required('BREAKWATER_PLAIN_URL');
const simulation = required('BREAKWATER_SIMULATION_URL');
const keys = JSON.parse(readFileSync(required('BREAKWATER_KEYS'), 'utf8'));

/** The capabilities about which each program has a claim, in the order of the table. */
const languages = ['chat', 'messages', 'bedrock', 'responses', 'translated'];

const limitMillis = 60_000;
const file = 'greeting.txt';
const said = 'It says hello world now.';

export function keyOf(tenant) {
  return keys[tenant];
}

/** The path of an installed package, or of a file in it. */
export function installed(path) {
  return new URL(`../node_modules/${path}`, import.meta.url).pathname;
}

/** Marks a language that the agent does not speak. */
export function notSupported(why) {
  return { why };
}

/**
 * A claim: the agent is told to correct a file, the model calls the tools of a script, one in each answer, and ends with a text.
 *
 * @param tenant the tenant whose key the agent has
 * @param operation the operation of Bedrock that each of its calls must reach; requests to count tokens are not such calls
 * @param command (home, project) the program and its arguments
 * @param env its environment variables beside PATH, HOME and proxies that lead nowhere
 * @param files the files in its home, by path
 * @param script (path) the tools that the model calls to correct the file at this path: pairs of name and arguments
 * @param why a setting that the page must state
 */
export function mends({ tenant, operation, command, env, files = {}, script, why = '' }) {
  return Object.assign(() => inThrowawayHome(async home => {
    const project = join(home, 'project');
    const path = join(project, file);
    write(path, 'hello wrld\n');
    Object.entries(files).forEach(([name, content]) => write(join(home, name), content));
    const before = (await callsOf(tenant)).length;
    const { status, words } = await run(command(home, project), { cwd: project, env: environment(home, env) }, prompt(script(path)));
    check(status === 0, `ended with ${status}: ${words.slice(-400)}`);
    check(readFileSync(path, 'utf8') === 'hello world\n', `the file is not mended: ${words.slice(-400)}`);
    check(words.includes(said), `the conversation has no end: ${words.slice(-400)}`);
    const calls = (await callsOf(tenant)).slice(before).filter(call => call.operation !== 'CountTokens');
    const strays = calls.filter(call => call.operation !== operation || call.status !== 200);
    check(calls.length > 1 && strays.length === 0, `Bedrock saw ${calls.map(call => `${call.operation} ${call.status}`).join(', ')}`);
  }), { why });
}

/** Phrases that tell the simulated Bedrock what to answer, one step for each answer. */
function prompt(tools) {
  const steps = tools.map(([name, input]) => `[[tool:${name} ${JSON.stringify(input)}]]`);
  return [`Mend ${file}. ${steps[0]}`, ...steps.slice(1), `[[text:${said}]]`].join(' [[then]] ');
}

function environment(home, env) {
  const { PATH, HTTP_PROXY, HTTPS_PROXY, NO_PROXY } = process.env;
  return { PATH, HOME: home, HTTP_PROXY, HTTPS_PROXY, NO_PROXY, ...env };
}

async function inThrowawayHome(use) {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'breakwater-agent-')));
  try {
    await use(home);
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** Runs a program to its end, or for a minute, and returns what it prints. */
function run([program, ...words], options, input) {
  return new Promise((resolve, reject) => {
    let printed = '';
    const child = spawn(program, words, { ...options, timeout: limitMillis, killSignal: 'SIGKILL' });
    child.on('error', reject);
    child.stdout.on('data', piece => { printed += piece; });
    child.stderr.on('data', piece => { printed += piece; });
    child.on('close', status => resolve({ status, words: printed }));
    child.stdin.end(input);
  });
}

async function callsOf(tenant) {
  const calls = await (await fetch(`${simulation}/_sim/invocations`)).json();
  return calls.filter(call => call.identity?.arn?.endsWith(`/${tenant}`));
}

function check(holds, what) {
  if (!holds) throw new Error(what);
}

/** Tries each claim in turn, and prints a line of JSON for it. */
export async function report(packageName, claims) {
  const { version } = JSON.parse(readFileSync(installed(`${packageName}/package.json`), 'utf8'));
  for (const capability of languages) {
    const [result, why] = await outcome(claims[capability]);
    console.log(JSON.stringify({ client: `Agent ${packageName}`, version, capability, result, why: oneLine(why) }));
  }
}

async function outcome(claim) {
  if (claim === undefined) return ['failed', 'the program has no such claim'];
  if (typeof claim !== 'function') return ['not_supported', claim.why];
  try {
    await claim();
    return ['passed', claim.why];
  } catch (error) {
    return ['failed', `${error?.name}: ${error?.message}`];
  }
}

/** A text for a table, without quotes and line ends, which the table's reader cannot parse. */
function oneLine(words) {
  return words.replaceAll(/["\\]/g, "'").replaceAll(/[\s|]+/g, ' ').slice(0, 300);
}

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; scripts/test-clients sets it`);
  return value;
}
