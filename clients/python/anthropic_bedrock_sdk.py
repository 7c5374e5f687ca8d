"""Anthropic's own client for Bedrock, which calls InvokeModel."""

import anthropic
from shared.anthropic_claims import Claims
from shared.claims import BEDROCK_ID, GATEWAY, report


def client_of(key, at=GATEWAY, **more):
    return anthropic.AnthropicBedrock(base_url=at, api_key=key, aws_region="us-east-1", **more)


report("anthropic", "(AnthropicBedrock)", **Claims("anthropic-bedrock-python", client_of, (
    anthropic.BadRequestError, anthropic.PermissionDeniedError, anthropic.NotFoundError, anthropic.RateLimitError),
    model=BEDROCK_ID, counts=False).claims())
