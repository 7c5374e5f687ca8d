import OpenAI from 'openai';
import { bedrock } from 'openai/providers/bedrock';
import { check, gateway, keys, model, report } from './shared/claims.js';
import { responsesClaims } from './shared/responses.js';

// OpenAI's own client, told to call Bedrock's runtime.
const tenant = 'openai-node-bedrock';
const clientOf = (apiKey, at, more) => new OpenAI({
  provider: bedrock({ endpoint: 'runtime', region: 'us-east-1', baseURL: `${at}/openai/v1`, apiKey }), ...more });
const claims = responsesClaims(tenant, clientOf);

await report('openai', {
  ...claims,
  async text() {
    await claims.text();
    const client = clientOf(keys(tenant).ample, gateway, { maxRetries: 0 });
    const chat = await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'Hello' }] });
    check(chat.choices[0].message.content.includes('Hello'), 'a chat');
    const vectors = await client.embeddings.create({ model: 'titan', input: ['Hello', 'Goodbye'] });
    check(vectors.data.every(each => each.embedding.length === 1024), 'vectors');
  },
}, '(Bedrock provider)');
