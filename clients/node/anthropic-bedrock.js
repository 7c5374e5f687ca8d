import { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk';
import { BadRequestError, NotFoundError, PermissionDeniedError, RateLimitError } from '@anthropic-ai/sdk';
import { jsonSchemaOutputFormat } from '@anthropic-ai/sdk/helpers/json-schema';
import { anthropicClaims } from './shared/anthropic.js';
import { bedrockId, gateway, report } from './shared/claims.js';

const clientOf = (apiKey, more, baseURL = gateway) =>
  new AnthropicBedrock({ baseURL, apiKey, awsRegion: 'us-east-1', ...more });

await report('@anthropic-ai/bedrock-sdk', anthropicClaims('anthropic-bedrock-node', clientOf, {
  types: { 400: BadRequestError, 403: PermissionDeniedError, 404: NotFoundError, 429: RateLimitError },
  format: jsonSchemaOutputFormat,
  model: bedrockId,
  counts: false,
}));
