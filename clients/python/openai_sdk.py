"""OpenAI's own client."""

import json

import openai
from pydantic import BaseModel
from shared.claims import (GATEWAY, LONG, MODEL, ONE_CALL, PDF, PLAIN, PNG, TWO_CALLS, WEATHER, LetInLater, check, keys, refused, report,
                           same, seen_leaving, spend)

TENANT = "openai-python"
AMPLE, SMALL = keys(TENANT)
BASE_URL = GATEWAY + "/v1"
client = openai.OpenAI(base_url=BASE_URL, api_key=AMPLE, max_retries=0)
TOOLS = [{"type": "function", "function": {"name": "weather", "parameters": WEATHER, "strict": True}}]


class Place(BaseModel):
    city: str


def ask(content, by=client, **more):
    return by.chat.completions.create(**{"model": MODEL, "messages": [{"role": "user", "content": content}], **more})


def text():
    answer = ask("Hello")
    check("Hello" in answer.choices[0].message.content, answer.choices[0].message.content)
    check(answer.usage.total_tokens > 0, "no usage")
    vectors = client.embeddings.create(model="titan", input=["Hello", "world"], dimensions=256)
    same([len(each.embedding) for each in vectors.data], [256, 256], "dimensions")
    check(vectors.usage.total_tokens > 0, "no usage of vectors")


def stream():
    words, usage = "", None
    for chunk in ask("[[tokens:100]]", stream=True, stream_options={"include_usage": True}):
        words += (chunk.choices[0].delta.content or "") if chunk.choices else ""
        usage = chunk.usage or usage
    same(len(words.split()), 100, "words")
    same(usage.completion_tokens, 100, "tokens")


def round_trip(prompt, cities):
    asked = ask(prompt, tools=TOOLS).choices[0]
    same(asked.finish_reason, "tool_calls", "finish reason")
    calls = asked.message.tool_calls
    same([json.loads(call.function.arguments)["city"] for call in calls], cities, "cities")
    same(len({call.id for call in calls}), len(cities), "different ids")
    results = [{"role": "tool", "tool_call_id": call.id, "content": "4 degrees"} for call in calls]
    answer = client.chat.completions.create(
        model=MODEL, tools=TOOLS, messages=[{"role": "user", "content": prompt}, asked.message, *results])
    same(answer.choices[0].finish_reason, "stop", "finish reason after the results")


def image():
    ask([{"type": "text", "text": "What is this?"},
         {"type": "image_url", "image_url": {"url": "data:image/png;base64," + PNG}}])


def pdf():
    ask([{"type": "text", "text": "What is this?"},
         {"type": "file", "file": {"filename": "hello.pdf", "file_data": "data:application/pdf;base64," + PDF}}])


def structured():
    answer = client.chat.completions.parse(
        model=MODEL, messages=[{"role": "user", "content": "Where is it cold?"}], response_format=Place)
    check(isinstance(answer.choices[0].message.parsed, Place), "nothing was parsed")


def json_mode():
    answer = ask("Answer in JSON.", response_format={"type": "json_object"})
    check(isinstance(json.loads(answer.choices[0].message.content), dict), "no object")


def errors():
    stranger = openai.OpenAI(base_url=BASE_URL, api_key="sk-nobody", max_retries=0)
    refused(openai.AuthenticationError, lambda: ask("Hello", by=stranger))
    same(refused(openai.NotFoundError, lambda: ask("Hello", model="no-such-model")).code, "model_not_found", "code of 404")
    refused(openai.BadRequestError, lambda: ask("Hello", temperature=7))
    spend(SMALL)
    small = openai.OpenAI(base_url=BASE_URL, api_key=SMALL, max_retries=0)
    same(refused(openai.RateLimitError, lambda: ask("Hello", by=small)).code, "rate_limit_exceeded", "code of 429")


def abort():
    with ask(LONG, stream=True, max_tokens=2000) as answer:
        next(iter(answer))
    seen_leaving(TENANT)
    ask("Hello")


def retries():
    with LetInLater(SMALL):
        ask("Hello", by=openai.OpenAI(base_url=BASE_URL, api_key=SMALL))


def plain():
    ask("Hello", by=openai.OpenAI(base_url=PLAIN + "/v1", api_key=AMPLE, max_retries=0))


report("openai", text=text, stream=stream, tool=lambda: round_trip(ONE_CALL, ["Oslo"]),
       tools=lambda: round_trip(TWO_CALLS, ["Oslo", "Rome"]), image=image, pdf=pdf, structured=structured, json=json_mode,
       errors=errors, abort=abort, retries=retries, plain=plain)
