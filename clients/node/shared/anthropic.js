// The claims of Anthropic's own clients: the same for each major version, and for the one that uses Bedrock's paths.

import { check, keys, letInLater, long, model as alias, notSupported, oneCall, pdf, plain, png, refused, same, seenLeaving, spend,
  twoCalls, weather } from './claims.js';

const user = content => ({ role: 'user', content });
const tools = [{ name: 'weather', description: 'The weather in a city', input_schema: weather }];
const said = answer => answer.content.filter(block => block.type === 'text').map(block => block.text).join('');

/**
 * @param tenant the tenant of this program
 * @param clientOf (key, more, at) the client with this key and further options, at this address or the default
 * @param types the client's own error types by status
 * @param format (schema) the form in which its `parse` takes a schema
 * @param model a name of the model
 * @param counts whether the client can count tokens before a call
 */
export function anthropicClaims(tenant, clientOf, { types, format, model = alias, counts = true }) {
  const key = keys(tenant);
  const client = clientOf(key.ample, { maxRetries: 0 });
  const asking = (content, more) => ({ model, max_tokens: 1024, messages: [user(content)], ...more });
  const ask = (content, more = {}, by = client) => by.messages.create(asking(content, more));

  async function roundTrip(prompt, cities) {
    const asked = await ask(prompt, { tools });
    same(asked.stop_reason, 'tool_use', 'stop reason');
    const calls = asked.content.filter(block => block.type === 'tool_use');
    same(calls.map(call => call.input.city), cities, 'cities');
    check(new Set(calls.map(call => call.id)).size === cities.length, 'ids are not unique');
    const results = calls.map(call => ({ type: 'tool_result', tool_use_id: call.id, content: '4 degrees' }));
    const answer = await client.messages.create({
      model, max_tokens: 1024, tools, messages: [user(prompt), { role: 'assistant', content: asked.content }, user(results)] });
    same(answer.stop_reason, 'end_turn', 'stop reason after the results');
  }

  async function refusedWith(status, call) {
    const error = await refused(call);
    check(error instanceof types[status] && error.status === status, `${status}: ${error?.constructor?.name} ${error}`);
  }

  const withPart = part => ask([{ type: 'text', text: 'What is this?' }, part]);
  const base64 = (media_type, data) => ({ type: 'base64', media_type, data });

  return {
    async text() {
      const answer = await ask('Hello');
      check(said(answer).includes('Hello'), said(answer));
      check(answer.usage.output_tokens > 0, 'no usage');
      if (counts) {
        const counted = await client.messages.countTokens({ model, messages: [user('Hello')] });
        check(counted.input_tokens > 0, 'nothing was counted');
      }
    },
    async stream() {
      const answer = client.messages.stream(asking('[[tokens:100]]'));
      let text = '';
      answer.on('text', piece => { text += piece; });
      const whole = await answer.finalMessage();
      same(text.trim().split(' ').length, 100, 'words');
      same(whole.usage.output_tokens, 100, 'tokens');
    },
    tool: () => roundTrip(oneCall, ['Oslo']),
    tools: () => roundTrip(twoCalls, ['Oslo', 'Rome']),
    image: () => withPart({ type: 'image', source: base64('image/png', png) }),
    pdf: () => withPart({ type: 'document', source: base64('application/pdf', pdf) }),
    async structured() {
      const answer = await client.messages.parse(asking('Where is it cold?', { output_config: { format: format(weather) } }));
      same(typeof answer.parsed_output?.city, 'string', 'type of the city');
    },
    json: notSupported('Messages has no such mode'),
    async errors() {
      const stranger = Object.keys(types).find(status => status === '401' || status === '403');
      await refusedWith(Number(stranger), () => ask('Hello', {}, clientOf('nobody', { maxRetries: 0 })));
      await refusedWith(404, () => ask('Hello', { model: 'no-such-model' }));
      await refusedWith(400, () => ask('Hello', { temperature: 7 }));
      await spend(key.small);
      await refusedWith(429, () => ask('Hello', {}, clientOf(key.small, { maxRetries: 0 })));
    },
    async abort() {
      const controller = new AbortController();
      const stream = await client.messages.create(
        asking(long, { max_tokens: 2000, stream: true }), { signal: controller.signal });
      for await (const _ of stream) controller.abort();
      await seenLeaving(tenant);
      await ask('Hello');
    },
    retries: () => letInLater(key.small, () => ask('Hello', {}, clientOf(key.small, {}))),
    plain: () => ask('Hello', {}, clientOf(key.ample, { maxRetries: 0 }, plain)),
  };
}
