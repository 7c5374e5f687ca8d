"""The claims of OpenAI's own client about its Responses: the same for each major version, and for the one that is told to call Bedrock."""

import json

from pydantic import BaseModel

from shared.claims import (LONG, MODEL, ONE_CALL, PDF, PLAIN, PNG, TWO_CALLS, WEATHER, LetInLater, check, keys, refused, same, seen_leaving,
                           spend)

TOOLS = [{"type": "function", "name": "weather", "parameters": WEATHER, "strict": True}]


class Place(BaseModel):
    city: str


class Claims:
    """
    :param tenant: the tenant of this program
    :param openai: the package, whose errors are the client's own
    :param client_of: the client with a key, at an address or the default one, with the given number of retries or its default
    """

    def __init__(self, tenant, openai, client_of):
        self.tenant = tenant
        self.openai = openai
        self.ample, self.small = keys(tenant)
        self.client_of = client_of
        self.client = client_of(self.ample, max_retries=0)

    def ask(self, content, by=None, **more):
        return (by or self.client).responses.create(**{"model": MODEL, "input": content, **more})

    def part(self, content):
        self.ask([{"role": "user", "content": [{"type": "input_text", "text": "What is this?"}, content]}])

    def text(self):
        answer = self.ask("Hello")
        check("Hello" in answer.output_text, answer.output_text)
        check(answer.usage.total_tokens > 0, "no usage")

    def stream(self):
        words = ""
        with self.client.responses.stream(model=MODEL, input="[[tokens:100]]") as events:
            for event in events:
                words += event.delta if event.type == "response.output_text.delta" else ""
            answer = events.get_final_response()
        same(len(words.split()), 100, "words")
        same(answer.output_text, words, "whole text")
        same(answer.usage.output_tokens, 100, "tokens")

    def round_trip(self, prompt, cities):
        asked = self.ask(prompt, tools=TOOLS)
        calls = [item for item in asked.output if item.type == "function_call"]
        same([json.loads(call.arguments)["city"] for call in calls], cities, "cities")
        same(len({call.call_id for call in calls}), len(cities), "different ids")
        results = [{"type": "function_call_output", "call_id": call.call_id, "output": "4 degrees"} for call in calls]
        answer = self.ask([{"role": "user", "content": prompt}, *asked.output, *results], tools=TOOLS, store=False)
        check(answer.output_text, "no text after the results")

    def image(self):
        self.part({"type": "input_image", "detail": "auto", "image_url": "data:image/png;base64," + PNG})

    def pdf(self):
        self.part({"type": "input_file", "filename": "hello.pdf", "file_data": "data:application/pdf;base64," + PDF})

    def structured(self):
        answer = self.client.responses.parse(model=MODEL, input="Where is it cold?", text_format=Place)
        check(isinstance(answer.output_parsed, Place), "nothing was parsed")

    def json_mode(self):
        answer = self.ask("Answer in JSON.", text={"format": {"type": "json_object"}})
        check(isinstance(json.loads(answer.output_text), dict), "no object")

    def errors(self):
        openai = self.openai
        stranger = self.client_of("sk-nobody", max_retries=0)
        refused(openai.AuthenticationError, lambda: self.ask("Hello", by=stranger))
        same(refused(openai.NotFoundError, lambda: self.ask("Hello", model="no-such-model")).code, "model_not_found", "code of 404")
        same(refused(openai.BadRequestError, lambda: self.ask("Hello", temperature=7)).param, "temperature", "field of 400")
        same(refused(openai.BadRequestError, lambda: self.ask("Hello", previous_response_id="resp_1")).param, "previous_response_id",
             "field of 400")
        refused(openai.NotFoundError, lambda: self.client.responses.retrieve("resp_1"))
        spend(self.small)
        small = self.client_of(self.small, max_retries=0)
        same(refused(openai.RateLimitError, lambda: self.ask("Hello", by=small)).code, "rate_limit_exceeded", "code of 429")

    def abort(self):
        with self.ask(LONG, stream=True, max_output_tokens=2000) as answer:
            for event in answer:
                if event.type == "response.output_text.delta":
                    break
        seen_leaving(self.tenant)
        self.ask("Hello")

    def retries(self):
        with LetInLater(self.small):
            self.ask("Hello", by=self.client_of(self.small))

    def plain(self):
        self.ask("Hello", by=self.client_of(self.ample, PLAIN, max_retries=0))

    def claims(self):
        return {"text": self.text, "stream": self.stream, "tool": lambda: self.round_trip(ONE_CALL, ["Oslo"]),
                "tools": lambda: self.round_trip(TWO_CALLS, ["Oslo", "Rome"]), "image": self.image, "pdf": self.pdf,
                "structured": self.structured, "json": self.json_mode, "errors": self.errors, "abort": self.abort,
                "retries": self.retries, "plain": self.plain}
