"""The claims of LangChain's chat models."""

from langchain_core.messages import HumanMessage, ToolMessage
from langchain_core.tools import tool
from pydantic import BaseModel

from shared.claims import LONG, ONE_CALL, TWO_CALLS, LetInLater, check, keys, same, seen_leaving, spend


class Place(BaseModel):
    city: str


@tool
def weather(city: str) -> str:
    """The weather in a city."""
    return "4 degrees"


class LangChain:
    """
    :param tenant: the tenant of this program
    :param model_of: the chat model with a key, whether it tries again, and further fields
    :param image, pdf: parts of a message
    :param refused_with: checks that a call is refused with a status, in the client's own exception
    """

    def __init__(self, tenant, model_of, image, pdf, refused_with):
        self.tenant = tenant
        self.ample, self.small = keys(tenant)
        self.model_of = model_of
        self.model = model_of(self.ample, False)
        self.parts = {"image": image, "pdf": pdf}
        self.refused_with = refused_with

    def text(self):
        answer = self.model.invoke("Hello")
        check("Hello" in answer.text, answer.text)
        check(answer.usage_metadata["total_tokens"] > 0, "no usage")

    def stream(self):
        whole = None
        for piece in self.model.stream("[[tokens:100]]"):
            whole = piece if whole is None else whole + piece
        same(len(whole.text.split()), 100, "words")
        same((whole.usage_metadata or {}).get("output_tokens"), 100, "tokens")

    def round_trip(self, prompt, cities):
        able = self.model.bind_tools([weather])
        question = HumanMessage(prompt)
        asked = able.invoke([question])
        same([call["args"]["city"] for call in asked.tool_calls], cities, "cities")
        results = [ToolMessage("4 degrees", tool_call_id=call["id"]) for call in asked.tool_calls]
        answer = able.invoke([question, asked, *results])
        check(answer.text and not answer.tool_calls, "no text after the results")

    def part(self, name):
        self.model.invoke([HumanMessage([{"type": "text", "text": "What is this?"}, self.parts[name]])])

    def structured(self):
        check(isinstance(self.model.with_structured_output(Place).invoke("Where is it cold?"), Place), "nothing was parsed")

    def json_mode(self):
        answer = self.model.with_structured_output(None, method="json_mode").invoke("Answer in JSON.")
        check(isinstance(answer, dict), "no object")

    def errors(self):
        self.refused_with(401, lambda: self.model_of("nobody", False).invoke("Hello"))
        self.refused_with(404, lambda: self.model_of(self.ample, False, model="no-such-model").invoke("Hello"))
        self.refused_with(400, lambda: self.model_of(self.ample, False, temperature=7).invoke("Hello"))
        spend(self.small)
        self.refused_with(429, lambda: self.model_of(self.small, False).invoke("Hello"))

    def abort(self):
        stream = self.model_of(self.ample, False, max_tokens=2000).stream(LONG)
        next(stream)
        stream.close()
        seen_leaving(self.tenant)
        self.model.invoke("Hello")

    def retries(self):
        with LetInLater(self.small):
            self.model_of(self.small, True).invoke("Hello")

    def claims(self):
        return {"text": self.text, "stream": self.stream, "tool": lambda: self.round_trip(ONE_CALL, ["Oslo"]),
                "tools": lambda: self.round_trip(TWO_CALLS, ["Oslo", "Rome"]), "image": lambda: self.part("image"),
                "pdf": lambda: self.part("pdf"), "structured": self.structured, "json": self.json_mode,
                "errors": self.errors, "abort": self.abort, "retries": self.retries}
