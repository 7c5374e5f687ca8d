import Anthropic, { AuthenticationError, BadRequestError, NotFoundError, RateLimitError } from '@anthropic-ai/sdk';
import { jsonSchemaOutputFormat } from '@anthropic-ai/sdk/helpers/json-schema';
import { anthropicClaims } from './shared/anthropic.js';
import { gateway, report } from './shared/claims.js';

const clientOf = (apiKey, more, baseURL = gateway) => new Anthropic({ baseURL, apiKey, ...more });

await report('@anthropic-ai/sdk', anthropicClaims('anthropic-node', clientOf, {
  types: { 400: BadRequestError, 401: AuthenticationError, 404: NotFoundError, 429: RateLimitError },
  format: jsonSchemaOutputFormat,
}));
