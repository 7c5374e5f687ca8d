"""OpenAI's agents, with their model for Responses."""

from agents import OpenAIResponsesModel
from shared.claims import report
from shared.openai_agents import agents_claims

report("openai-agents", "(Responses)", **agents_claims("openai-agents-responses", OpenAIResponsesModel))
