"""Anthropic's own client."""

import anthropic
from shared.anthropic_claims import Claims
from shared.claims import GATEWAY, report


def client_of(key, at=GATEWAY, **more):
    return anthropic.Anthropic(base_url=at, api_key=key, **more)


report("anthropic", **Claims("anthropic-python", client_of, (
    anthropic.BadRequestError, anthropic.AuthenticationError, anthropic.NotFoundError, anthropic.RateLimitError)).claims())
