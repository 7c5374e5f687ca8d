"""AutoGen's agents, with AutoGen's chat client for OpenAI."""

import json

import openai
from autogen_agentchat.agents import AssistantAgent
from autogen_agentchat.messages import MultiModalMessage, ToolCallRequestEvent
from autogen_core import CancellationToken, Image
from autogen_core.models import ModelFamily, UserMessage
from autogen_ext.models.openai import OpenAIChatCompletionClient
from pydantic import BaseModel
from shared.claims import (GATEWAY, LONG, MODEL, ONE_CALL, PLAIN, PNG, TWO_CALLS, LetInLater, NotSupported, check, keys, refused_async,
                           report, same, seen_leaving_async, spend)

TENANT = "autogen"
AMPLE, SMALL = keys(TENANT)
# The client knows only OpenAI's models by name.
ABLE = {"vision": True, "function_calling": True, "json_output": True, "structured_output": True,
        "family": ModelFamily.UNKNOWN, "multiple_system_messages": False}


class Place(BaseModel):
    city: str


def client_of(key=AMPLE, name=MODEL, at=GATEWAY, max_retries=0, **more):
    """Each claim has a client of its own, since each runs in an event loop of its own."""
    return OpenAIChatCompletionClient(model=name, base_url=at + "/v1", api_key=key, model_info=ABLE, max_retries=max_retries, **more)


def agent_of(**more):
    return AssistantAgent("claims", client_of(), **more)


def ask(content, by, **more):
    return by.create([UserMessage(content=content, source="user")], **more)


async def text():
    answer = await ask("Hello", client_of())
    check("Hello" in answer.content, answer.content)
    check(answer.usage.completion_tokens > 0, "no usage")
    check("Hello" in (await agent_of().run(task="Hello")).messages[-1].content, "the agent says something else")


async def stream():
    pieces = [piece async for piece in client_of().create_stream(
        [UserMessage(content="[[tokens:100]]", source="user")], include_usage=True)]
    same(len("".join(pieces[:-1]).split()), 100, "words")
    same(pieces[-1].usage.completion_tokens, 100, "tokens")


async def round_trip(prompt, cities):
    async def weather(city: str) -> str:
        """The weather in a city."""
        return "4 degrees"

    messages = (await agent_of(tools=[weather], reflect_on_tool_use=True).run(task=prompt)).messages
    calls = [call for event in messages if isinstance(event, ToolCallRequestEvent) for call in event.content]
    same([json.loads(call.arguments)["city"] for call in calls], cities, "cities")
    check(isinstance(messages[-1].content, str) and messages[-1].content, "no text after the results")


async def image():
    await agent_of().run(task=MultiModalMessage(content=["What is this?", Image.from_base64(PNG)], source="user"))


async def structured():
    answer = await AssistantAgent("claims", client_of(), output_content_type=Place).run(task="Where is it cold?")
    check(isinstance(answer.messages[-1].content, Place), "nothing was parsed")


async def json_mode():
    answer = await ask("Answer in JSON.", client_of(), json_output=True)
    check(isinstance(json.loads(answer.content), dict), "no object")


async def errors():
    await refused_async(openai.AuthenticationError, lambda: ask("Hello", client_of("nobody")))
    await refused_async(openai.NotFoundError, lambda: ask("Hello", client_of(name="no-such-model")))
    await refused_async(openai.BadRequestError, lambda: ask("Hello", client_of(temperature=7)))
    spend(SMALL)
    await refused_async(openai.RateLimitError, lambda: ask("Hello", client_of(SMALL)))


async def abort():
    client = client_of(max_tokens=2000)
    answer = client.create_stream([UserMessage(content=LONG, source="user")], cancellation_token=CancellationToken())
    await anext(answer)
    await answer.aclose()
    await client.close()
    await seen_leaving_async(TENANT)
    await ask("Hello", client_of())


async def retries():
    with LetInLater(SMALL):
        await ask("Hello", client_of(SMALL, max_retries=openai.DEFAULT_MAX_RETRIES))


async def plain():
    await ask("Hello", client_of(at=PLAIN))


report("autogen-agentchat", text=text, stream=stream, tool=lambda: round_trip(ONE_CALL, ["Oslo"]),
       tools=lambda: round_trip(TWO_CALLS, ["Oslo", "Rome"]), image=image, pdf=NotSupported("it accepts only texts and pictures"),
       structured=structured, json=json_mode, errors=errors, abort=abort, retries=retries, plain=plain)
