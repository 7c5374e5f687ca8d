import OpenAI, { APIUserAbortError, AuthenticationError, BadRequestError, NotFoundError, RateLimitError } from 'openai';
import {
  check, long, gateway, keys, letInLater, model, seenLeaving, oneCall, pdf, plain, png, refused, report, same, spend, twoCalls,
  weather,
} from './shared/claims.js';

const tenant = 'openai-node';
const key = keys(tenant);
const baseURL = `${gateway}/v1`;
const client = new OpenAI({ baseURL, apiKey: key.ample, maxRetries: 0 });

const tools = [{ type: 'function', function: { name: 'weather', parameters: weather, strict: true } }];
const user = content => ({ role: 'user', content });
const ask = (content, more = {}, by = client) =>
  by.chat.completions.create({ model, messages: [user(content)], ...more });
const said = answer => answer.choices[0].message.content;

async function roundTrip(prompt, cities) {
  const asked = (await ask(prompt, { tools })).choices[0];
  same(asked.finish_reason, 'tool_calls', 'finish reason');
  const calls = asked.message.tool_calls;
  same(calls.map(call => JSON.parse(call.function.arguments).city), cities, 'cities');
  check(new Set(calls.map(call => call.id)).size === cities.length, 'ids are not unique');
  const results = calls.map(call => ({ role: 'tool', tool_call_id: call.id, content: '4 degrees' }));
  const answer = await client.chat.completions.create({
    model, tools, messages: [user(prompt), asked.message, ...results] });
  same(answer.choices[0].finish_reason, 'stop', 'finish reason after the results');
}

const jsonOf = answer => JSON.parse(said(answer));

await report('openai', {
  async text() {
    const answer = await ask('Hello');
    check(said(answer).includes('Hello'), said(answer));
    check(answer.usage.total_tokens > 0, 'no usage');
    const vectors = await client.embeddings.create({ model: 'titan', input: ['Hello', 'world'], dimensions: 256 });
    same(vectors.data.map(each => each.embedding.length), [256, 256], 'dimensions');
  },
  async stream() {
    const stream = await ask('[[tokens:100]]', { stream: true, stream_options: { include_usage: true } });
    let text = '';
    let usage;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      usage = chunk.usage ?? usage;
    }
    same(text.trim().split(' ').length, 100, 'words');
    same(usage?.completion_tokens, 100, 'tokens');
  },
  tool: () => roundTrip(oneCall, ['Oslo']),
  tools: () => roundTrip(twoCalls, ['Oslo', 'Rome']),
  async image() {
    await ask([{ type: 'text', text: 'What is this?' },
      { type: 'image_url', image_url: { url: `data:image/png;base64,${png}`, detail: 'auto' } }]);
  },
  async pdf() {
    await ask([{ type: 'text', text: 'What is this?' },
      { type: 'file', file: { filename: 'hello.pdf', file_data: `data:application/pdf;base64,${pdf}` } }]);
  },
  async structured() {
    const answer = await client.chat.completions.parse({
      model, messages: [user('Where is it cold?')],
      response_format: { type: 'json_schema', json_schema: { name: 'place', strict: true, schema: weather } } });
    same(typeof answer.choices[0].message.parsed?.city, 'string', 'type of the city');
  },
  async json() {
    same(typeof jsonOf(await ask('Answer in JSON.', { response_format: { type: 'json_object' } })), 'object', 'type');
  },
  async errors() {
    const stranger = new OpenAI({ baseURL, apiKey: 'sk-nobody', maxRetries: 0 });
    check(await refused(() => ask('Hello', {}, stranger)) instanceof AuthenticationError, '401 has another type');
    const missing = await refused(() => ask('Hello', { model: 'no-such-model' }));
    check(missing instanceof NotFoundError && missing.code === 'model_not_found', `404: ${missing}`);
    check(await refused(() => ask('Hello', { temperature: 7 })) instanceof BadRequestError, '400 has another type');
    await spend(key.small);
    const small = new OpenAI({ baseURL, apiKey: key.small, maxRetries: 0 });
    const limited = await refused(() => ask('Hello', {}, small));
    check(limited instanceof RateLimitError && limited.code === 'rate_limit_exceeded', `429: ${limited}`);
  },
  async abort() {
    const controller = new AbortController();
    const stream = await client.chat.completions.create(
      { model, messages: [user(long)], max_tokens: 2000, stream: true }, { signal: controller.signal });
    for await (const _ of stream) controller.abort();
    await seenLeaving(tenant);
    controller.abort();
    check(await refused(() => client.chat.completions.create(
      { model, messages: [user('Hello')] }, { signal: controller.signal })) instanceof APIUserAbortError, 'type');
  },
  retries: () => letInLater(key.small, () => ask('Hello', {}, new OpenAI({ baseURL, apiKey: key.small }))),
  async plain() {
    await ask('Hello', {}, new OpenAI({ baseURL: `${plain}/v1`, apiKey: key.ample, maxRetries: 0 }));
  },
});
