import { createAnthropic } from '@ai-sdk/anthropic';
import { aiClaims } from './shared/ai.js';
import { gateway, model, notSupported, report } from './shared/claims.js';

const modelOf = (apiKey, name = model, at = gateway) => createAnthropic({ baseURL: `${at}/v1`, apiKey })(name);

await report('@ai-sdk/anthropic', aiClaims('ai-anthropic', modelOf, {
  badField: { providerOptions: { anthropic: { thinking: { type: 'enabled', budgetTokens: 9 } } } },
  json: notSupported('without a schema it requests plain text'),
}));
