import { ChatBedrockConverse } from '@langchain/aws';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { bedrockId, gateway, notSupported, pdf, plain, png, report } from './shared/claims.js';
import { langchainClaims } from './shared/langchain.js';

const clientOf = (token, more) => new BedrockRuntimeClient({
  endpoint: gateway, region: 'us-east-1', token: { token }, authSchemePreference: ['httpBearerAuth'], ...more });
const modelOf = (token, { maxRetries, ...more } = {}) => new ChatBedrockConverse({
  model: bedrockId, region: 'us-east-1', maxRetries,
  client: clientOf(token, { maxAttempts: maxRetries === 0 ? 1 : undefined }),
  ...more });

await report('@langchain/aws', langchainClaims('langchain-aws-node', modelOf, {
  unknown: { model: 'no-such-model' },
  badField: { temperature: 7 },
  long: { maxTokens: 2000 },
  image: { type: 'image', image: { format: 'png', source: { bytes: Buffer.from(png, 'base64') } } },
  pdf: { type: 'document', document: { format: 'pdf', name: 'hello', source: { bytes: Buffer.from(pdf, 'base64') } } },
  inClear: key => ({ client: clientOf(key, { endpoint: plain, maxAttempts: 1 }) }),
  statusOf: error => error.$metadata?.httpStatusCode,
  statusOfStranger: 403,
  json: notSupported('it has only schemas, by way of a tool'),
}));
