import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { aiClaims } from './shared/ai.js';
import { gateway, model, report } from './shared/claims.js';

const providerOf = (key, more) =>
  createOpenAICompatible({ name: 'breakwater', baseURL: `${gateway}/v1`, apiKey: key, includeUsage: true, ...more });
const modelOf = (key, name = model, at = gateway) => providerOf(key, { baseURL: `${at}/v1` })(name);
// This client sends its schema only if told to; otherwise it asks for any JSON object.
const strict = key => providerOf(key, { supportsStructuredOutputs: true })(model);

await report('@ai-sdk/openai-compatible', aiClaims('ai-openai-compatible', modelOf, { strict }));
