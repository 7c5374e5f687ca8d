"""Instructor, which turns answers into objects, over OpenAI's own client."""

from collections.abc import Iterable

import instructor
import openai
from instructor.core.exceptions import InstructorRetryException
from instructor.processing.multimodal import PDF as Document
from instructor.processing.multimodal import Image
from pydantic import BaseModel
from shared.claims import (GATEWAY, LONG, MODEL, PDF, PLAIN, PNG, TWO_CALLS, LetInLater, NotSupported, check, keys, refused, report,
                           same, seen_leaving, spend)

TENANT = "instructor"
AMPLE, SMALL = keys(TENANT)


class Place(BaseModel):
    city: str


class Anything(BaseModel):
    city: str | None = None


class Weather(BaseModel):
    """The weather in a city."""

    city: str


def client_of(key=AMPLE, at=GATEWAY, mode=instructor.Mode.TOOLS, max_retries=0):
    return instructor.from_openai(openai.OpenAI(base_url=at + "/v1", api_key=key, max_retries=max_retries), mode=mode)


client = client_of()


def ask(kind, *content, by=client, **more):
    messages = [{"role": "user", "content": content[0] if len(content) == 1 else list(content)}]
    return by.create(**{"model": MODEL, "response_model": kind, "messages": messages, **more})


def text():
    answer = ask(None, "Hello")
    check("Hello" in answer.choices[0].message.content, answer.choices[0].message.content)
    check(answer.usage.total_tokens > 0, "no usage")


def stream():
    pieces = list(client.create_partial(Place, [{"role": "user", "content": "Where is it cold?"}], model=MODEL))
    check(pieces and isinstance(pieces[-1].city, str), f"{len(pieces)} pieces without a city")


def several_calls():
    able = client_of(mode=instructor.Mode.PARALLEL_TOOLS)
    found = ask(Iterable[Weather], TWO_CALLS.replace("tool:weather", "tool:Weather"), by=able)
    same([one.city for one in found], ["Oslo", "Rome"], "cities")


def image():
    ask(Place, "What is this?", Image.from_base64("data:image/png;base64," + PNG))


def pdf():
    ask(Place, "What is this?", Document.from_base64("data:application/pdf;base64," + PDF))


def structured():
    for mode in (instructor.Mode.TOOLS, instructor.Mode.JSON_SCHEMA):
        check(isinstance(ask(Place, "Where is it cold?", by=client_of(mode=mode)), Place), f"{mode}: nothing was parsed")


def json_mode():
    answer = ask(Anything, "Where is it cold?", by=client_of(mode=instructor.Mode.JSON))
    check(isinstance(answer, Anything), "nothing was parsed")


def errors():
    """Instructor's exception has that of OpenAI's client as its cause."""
    def refused_with(kind, **more):
        cause = refused(InstructorRetryException, lambda: ask(Place, "Hello", **more)).__cause__
        check(isinstance(cause, kind), f"{type(cause).__name__} instead of {kind.__name__}: {cause}")

    refused_with(openai.AuthenticationError, by=client_of("nobody"))
    refused_with(openai.NotFoundError, model="no-such-model")
    refused_with(openai.BadRequestError, temperature=7)
    spend(SMALL)
    refused_with(openai.RateLimitError, by=client_of(SMALL))


def abort():
    answer = ask(None, LONG, stream=True, max_tokens=2000)
    next(iter(answer))
    answer.close()
    seen_leaving(TENANT)
    ask(None, "Hello")


def retries():
    with LetInLater(SMALL):
        ask(Place, "Hello", by=client_of(SMALL, max_retries=openai.DEFAULT_MAX_RETRIES))


def plain():
    ask(Place, "Hello", by=client_of(at=PLAIN))


report("instructor", text=text, stream=stream, tool=NotSupported("it uses tools for its objects and sends no results back"),
       tools=several_calls, image=image, pdf=pdf, structured=structured, json=json_mode, errors=errors, abort=abort, retries=retries,
       plain=plain)
