// The major version before October 2026, which teams still use.

import Anthropic, { AuthenticationError, BadRequestError, NotFoundError, RateLimitError } from 'anthropic-sdk-before';
import { jsonSchemaOutputFormat } from 'anthropic-sdk-before/helpers/json-schema';
import { anthropicClaims } from './shared/anthropic.js';
import { gateway, report } from './shared/claims.js';

const clientOf = (apiKey, more, baseURL = gateway) => new Anthropic({ baseURL, apiKey, ...more });

await report('anthropic-sdk-before', anthropicClaims('anthropic-node-before', clientOf, {
  types: { 400: BadRequestError, 401: AuthenticationError, 404: NotFoundError, 429: RateLimitError },
  format: jsonSchemaOutputFormat,
}), '(major before)', '@anthropic-ai/sdk');
