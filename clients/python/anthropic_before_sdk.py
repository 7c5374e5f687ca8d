"""Anthropic's own client in the major version before October 2026, which teams still use; it is installed in a folder of its own."""

import os
import sys

sys.path.insert(0, os.environ["BREAKWATER_BEFORE"])

import anthropic  # noqa: E402 (of that folder)
from shared.anthropic_claims import Claims  # noqa: E402
from shared.claims import GATEWAY, report  # noqa: E402


def client_of(key, at=GATEWAY, **more):
    return anthropic.Anthropic(base_url=at, api_key=key, **more)


report("anthropic", "(major before)", **Claims("anthropic-python-before", client_of, (
    anthropic.BadRequestError, anthropic.AuthenticationError, anthropic.NotFoundError, anthropic.RateLimitError)).claims())
