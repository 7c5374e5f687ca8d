"""OpenAI's agents, with their model for chat completions."""

from agents import OpenAIChatCompletionsModel
from shared.claims import report
from shared.openai_agents import agents_claims

report("openai-agents", **agents_claims("openai-agents", OpenAIChatCompletionsModel))
