import { createOpenAI } from '@ai-sdk/openai';
import { aiClaims } from './shared/ai.js';
import { gateway, model, noted, report } from './shared/claims.js';

const modelOf = (key, name = model, at = gateway) => createOpenAI({ baseURL: `${at}/v1`, apiKey: key })(name);
const claims = aiClaims('ai-openai-responses', modelOf, { always: { providerOptions: { openai: { store: false } } } });
const why = 'with store: false; otherwise it refers to earlier texts as stored items, which exist only if the alias sets storeResponses and the model has Responses';

await report('@ai-sdk/openai', { ...claims, tool: noted(why, claims.tool), tools: noted(why, claims.tools) }, '(Responses)');
