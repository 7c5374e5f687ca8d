// What the programs of this folder share: their keys, what they send, and how they print which claims held.

import { readFileSync } from 'node:fs';

/** The addresses of the gateway, over TLS and in clear, and of the simulated Bedrock behind it, without a path. */
export const gateway = required('BREAKWATER_URL');
export const plain = required('BREAKWATER_PLAIN_URL');
const simulation = required('BREAKWATER_SIMULATION_URL');
/** An alias, and an id in Bedrock of the same model. */
export const model = 'claude-sonnet';
export const bedrockId = 'us.anthropic.claude-sonnet-4-6';

/** The capabilities about which each program has a claim, in the order of the table. */
const capabilities = [
  'text', 'stream', 'tool', 'tools', 'image', 'pdf', 'structured', 'json', 'errors', 'abort', 'retries', 'plain'];

const limitMillis = 60_000;

/** The block of Converse, or the type in Anthropic's language, in which Bedrock must have received what a claim has sent. */
const arrivesAs = { image: 'image', pdf: 'document' };
const tenants = [];

/** A picture of one pixel. */
export const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
/** A document of one page that says "Hello". */
export const pdf = readFileSync(new URL('../../hello.pdf', import.meta.url)).toString('base64');

/** Prompts that make the simulated Bedrock call tools, each as often as it is named. */
export const oneCall = 'What is the weather? [[tool:weather {"city":"Oslo"}]]';
export const twoCalls = 'And in both cities? [[tool:weather {"city":"Oslo"}]] [[tool:weather {"city":"Rome"}]]';
/** A prompt whose answer takes some seconds. */
export const long = '[[tokens:2000]]';

export const weather = {
  type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false };

/** The keys of a program's two tenants; with the second, calls are refused after two at once. */
export function keys(tenant) {
  tenants.push(tenant);
  const all = JSON.parse(readFileSync(required('BREAKWATER_KEYS'), 'utf8'));
  return { ample: all[tenant], small: all[`${tenant}-small`] };
}

/** Marks a capability that the client itself does not have. */
export function notSupported(why) {
  return { why };
}

/** A claim that holds under a condition, which the page must state. */
export function noted(why, claim) {
  return Object.assign(() => claim(), { why });
}

export function check(holds, what) {
  if (!holds) throw new Error(what);
}

export function same(found, expected, what) {
  check(JSON.stringify(found) === JSON.stringify(expected),
    `${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
}

function seconds(count) {
  return new Promise(resume => setTimeout(resume, count * 1000));
}

/** The error of a call that must be refused. */
export async function refused(call) {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error('was not refused');
}

/** Uses up the calls that the tenant may make at once, so that calls are refused for more than a second. */
export async function spend(key) {
  for (let call = 0; call < 20; call++) {
    const answer = await fetch(`${gateway}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] }),
    });
    await answer.text();
    const wait = answer.status === 429 ? Number(answer.headers.get('retry-after')) : 0;
    if (wait > 2) return;
    await seconds(wait);
  }
  throw new Error('the small tenant was not refused');
}

/** Makes a call that is refused at first, and shows that it waited until it was admitted. */
export async function letInLater(key, call) {
  await spend(key);
  const begun = Date.now();
  await call();
  check(Date.now() - begun > 1000, 'was let in at once, so nothing was shown');
}

/** Waits until the gateway's log says that a client of this tenant left before its answer ended. */
export async function seenLeaving(tenant) {
  for (let look = 0; look < 200; look++) {
    const lines = readFileSync(required('BREAKWATER_LOG'), 'utf8').split('\n');
    if (lines.some(line => line.includes(`"tenant":"${tenant}"`) && line.includes('"ending":"client-left"'))) return;
    await seconds(0.1);
  }
  throw new Error('the gateway did not see that the client had left');
}

/**
 * Checks that a call of this program reached Bedrock with such a block. The call is found by its session, which is named
 * after the tenant, since not every API of Bedrock takes metadata.
 */
async function arrived(block) {
  const calls = await (await fetch(`${simulation}/_sim/invocations?bodies=true`)).json();
  const holds = input => [`"${block}":`, `"type":"${block}"`].some(form => input.includes(form));
  check(calls.some(call => tenants.includes(call.identity?.arn?.split('/').at(-1)) && holds(JSON.stringify(call.input))),
    `no ${block} has arrived`);
}

/**
 * Tries each claim in turn, and prints a line of JSON for it.
 *
 * @param part the part of the package, which is shown in parentheses; may be empty
 * @param name the page's name for the package, if it differs from the name by which it is installed
 */
export async function report(packageName, claims, part = '', name = packageName) {
  const installed = new URL(`../node_modules/${packageName}/package.json`, import.meta.url);
  const { version } = JSON.parse(readFileSync(installed, 'utf8'));
  for (const capability of capabilities) {
    const [result, why] = await outcome(claims[capability], arrivesAs[capability]);
    console.log(JSON.stringify({ client: `Node ${name} ${part}`.trim(), version, capability, result, why: oneLine(why) }));
  }
  process.exit(0);
}

async function outcome(claim, block) {
  if (claim === undefined) return ['failed', 'the program has no such claim'];
  if (typeof claim !== 'function') return ['not_supported', claim.why];
  let timer;
  try {
    await Promise.race([claim(), new Promise((_, fail) => {
      timer = setTimeout(() => fail(new Error('took too long')), limitMillis);
    })]);
    if (block) await arrived(block);
    return ['passed', claim.why ?? ''];
  } catch (error) {
    return ['failed', `${error?.name}: ${error?.message}`];
  } finally {
    clearTimeout(timer);
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
