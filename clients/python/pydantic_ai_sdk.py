"""Pydantic AI, with its chat model for OpenAI."""

from pydantic_ai.models.openai import OpenAIChatModel
from shared.claims import report
from shared.pydantic_models import pydantic_claims

report("pydantic-ai-slim", **pydantic_claims("pydantic-ai", OpenAIChatModel))
