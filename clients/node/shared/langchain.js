// The claims of LangChain's chat models.

import { HumanMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { check, keys, letInLater, long, noted, oneCall, refused, same, seenLeaving, spend, twoCalls } from './claims.js';

const place = z.object({ city: z.string() });
const weather = tool(() => '4 degrees', { name: 'weather', description: 'The weather in a city', schema: place });

/**
 * @param tenant the tenant of this program
 * @param modelOf (key, more) the chat model with this key and further fields
 * @param unknown the field that names a model that does not exist
 * @param badField a field that the gateway or Bedrock must refuse
 * @param parts the content of an image and of a document
 * @param inClear (key) fields for the address without TLS
 * @param streamed the number of tokens that this client reports for a stream of 100, and why it differs
 * @param statusOf the status of an error of this client, if it is of the type that it should be
 */
export function langchainClaims(
  tenant, modelOf, { unknown, badField, image, pdf, statusOf, statusOfStranger, json, long: bound, inClear, streamed },
) {
  const key = keys(tenant);
  const model = modelOf(key.ample, { maxRetries: 0 });

  async function roundTrip(prompt, cities) {
    const able = model.bindTools([weather]);
    const question = new HumanMessage(prompt);
    const asked = await able.invoke([question]);
    same(asked.tool_calls.map(call => call.args.city), cities, 'cities');
    const results = asked.tool_calls.map(call => new ToolMessage({ tool_call_id: call.id, content: '4 degrees' }));
    const answer = await able.invoke([question, asked, ...results]);
    same(answer.tool_calls.length, 0, 'calls after the results');
    check(answer.text.length > 0, 'no text after the results');
  }

  async function refusedWith(status, call, what) {
    same(statusOf(await refused(call)), status, what);
  }

  return {
    async text() {
      const answer = await model.invoke('Hello');
      check(answer.text.includes('Hello'), answer.text);
      check(answer.usage_metadata.total_tokens > 0, 'no usage');
    },
    stream: noted(streamed?.why ?? '', async () => {
      let whole;
      for await (const piece of await model.stream('[[tokens:100]]')) whole = whole?.concat(piece) ?? piece;
      same(whole.text.trim().split(' ').length, 100, 'words');
      same(whole.usage_metadata?.output_tokens, streamed?.tokens ?? 100, 'tokens');
    }),
    tool: () => roundTrip(oneCall, ['Oslo']),
    tools: () => roundTrip(twoCalls, ['Oslo', 'Rome']),
    image: () => model.invoke([new HumanMessage({ content: [{ type: 'text', text: 'What is this?' }, image] })]),
    pdf: () => model.invoke([new HumanMessage({ content: [{ type: 'text', text: 'What is this?' }, pdf] })]),
    async structured() {
      same(typeof (await model.withStructuredOutput(place).invoke('Where is it cold?')).city, 'string', 'type of the city');
    },
    json: json ?? (async () => {
      const answer = await model.withStructuredOutput(z.object({}).loose(), { method: 'jsonMode' }).invoke('Answer in JSON.');
      same(typeof answer, 'object', 'type');
    }),
    async errors() {
      await refusedWith(statusOfStranger, () => modelOf('nobody', { maxRetries: 0 }).invoke('Hello'), 'wrong key');
      await refusedWith(404, () => modelOf(key.ample, { maxRetries: 0, ...unknown }).invoke('Hello'), 'unknown model');
      await refusedWith(400, () => modelOf(key.ample, { maxRetries: 0, ...badField }).invoke('Hello'), 'bad field');
      await spend(key.small);
      await refusedWith(429, () => modelOf(key.small, { maxRetries: 0 }).invoke('Hello'), 'limit');
    },
    async abort() {
      const controller = new AbortController();
      try {
        const able = modelOf(key.ample, { maxRetries: 0, ...bound });
        for await (const _ of await able.stream(long, { signal: controller.signal })) controller.abort();
      } catch (error) {
        check(controller.signal.aborted, `${error}`);
      }
      await seenLeaving(tenant);
      await model.invoke('Hello');
    },
    retries: () => letInLater(key.small, () => modelOf(key.small).invoke('Hello')),
    plain: () => modelOf(key.ample, { maxRetries: 0, ...inClear(key.ample) }).invoke('Hello'),
  };
}
