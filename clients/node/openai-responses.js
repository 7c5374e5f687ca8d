import OpenAI from 'openai';
import { report } from './shared/claims.js';
import { responsesClaims } from './shared/responses.js';

const clientOf = (apiKey, at, more) => new OpenAI({ baseURL: `${at}/v1`, apiKey, ...more });

await report('openai', responsesClaims('openai-node-responses', clientOf), '(Responses)');
