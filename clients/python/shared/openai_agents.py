"""The claims of OpenAI's agents."""

import openai
from agents import Agent, ModelSettings, Runner, function_tool
from pydantic import BaseModel
from shared.claims import (GATEWAY, LONG, MODEL, ONE_CALL, PDF, PLAIN, PNG, TWO_CALLS, LetInLater, NotSupported, check, keys,
                           refused_async, same, seen_leaving_async, spend)


class Place(BaseModel):
    city: str


def is_text(event):
    return event.type == "raw_response_event" and event.data.type == "response.output_text.delta"


def agents_claims(tenant, model_of):
    """
    :param tenant: the tenant of this program
    :param model_of: the model with a name, called through a client
    """
    ample, small = keys(tenant)

    def agent_of(key=ample, name=MODEL, at=GATEWAY, max_retries=0, settings=None, **more):
        """Each claim has an agent of its own, since each runs in an event loop of its own."""
        client = openai.AsyncOpenAI(base_url=at + "/v1", api_key=key, max_retries=max_retries)
        return Agent(name="claims", model=model_of(name, client), model_settings=settings or ModelSettings(), **more)

    async def text():
        answer = await Runner.run(agent_of(), "Hello")
        check("Hello" in answer.final_output, answer.final_output)
        check(answer.context_wrapper.usage.total_tokens > 0, "no usage")

    async def stream():
        answer = Runner.run_streamed(agent_of(settings=ModelSettings(include_usage=True)), "[[tokens:100]]")
        words = "".join([event.data.delta async for event in answer.stream_events() if is_text(event)])
        same(len(words.split()), 100, "words")
        same(answer.context_wrapper.usage.output_tokens, 100, "tokens")

    async def round_trip(prompt, cities):
        asked = []

        @function_tool
        def weather(city: str) -> str:
            """The weather in a city."""
            asked.append(city)
            return "4 degrees"

        answer = await Runner.run(agent_of(tools=[weather]), prompt)
        same(sorted(asked), cities, "cities")
        same(len(answer.raw_responses), 2, "requests")
        check(answer.final_output, "no text after the results")

    async def part(content):
        await Runner.run(agent_of(), [{"role": "user", "content": [{"type": "input_text", "text": "What is this?"}, content]}])

    async def structured():
        answer = await Runner.run(agent_of(output_type=Place), "Where is it cold?")
        check(isinstance(answer.final_output, Place), "nothing was parsed")

    async def errors():
        await refused_async(openai.AuthenticationError, lambda: Runner.run(agent_of("nobody"), "Hello"))
        await refused_async(openai.NotFoundError, lambda: Runner.run(agent_of(name="no-such-model"), "Hello"))
        await refused_async(openai.BadRequestError, lambda: Runner.run(agent_of(settings=ModelSettings(temperature=7)), "Hello"))
        spend(small)
        await refused_async(openai.RateLimitError, lambda: Runner.run(agent_of(small), "Hello"))

    async def abort():
        answer = Runner.run_streamed(agent_of(settings=ModelSettings(max_tokens=2000)), LONG)
        async for event in answer.stream_events():
            if is_text(event):
                answer.cancel()
        await seen_leaving_async(tenant)
        await Runner.run(agent_of(), "Hello")

    async def retries():
        with LetInLater(small):
            await Runner.run(agent_of(small, max_retries=openai.DEFAULT_MAX_RETRIES), "Hello")

    async def plain():
        await Runner.run(agent_of(at=PLAIN), "Hello")

    return dict(
        text=text, stream=stream, tool=lambda: round_trip(ONE_CALL, ["Oslo"]),
        tools=lambda: round_trip(TWO_CALLS, ["Oslo", "Rome"]),
        image=lambda: part({"type": "input_image", "image_url": "data:image/png;base64," + PNG}),
        pdf=lambda: part({"type": "input_file", "file_data": "data:application/pdf;base64," + PDF, "filename": "hello.pdf"}),
        structured=structured, json=NotSupported("it asks for schemas only"), errors=errors, abort=abort, retries=retries,
        plain=plain)
