"""Pydantic AI, with its model for OpenAI's Responses."""

from pydantic_ai.models.openai import OpenAIResponsesModel
from shared.claims import report
from shared.pydantic_models import pydantic_claims

report("pydantic-ai-slim", "(Responses)", **pydantic_claims("pydantic-ai-responses", OpenAIResponsesModel))
