import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import { aiClaims } from './shared/ai.js';
import { bedrockId, gateway, notSupported, report } from './shared/claims.js';

const modelOf = (key, name = bedrockId, at = gateway) =>
  createAmazonBedrock({ baseURL: at, apiKey: key, region: 'us-east-1' })(name);

// The client itself lowers a temperature above 1, so another field is the bad one.
await report('@ai-sdk/amazon-bedrock', aiClaims('ai-amazon-bedrock', modelOf, {
  badField: { topP: 7 }, statusOfStranger: 403, json: notSupported('without a schema it requests plain text') }));
