// The claims of the AI SDK, which are the same for each of its providers.

import { APICallError, Output, generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { check, keys, letInLater, long, oneCall, pdf, plain, png, refused, same, seenLeaving, spend, twoCalls, weather } from './claims.js';

const place = () => Output.object({ schema: jsonSchema(weather) });

/**
 * @param tenant the tenant of this program
 * @param modelOf (key, name, at) the provider's model with this key, with this name or the default, at this address or the default
 * @param badField what the gateway or Bedrock must refuse, in the SDK's own words
 * @param always options of every request for a whole answer
 * @param statusOfStranger the status of the answer to a wrong key
 */
export function aiClaims(tenant, modelOf, { badField = { temperature: 7 }, statusOfStranger = 401, strict = modelOf, json, always = {} } = {}) {
  const key = keys(tenant);
  const model = modelOf(key.ample);
  const ask = (content, more = {}) =>
    generateText({ model, maxRetries: 0, messages: [{ role: 'user', content }], ...always, ...more });
  const withPart = part => ask([{ type: 'text', text: 'What is this?' }, part]);

  async function roundTrip(prompt, cities) {
    const asked = [];
    const answer = await ask(prompt, {
      stopWhen: stepCountIs(3),
      tools: { weather: tool({
        description: 'The weather in a city', inputSchema: jsonSchema(weather),
        execute: ({ city }) => { asked.push(city); return '4 degrees'; } }) },
    });
    same(asked.sort(), cities, 'cities');
    same(answer.steps.length, 2, 'steps');
    check(answer.text.length > 0, 'no text after the results');
  }

  async function statusOf(call) {
    const error = await refused(call);
    check(APICallError.isInstance(error), `${error}`);
    return error.statusCode;
  }

  return {
    async text() {
      const answer = await ask('Hello');
      check(answer.text.includes('Hello'), answer.text);
      check(answer.usage.totalTokens > 0, 'no usage');
    },
    async stream() {
      const answer = streamText({ model, maxRetries: 0, prompt: '[[tokens:100]]' });
      let text = '';
      for await (const piece of answer.textStream) text += piece;
      same(text.trim().split(' ').length, 100, 'words');
      same((await answer.usage).outputTokens, 100, 'tokens');
    },
    tool: () => roundTrip(oneCall, ['Oslo']),
    tools: () => roundTrip(twoCalls, ['Oslo', 'Rome']),
    image: () => withPart({ type: 'file', mediaType: 'image/png', data: png }),
    pdf: () => withPart({ type: 'file', mediaType: 'application/pdf', data: pdf, filename: 'hello.pdf' }),
    async structured() {
      const answer = await ask('Where is it cold?', { model: strict(key.ample), output: place() });
      same(typeof answer.output.city, 'string', 'type of the city');
    },
    json: json ?? (async () => {
      const answer = await ask('Answer in JSON.', { output: Output.json() });
      same(typeof answer.output, 'object', 'type');
    }),
    async errors() {
      same(await statusOf(() => ask('Hello', { model: modelOf('nobody') })), statusOfStranger, 'wrong key');
      same(await statusOf(() => ask('Hello', { model: modelOf(key.ample, 'no-such-model') })), 404, 'unknown model');
      same(await statusOf(() => ask('Hello', badField)), 400, 'bad field');
      await spend(key.small);
      same(await statusOf(() => ask('Hello', { model: modelOf(key.small) })), 429, 'limit');
    },
    async abort() {
      const controller = new AbortController();
      const answer = streamText({
        model, maxRetries: 0, prompt: long, maxOutputTokens: 2000, abortSignal: controller.signal, onError() {} });
      for await (const _ of answer.textStream) controller.abort();
      await seenLeaving(tenant);
      await ask('Hello');
    },
    retries: () => letInLater(key.small, () => ask('Hello', { model: modelOf(key.small), maxRetries: undefined })),
    plain: () => ask('Hello', { model: modelOf(key.ample, undefined, plain) }),
  };
}
