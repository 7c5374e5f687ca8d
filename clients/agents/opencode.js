import { gateway, installed, keyOf, mends, report } from './shared/agents.js';

const key = keyOf('opencode');
const bedrockId = 'us.anthropic.claude-sonnet-4-6';
const options = { baseURL: `${gateway}/v1`, apiKey: key };

/** A model of a provider that opencode knows, also used for titles, since the provider's small models are not available. */
const settings = (provider, model, of) => JSON.stringify({
  autoupdate: false,
  share: 'disabled',
  model: `${provider}/${model}`,
  small_model: `${provider}/${model}`,
  provider: { [provider]: { ...of, models: { [model]: {} } } },
});

const speaks = (operation, provider, model, of) => mends({
  tenant: 'opencode',
  operation,
  command: () => [installed(`opencode-${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}/bin/opencode`),
    'run', '--pure', '--format', 'json'],
  env: {
    OPENCODE_DISABLE_AUTOUPDATE: '1',
    OPENCODE_DISABLE_MODELS_FETCH: '1',
    OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
    AWS_BEARER_TOKEN_BEDROCK: key,
  },
  files: { '.config/opencode/opencode.json': settings(provider, model, of) },
  script: path => [
    ['read', { filePath: path }],
    ['edit', { filePath: path, oldString: 'wrld', newString: 'world' }]],
});

await report('opencode-ai', {
  chat: speaks('ConverseStream', 'breakwater', 'claude-sonnet', { npm: '@ai-sdk/openai-compatible', options }),
  messages: speaks('AnthropicMessagesStream', 'anthropic', 'claude-sonnet', { options }),
  bedrock: speaks('ConverseStream', 'amazon-bedrock', bedrockId, { options: { endpoint: gateway, region: 'us-east-1' } }),
  responses: speaks('ResponsesStream', 'openai', 'gpt', { options }),
  translated: speaks('ConverseStream', 'openai', 'claude-sonnet', { options }),
});
