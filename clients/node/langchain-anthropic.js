import { ChatAnthropic } from '@langchain/anthropic';
import { gateway, model, notSupported, pdf, plain, png, report } from './shared/claims.js';
import { langchainClaims } from './shared/langchain.js';

const modelOf = (anthropicApiKey, more) =>
  new ChatAnthropic({ model, anthropicApiKey, anthropicApiUrl: gateway, maxTokens: 1024, ...more });

await report('@langchain/anthropic', langchainClaims('langchain-anthropic-node', modelOf, {
  unknown: { model: 'no-such-model' },
  badField: { temperature: 7 },
  long: { maxTokens: 2000 },
  image: { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } },
  pdf: { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: pdf } },
  inClear: () => ({ anthropicApiUrl: plain }),
  streamed: { tokens: 101, why: "it counts the first token twice: it adds message_start's output token to message_delta's, which includes it" },
  json: notSupported('it has only schemas'),
  statusOf: error => error.status,
  statusOfStranger: 401,
}));
