"""OpenAI's own client, by its Responses."""

import json

import openai
from pydantic import BaseModel
from shared.claims import (GATEWAY, LONG, MODEL, ONE_CALL, PDF, PLAIN, PNG, TWO_CALLS, WEATHER, LetInLater, check, keys, refused, report,
                           same, seen_leaving, spend)

TENANT = "openai-python-responses"
AMPLE, SMALL = keys(TENANT)
BASE_URL = GATEWAY + "/v1"
client = openai.OpenAI(base_url=BASE_URL, api_key=AMPLE, max_retries=0)
TOOLS = [{"type": "function", "name": "weather", "parameters": WEATHER, "strict": True}]


class Place(BaseModel):
    city: str


def ask(content, by=client, **more):
    return by.responses.create(**{"model": MODEL, "input": content, **more})


def part(content):
    ask([{"role": "user", "content": [{"type": "input_text", "text": "What is this?"}, content]}])


def text():
    answer = ask("Hello")
    check("Hello" in answer.output_text, answer.output_text)
    check(answer.usage.total_tokens > 0, "no usage")


def stream():
    words = ""
    with client.responses.stream(model=MODEL, input="[[tokens:100]]") as events:
        for event in events:
            words += event.delta if event.type == "response.output_text.delta" else ""
        answer = events.get_final_response()
    same(len(words.split()), 100, "words")
    same(answer.output_text, words, "whole text")
    same(answer.usage.output_tokens, 100, "tokens")


def round_trip(prompt, cities):
    asked = ask(prompt, tools=TOOLS)
    calls = [item for item in asked.output if item.type == "function_call"]
    same([json.loads(call.arguments)["city"] for call in calls], cities, "cities")
    same(len({call.call_id for call in calls}), len(cities), "different ids")
    results = [{"type": "function_call_output", "call_id": call.call_id, "output": "4 degrees"} for call in calls]
    answer = ask([{"role": "user", "content": prompt}, *asked.output, *results], tools=TOOLS, store=False)
    check(answer.output_text, "no text after the results")


def image():
    part({"type": "input_image", "detail": "auto", "image_url": "data:image/png;base64," + PNG})


def pdf():
    part({"type": "input_file", "filename": "hello.pdf", "file_data": "data:application/pdf;base64," + PDF})


def structured():
    answer = client.responses.parse(model=MODEL, input="Where is it cold?", text_format=Place)
    check(isinstance(answer.output_parsed, Place), "nothing was parsed")


def json_mode():
    answer = ask("Answer in JSON.", text={"format": {"type": "json_object"}})
    check(isinstance(json.loads(answer.output_text), dict), "no object")


def errors():
    stranger = openai.OpenAI(base_url=BASE_URL, api_key="sk-nobody", max_retries=0)
    refused(openai.AuthenticationError, lambda: ask("Hello", by=stranger))
    same(refused(openai.NotFoundError, lambda: ask("Hello", model="no-such-model")).code, "model_not_found", "code of 404")
    same(refused(openai.BadRequestError, lambda: ask("Hello", temperature=7)).param, "temperature", "field of 400")
    same(refused(openai.BadRequestError, lambda: ask("Hello", previous_response_id="resp_1")).param, "previous_response_id",
         "field of 400")
    refused(openai.NotFoundError, lambda: client.responses.retrieve("resp_1"))
    spend(SMALL)
    small = openai.OpenAI(base_url=BASE_URL, api_key=SMALL, max_retries=0)
    same(refused(openai.RateLimitError, lambda: ask("Hello", by=small)).code, "rate_limit_exceeded", "code of 429")


def abort():
    with ask(LONG, stream=True, max_output_tokens=2000) as answer:
        for event in answer:
            if event.type == "response.output_text.delta":
                break
    seen_leaving(TENANT)
    ask("Hello")


def retries():
    with LetInLater(SMALL):
        ask("Hello", by=openai.OpenAI(base_url=BASE_URL, api_key=SMALL))


def plain():
    ask("Hello", by=openai.OpenAI(base_url=PLAIN + "/openai/v1", api_key=AMPLE, max_retries=0))


report("openai", "(Responses)", text=text, stream=stream, tool=lambda: round_trip(ONE_CALL, ["Oslo"]),
       tools=lambda: round_trip(TWO_CALLS, ["Oslo", "Rome"]), image=image, pdf=pdf, structured=structured, json=json_mode,
       errors=errors, abort=abort, retries=retries, plain=plain)
