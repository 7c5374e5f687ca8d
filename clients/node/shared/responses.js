import { APIUserAbortError, AuthenticationError, BadRequestError, NotFoundError, RateLimitError } from 'openai';
import {
  check, gateway, keys, letInLater, long, model, oneCall, pdf, plain, png, refused, same, seenLeaving, spend, twoCalls, weather,
} from './claims.js';

const tools = [{ type: 'function', name: 'weather', parameters: weather, strict: true }];

/**
 * The claims of OpenAI's own client about its Responses.
 *
 * @param tenant the tenant of this program
 * @param clientOf the client with a key, at an address, with the given number of retries
 */
export function responsesClaims(tenant, clientOf) {
  const key = keys(tenant);
  const client = clientOf(key.ample, gateway, { maxRetries: 0 });
  const ask = (input, more = {}, by = client) => by.responses.create({ model, input, ...more });
  const withPart = part => ask([{ role: 'user', content: [{ type: 'input_text', text: 'What is this?' }, part] }]);

  async function roundTrip(prompt, cities) {
    const asked = await ask(prompt, { tools });
    const calls = asked.output.filter(item => item.type === 'function_call');
    same(calls.map(call => JSON.parse(call.arguments).city), cities, 'cities');
    check(new Set(calls.map(call => call.call_id)).size === cities.length, 'ids are not unique');
    const results = calls.map(call => ({ type: 'function_call_output', call_id: call.call_id, output: '4 degrees' }));
    const answer = await ask([{ role: 'user', content: prompt }, ...asked.output, ...results], { tools, store: false });
    check(answer.output_text.length > 0, 'no text after the results');
  }

  return {
    async text() {
      const answer = await ask('Hello');
      check(answer.output_text.includes('Hello'), answer.output_text);
      check(answer.usage.total_tokens > 0, 'no usage');
    },
    async stream() {
      const stream = client.responses.stream({ model, input: '[[tokens:100]]' });
      let text = '';
      for await (const event of stream) if (event.type === 'response.output_text.delta') text += event.delta;
      const answer = await stream.finalResponse();
      same(text.trim().split(' ').length, 100, 'words');
      same(answer.output_text, text, 'whole text');
      same(answer.usage.output_tokens, 100, 'tokens');
    },
    tool: () => roundTrip(oneCall, ['Oslo']),
    tools: () => roundTrip(twoCalls, ['Oslo', 'Rome']),
    image: () => withPart({ type: 'input_image', image_url: `data:image/png;base64,${png}`, detail: 'auto' }),
    pdf: () => withPart({ type: 'input_file', filename: 'hello.pdf', file_data: `data:application/pdf;base64,${pdf}` }),
    async structured() {
      const answer = await client.responses.parse({
        model, input: 'Where is it cold?', text: { format: { type: 'json_schema', name: 'place', strict: true, schema: weather } } });
      same(typeof answer.output_parsed?.city, 'string', 'type of the city');
    },
    async json() {
      const answer = await ask('Answer in JSON.', { text: { format: { type: 'json_object' } } });
      same(typeof JSON.parse(answer.output_text), 'object', 'type');
    },
    async errors() {
      const stranger = clientOf('sk-nobody', gateway, { maxRetries: 0 });
      check(await refused(() => ask('Hello', {}, stranger)) instanceof AuthenticationError, '401 has another type');
      const missing = await refused(() => ask('Hello', { model: 'no-such-model' }));
      check(missing instanceof NotFoundError && missing.code === 'model_not_found', `404: ${missing}`);
      const bad = await refused(() => ask('Hello', { temperature: 7 }));
      check(bad instanceof BadRequestError && bad.param === 'temperature', `400: ${bad}`);
      await spend(key.small);
      const small = clientOf(key.small, gateway, { maxRetries: 0 });
      const limited = await refused(() => ask('Hello', {}, small));
      check(limited instanceof RateLimitError && limited.code === 'rate_limit_exceeded', `429: ${limited}`);
    },
    async abort() {
      const controller = new AbortController();
      const stream = await client.responses.create(
        { model, input: long, max_output_tokens: 2000, stream: true }, { signal: controller.signal });
      for await (const event of stream) if (event.type === 'response.output_text.delta') controller.abort();
      await seenLeaving(tenant);
      check(await refused(() => client.responses.create(
        { model, input: 'Hello' }, { signal: controller.signal })) instanceof APIUserAbortError, 'type');
    },
    retries: () => letInLater(key.small, () => ask('Hello', {}, clientOf(key.small, gateway, {}))),
    async plain() {
      await ask('Hello', {}, clientOf(key.ample, plain, { maxRetries: 0 }));
    },
  };
}
