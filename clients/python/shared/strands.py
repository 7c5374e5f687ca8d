"""The claims of Strands' agents."""

import base64

from pydantic import BaseModel
from shared.claims import LONG, ONE_CALL, PDF, PLAIN, PNG, TWO_CALLS, LetInLater, check, keys, same, seen_leaving_async, spend
from strands import Agent, tool
from strands.types.exceptions import ModelThrottledException


class Place(BaseModel):
    city: str


class Strands:
    """
    :param tenant: the tenant of this program
    :param model_of: the model with a key, whether its client tries again, and further fields: name, at, temperature, bound
    :param refused_with: checks that a call is refused with a status, in the model's own exception
    """

    def __init__(self, tenant, model_of, refused_with):
        self.tenant = tenant
        self.ample, self.small = keys(tenant)
        self.model_of = model_of
        self.refused_with = refused_with

    def agent(self, key=None, **fields):
        return self.agent_with(self.model_of(key or self.ample, False, **fields), retry_strategy=None)

    @staticmethod
    def agent_with(model, **more):
        """An agent that prints nothing; without a strategy it does not try again."""
        return Agent(model=model, callback_handler=None, **more)

    def text(self):
        answer = self.agent()("Hello")
        check("Hello" in str(answer), str(answer))
        check(answer.metrics.accumulated_usage["totalTokens"] > 0, "no usage")

    async def stream(self):
        events = [event async for event in self.agent().stream_async("[[tokens:100]]")]
        same(len("".join(event["data"] for event in events if "data" in event).split()), 100, "words")
        same(events[-1]["result"].metrics.accumulated_usage["outputTokens"], 100, "tokens")

    def round_trip(self, prompt, cities):
        asked = []

        @tool
        def weather(city: str) -> str:
            """The weather in a city."""
            asked.append(city)
            return "4 degrees"

        answer = self.agent_with(self.model_of(self.ample, False), tools=[weather])(prompt)
        same(sorted(asked), cities, "cities")
        same(answer.stop_reason, "end_turn", "stop reason after the results")

    def image(self):
        self.agent()([{"text": "What is this?"}, {"image": {"format": "png", "source": {"bytes": base64.b64decode(PNG)}}}])

    def pdf(self):
        source = {"bytes": base64.b64decode(PDF)}
        self.agent()([{"text": "What is this?"}, {"document": {"format": "pdf", "name": "hello", "source": source}}])

    def structured(self):
        answer = self.agent()("Where is it cold?", structured_output_model=Place)
        check(isinstance(answer.structured_output, Place), "nothing was parsed")

    def errors(self):
        self.refused_with(401, lambda: self.agent("nobody")("Hello"))
        self.refused_with(404, lambda: self.agent(name="no-such-model")("Hello"))
        self.refused_with(400, lambda: self.agent(temperature=7)("Hello"))
        spend(self.small)
        try:
            self.agent(self.small)("Hello")
        except ModelThrottledException:
            return
        raise AssertionError("429 was not refused")

    async def abort(self):
        agent = self.agent(bound=2000)
        async for event in agent.stream_async(LONG):
            if "data" in event:
                agent.cancel()
        await seen_leaving_async(self.tenant)
        await self.agent().invoke_async("Hello")

    def retries(self):
        with LetInLater(self.small):
            self.agent_with(self.model_of(self.small, True))("Hello")

    def plain(self):
        self.agent(at=PLAIN)("Hello")

    def claims(self):
        return {"text": self.text, "stream": self.stream, "tool": lambda: self.round_trip(ONE_CALL, ["Oslo"]),
                "tools": lambda: self.round_trip(TWO_CALLS, ["Oslo", "Rome"]), "image": self.image, "pdf": self.pdf,
                "structured": self.structured, "errors": self.errors, "abort": self.abort, "retries": self.retries,
                "plain": self.plain}
