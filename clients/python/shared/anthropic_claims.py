"""The claims of Anthropic's own clients: the same for each major version, and for the one that uses Bedrock's paths."""

from pydantic import BaseModel

from shared.claims import (LONG, MODEL, ONE_CALL, PDF, PLAIN, PNG, TWO_CALLS, WEATHER, LetInLater, NotSupported, check, keys, refused, same,
                           seen_leaving, spend)

TOOLS = [{"name": "weather", "description": "The weather in a city", "input_schema": WEATHER}]


class Place(BaseModel):
    city: str


def user(content):
    return {"role": "user", "content": content}


def part(kind, media_type, data):
    return {"type": kind, "source": {"type": "base64", "media_type": media_type, "data": data}}


class Claims:
    """
    :param tenant: the tenant of this program
    :param client_of: the client with a key, at an address or the default one, with the given number of retries or its default
    :param types: the client's own errors: of a bad field, a wrong key, an unknown model, a limit
    :param model: a name of the model
    :param counts: whether the client can count tokens before a call
    """

    def __init__(self, tenant, client_of, types, model=MODEL, counts=True):
        self.tenant = tenant
        self.ample, self.small = keys(tenant)
        self.client_of = client_of
        self.client = client_of(self.ample, max_retries=0)
        self.types = types
        self.model = model
        self.counts = counts

    def ask(self, content, by=None, **more):
        return (by or self.client).messages.create(**{"model": self.model, "max_tokens": 1024, "messages": [user(content)], **more})

    def text(self):
        answer = self.ask("Hello")
        check("Hello" in answer.content[0].text, str(answer))
        check(answer.usage.output_tokens > 0, "no usage")
        if self.counts:
            counted = self.client.messages.count_tokens(model=self.model, messages=[user("Hello")])
            check(counted.input_tokens > 0, "nothing was counted")

    def stream(self):
        with self.client.messages.stream(model=self.model, max_tokens=1024, messages=[user("[[tokens:100]]")]) as answer:
            words = "".join(answer.text_stream)
            whole = answer.get_final_message()
        same(len(words.split()), 100, "words")
        same(whole.usage.output_tokens, 100, "tokens")

    def round_trip(self, prompt, cities):
        asked = self.ask(prompt, tools=TOOLS)
        same(asked.stop_reason, "tool_use", "stop reason")
        calls = [block for block in asked.content if block.type == "tool_use"]
        same([call.input["city"] for call in calls], cities, "cities")
        same(len({call.id for call in calls}), len(cities), "different ids")
        results = [{"type": "tool_result", "tool_use_id": call.id, "content": "4 degrees"} for call in calls]
        answer = self.client.messages.create(
            model=self.model, max_tokens=1024, tools=TOOLS,
            messages=[user(prompt), {"role": "assistant", "content": asked.content}, user(results)])
        same(answer.stop_reason, "end_turn", "stop reason after the results")

    def shown(self, block):
        self.ask([{"type": "text", "text": "What is this?"}, block])

    def structured(self):
        answer = self.client.messages.parse(
            model=self.model, max_tokens=1024, messages=[user("Where is it cold?")], output_format=Place)
        check(isinstance(answer.parsed_output, Place), "nothing was parsed")

    def errors(self):
        bad_field, wrong_key, unknown, limited = self.types
        refused(wrong_key, lambda: self.ask("Hello", by=self.client_of("nobody", max_retries=0)))
        refused(unknown, lambda: self.ask("Hello", model="no-such-model"))
        refused(bad_field, lambda: self.ask("Hello", extra_body={"temperature": 7}))
        spend(self.small)
        refused(limited, lambda: self.ask("Hello", by=self.client_of(self.small, max_retries=0)))

    def abort(self):
        with self.ask(LONG, stream=True, max_tokens=2000) as answer:
            next(iter(answer))
        seen_leaving(self.tenant)
        self.ask("Hello")

    def retries(self):
        with LetInLater(self.small):
            self.ask("Hello", by=self.client_of(self.small))

    def plain(self):
        self.ask("Hello", by=self.client_of(self.ample, PLAIN, max_retries=0))

    def claims(self):
        return {"text": self.text, "stream": self.stream, "tool": lambda: self.round_trip(ONE_CALL, ["Oslo"]),
                "tools": lambda: self.round_trip(TWO_CALLS, ["Oslo", "Rome"]),
                "image": lambda: self.shown(part("image", "image/png", PNG)),
                "pdf": lambda: self.shown(part("document", "application/pdf", PDF)), "structured": self.structured,
                "json": NotSupported("Messages has no such mode"), "errors": self.errors, "abort": self.abort, "retries": self.retries,
                "plain": self.plain}
