import { createOpenAI } from '@ai-sdk/openai';
import { aiClaims } from './shared/ai.js';
import { gateway, model, report } from './shared/claims.js';

const modelOf = (key, name = model, at = gateway) =>
  createOpenAI({ baseURL: `${at}/v1`, apiKey: key }).chat(name);

await report('@ai-sdk/openai', aiClaims('ai-openai', modelOf));
