import {
  AccessDeniedException, BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand, CountTokensCommand, InvokeModelCommand,
  InvokeModelWithResponseStreamCommand, ResourceNotFoundException, ThrottlingException, ValidationException,
} from '@aws-sdk/client-bedrock-runtime';
import {
  check, gateway, keys, letInLater, long, model, noted, notSupported, oneCall, pdf, plain, png, refused, report, same, seenLeaving,
  spend, twoCalls, weather,
} from './shared/claims.js';

const tenant = 'aws-sdk-node';
const key = keys(tenant);
const clientOf = (token, more) => new BedrockRuntimeClient({
  endpoint: gateway, region: 'us-east-1', token: { token }, authSchemePreference: ['httpBearerAuth'], ...more });
const client = clientOf(key.ample, { maxAttempts: 1 });

const toolConfig = { tools: [{ toolSpec: { name: 'weather', inputSchema: { json: weather } } }] };
const user = (...content) => ({ role: 'user', content });
const ask = (content, more = {}, by = client) =>
  by.send(new ConverseCommand({ modelId: model, messages: [user(...content)], ...more }));
const bytes = base64 => Buffer.from(base64, 'base64');

async function roundTrip(prompt, cities) {
  const asked = await ask([{ text: prompt }], { toolConfig });
  same(asked.stopReason, 'tool_use', 'stop reason');
  const calls = asked.output.message.content.flatMap(block => block.toolUse ?? []);
  same(calls.map(call => call.input.city), cities, 'cities');
  check(new Set(calls.map(call => call.toolUseId)).size === cities.length, 'ids are not unique');
  const results = calls.map(({ toolUseId }) => ({ toolResult: { toolUseId, content: [{ text: '4 degrees' }] } }));
  const answer = await client.send(new ConverseCommand({
    modelId: model, toolConfig, messages: [user({ text: prompt }), asked.output.message, user(...results)] }));
  same(answer.stopReason, 'end_turn', 'stop reason after the results');
}

// The body of a model family, whole and in chunks, and the count of a request's tokens.
async function invoked() {
  const said = bytes => JSON.parse(new TextDecoder().decode(bytes));
  const body = JSON.stringify({ inferenceConfig: { maxTokens: 100 }, messages: [user({ text: 'Hello' })] });
  const whole = await client.send(new InvokeModelCommand({ modelId: 'nova', body }));
  check(said(whole.body).output.message.content[0].text.includes('Hello'), "Nova's answer");
  const { body: chunks } = await client.send(new InvokeModelWithResponseStreamCommand({ modelId: 'nova', body }));
  let last;
  for await (const { chunk } of chunks) last = said(chunk.bytes);
  check(last['amazon-bedrock-invocationMetrics'].outputTokenCount > 0, "no counts in the last chunk");
  const counted = await client.send(new CountTokensCommand({
    modelId: model, input: { converse: { messages: [user({ text: 'Hello' })] } } }));
  check(counted.inputTokens > 0, 'nothing was counted');
}

async function refusedAs(type, call) {
  const error = await refused(call);
  check(error instanceof type, `${error?.name} instead of ${type.name}: ${error?.message}`);
}

await report('@aws-sdk/client-bedrock-runtime', {
  async text() {
    const answer = await ask([{ text: 'Hello' }]);
    check(answer.output.message.content[0].text.includes('Hello'), 'text');
    check(answer.usage.totalTokens > 0, 'no usage');
    await invoked();
  },
  async stream() {
    const { stream } = await client.send(new ConverseStreamCommand({
      modelId: model, messages: [user({ text: '[[tokens:100]]' })] }));
    let text = '';
    let usage;
    for await (const event of stream) {
      text += event.contentBlockDelta?.delta.text ?? '';
      usage = event.metadata?.usage ?? usage;
    }
    same(text.trim().split(' ').length, 100, 'words');
    same(usage?.outputTokens, 100, 'tokens');
  },
  tool: () => roundTrip(oneCall, ['Oslo']),
  tools: () => roundTrip(twoCalls, ['Oslo', 'Rome']),
  image: () => ask([{ text: 'What is this?' }, { image: { format: 'png', source: { bytes: bytes(png) } } }]),
  pdf: () => ask([{ text: 'What is this?' },
    { document: { format: 'pdf', name: 'hello', source: { bytes: bytes(pdf) } } }]),
  async structured() {
    const answer = await ask([{ text: 'Where is it cold?' }],
      { toolConfig: { ...toolConfig, toolChoice: { tool: { name: 'weather' } } } });
    same(typeof answer.output.message.content[0].toolUse?.input.city, 'string', 'type of the city');
  },
  json: notSupported('Converse has no such mode'),
  async errors() {
    await refusedAs(AccessDeniedException, () => ask([{ text: 'Hello' }], {}, clientOf('nobody', { maxAttempts: 1 })));
    await refusedAs(ResourceNotFoundException, () => ask([{ text: 'Hello' }], { modelId: 'no-such-model' }));
    await refusedAs(ValidationException, () => ask([{ text: 'Hello' }], { inferenceConfig: { temperature: 7 } }));
    await spend(key.small);
    await refusedAs(ThrottlingException, () => ask([{ text: 'Hello' }], {}, clientOf(key.small, { maxAttempts: 1 })));
  },
  abort: noted('by an abortSignal; the SDK does not notice a reader that only leaves its loop', async () => {
    const controller = new AbortController();
    const { stream } = await client.send(
      new ConverseStreamCommand({ modelId: model, messages: [user({ text: long })], inferenceConfig: { maxTokens: 2000 } }),
      { abortSignal: controller.signal });
    try {
      for await (const _ of stream) controller.abort();
    } catch (error) {
      check(controller.signal.aborted, `${error}`);
    }
    await seenLeaving(tenant);
    await ask([{ text: 'Hello' }]);
  }),
  retries: () => letInLater(key.small, () => ask([{ text: 'Hello' }], {}, clientOf(key.small))),
  // It uses HTTP/2 from the first byte, in clear too.
  plain: () => ask([{ text: 'Hello' }], {}, clientOf(key.ample, { endpoint: plain, maxAttempts: 1 })),
});
