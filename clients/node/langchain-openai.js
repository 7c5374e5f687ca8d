import { ChatOpenAI } from '@langchain/openai';
import { gateway, model, pdf, plain, png, report } from './shared/claims.js';
import { langchainClaims } from './shared/langchain.js';

const modelOf = (apiKey, more) => new ChatOpenAI({ model, apiKey, configuration: { baseURL: `${gateway}/v1` }, ...more });

await report('@langchain/openai', langchainClaims('langchain-openai-node', modelOf, {
  unknown: { model: 'no-such-model' },
  badField: { temperature: 7 },
  long: { maxTokens: 2000 },
  image: { type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } },
  pdf: { type: 'file', file: { filename: 'hello.pdf', file_data: `data:application/pdf;base64,${pdf}` } },
  inClear: () => ({ configuration: { baseURL: `${plain}/v1` } }),
  statusOf: error => error.status,
  statusOfStranger: 401,
}));
