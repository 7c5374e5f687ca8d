"""The claims of Pydantic AI's models for OpenAI."""

import base64

from openai import DEFAULT_MAX_RETRIES, AsyncOpenAI
from pydantic import BaseModel
from pydantic_ai import Agent, BinaryContent, NativeOutput, PromptedOutput
from pydantic_ai.exceptions import ModelHTTPError
from pydantic_ai.providers.openai import OpenAIProvider
from shared.claims import (GATEWAY, LONG, MODEL, ONE_CALL, PDF, PLAIN, PNG, TWO_CALLS, LetInLater, check, keys, refused_async,
                           same, seen_leaving_async, spend)


class Place(BaseModel):
    city: str


class Anything(BaseModel):
    city: str | None = None


def pydantic_claims(tenant, model_of):
    """
    :param tenant: the tenant of this program
    :param model_of: the model with a name, called through a provider
    """
    ample, small = keys(tenant)

    def agent_of(key=ample, name=MODEL, at=GATEWAY, max_retries=0, **more):
        """Each claim has an agent of its own, since each runs in an event loop of its own."""
        client = AsyncOpenAI(base_url=at + "/v1", api_key=key, max_retries=max_retries)
        return Agent(model_of(name, provider=OpenAIProvider(openai_client=client)), **more)

    async def text():
        answer = await agent_of().run("Hello")
        check("Hello" in answer.output, answer.output)
        check(answer.usage.total_tokens > 0, "no usage")

    async def stream():
        async with agent_of().run_stream("[[tokens:100]]") as answer:
            words = "".join([piece async for piece in answer.stream_text(delta=True)])
        same(len(words.split()), 100, "words")
        same(answer.usage.output_tokens, 100, "tokens")

    async def round_trip(prompt, cities):
        asked = []
        agent = agent_of()

        @agent.tool_plain
        def weather(city: str) -> str:
            """The weather in a city."""
            asked.append(city)
            return "4 degrees"

        answer = await agent.run(prompt)
        same(sorted(asked), cities, "cities")
        same(answer.usage.requests, 2, "requests")
        check(answer.output, "no text after the results")

    async def part(data, media_type):
        await agent_of().run(["What is this?", BinaryContent(base64.b64decode(data), media_type=media_type)])

    async def structured():
        for means in (Place, NativeOutput(Place)):
            answer = await agent_of(output_type=means).run("Where is it cold?")
            check(isinstance(answer.output, Place), "nothing was parsed")

    async def json_mode():
        answer = await agent_of(output_type=PromptedOutput(Anything)).run("Where is it cold?")
        check(isinstance(answer.output, Anything), "nothing was parsed")

    async def errors():
        async def refused_with(status, agent, **more):
            error = await refused_async(ModelHTTPError, lambda: agent.run("Hello", **more))
            same(error.status_code, status, "status")

        await refused_with(401, agent_of("nobody"))
        await refused_with(404, agent_of(name="no-such-model"))
        await refused_with(400, agent_of(), model_settings={"temperature": 7})
        spend(small)
        await refused_with(429, agent_of(small))

    async def abort():
        agent = agent_of()
        async with agent.run_stream(LONG, model_settings={"max_tokens": 2000}) as answer:
            async for _ in answer.stream_text(delta=True, debounce_by=None):
                await answer.cancel()
                break
        await seen_leaving_async(tenant)
        await agent.run("Hello")

    async def retries():
        with LetInLater(small):
            await agent_of(small, max_retries=DEFAULT_MAX_RETRIES).run("Hello")

    async def plain():
        await agent_of(at=PLAIN).run("Hello")

    return dict(
        text=text, stream=stream, tool=lambda: round_trip(ONE_CALL, ["Oslo"]),
        tools=lambda: round_trip(TWO_CALLS, ["Oslo", "Rome"]), image=lambda: part(PNG, "image/png"),
        pdf=lambda: part(PDF, "application/pdf"), structured=structured, json=json_mode, errors=errors, abort=abort, retries=retries,
        plain=plain)
