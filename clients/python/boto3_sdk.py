"""boto3, with its key in AWS_BEARER_TOKEN_BEDROCK."""

import base64
import json
import os

import boto3
from botocore.config import Config
from shared.claims import (GATEWAY, LONG, MODEL, ONE_CALL, PDF, PNG, TWO_CALLS, WEATHER, LetInLater, NotSupported, check, keys, refused,
                           report, same, seen_leaving, spend)

TENANT = "boto3"
AMPLE, SMALL = keys(TENANT)
TOOLS = {"tools": [{"toolSpec": {"name": "weather", "inputSchema": {"json": WEATHER}}}]}


def client_of(key, **retries):
    os.environ["AWS_BEARER_TOKEN_BEDROCK"] = key
    return boto3.client("bedrock-runtime", endpoint_url=GATEWAY, region_name="us-east-1",
                        config=Config(retries=retries or None))


client = client_of(AMPLE, total_max_attempts=1)


def user(*content):
    return {"role": "user", "content": list(content)}


def ask(*content, by=client, **more):
    return by.converse(**{"modelId": MODEL, "messages": [user(*content)], **more})


def text():
    answer = ask({"text": "Hello"})
    check("Hello" in answer["output"]["message"]["content"][0]["text"], str(answer))
    check(answer["usage"]["totalTokens"] > 0, "no usage")
    vector = json.loads(client.invoke_model(modelId="titan", body=json.dumps({"inputText": "Hello", "dimensions": 256}))["body"].read())
    same(len(vector["embedding"]), 256, "dimensions")
    invoked()


def invoked():
    body = json.dumps({"inferenceConfig": {"maxTokens": 100}, "messages": [user({"text": "Hello"})]})
    whole = client.invoke_model(modelId="nova", body=body)
    check("Hello" in json.loads(whole["body"].read())["output"]["message"]["content"][0]["text"], "Nova's answer")
    counted = int(whole["ResponseMetadata"]["HTTPHeaders"]["x-amzn-bedrock-output-token-count"])
    check(counted > 0, "no count in a header")
    chunks = [json.loads(event["chunk"]["bytes"]) for event in client.invoke_model_with_response_stream(modelId="nova", body=body)["body"]]
    same(chunks[-1]["amazon-bedrock-invocationMetrics"]["outputTokenCount"], counted, "tokens of the stream")
    check(client.count_tokens(modelId=MODEL, input={"converse": {"messages": [user({"text": "Hello"})]}})["inputTokens"] > 0, "no count")


def stream():
    events = list(client.converse_stream(modelId=MODEL, messages=[user({"text": "[[tokens:100]]"})])["stream"])
    words = "".join(event["contentBlockDelta"]["delta"]["text"] for event in events if "contentBlockDelta" in event)
    same(len(words.split()), 100, "words")
    same(events[-1]["metadata"]["usage"]["outputTokens"], 100, "tokens")


def round_trip(prompt, cities):
    asked = ask({"text": prompt}, toolConfig=TOOLS)
    same(asked["stopReason"], "tool_use", "stop reason")
    message = asked["output"]["message"]
    calls = [block["toolUse"] for block in message["content"] if "toolUse" in block]
    same([call["input"]["city"] for call in calls], cities, "cities")
    same(len({call["toolUseId"] for call in calls}), len(cities), "different ids")
    results = [{"toolResult": {"toolUseId": call["toolUseId"], "content": [{"text": "4 degrees"}]}} for call in calls]
    answer = client.converse(modelId=MODEL, toolConfig=TOOLS, messages=[user({"text": prompt}), message, user(*results)])
    same(answer["stopReason"], "end_turn", "stop reason after the results")


def image():
    ask({"text": "What is this?"}, {"image": {"format": "png", "source": {"bytes": base64.b64decode(PNG)}}})


def pdf():
    ask({"text": "What is this?"},
        {"document": {"format": "pdf", "name": "hello", "source": {"bytes": base64.b64decode(PDF)}}})


def structured():
    forced = {**TOOLS, "toolChoice": {"tool": {"name": "weather"}}}
    answer = ask({"text": "Where is it cold?"}, toolConfig=forced)
    check(isinstance(answer["output"]["message"]["content"][0]["toolUse"]["input"].get("city"), str), "no city")


def errors():
    refused(client.exceptions.AccessDeniedException,
            lambda: ask({"text": "Hello"}, by=client_of("nobody", total_max_attempts=1)))
    refused(client.exceptions.ResourceNotFoundException, lambda: ask({"text": "Hello"}, modelId="no-such-model"))
    refused(client.exceptions.ValidationException,
            lambda: ask({"text": "Hello"}, inferenceConfig={"temperature": 7}))
    spend(SMALL)
    refused(client.exceptions.ThrottlingException, lambda: ask({"text": "Hello"}, by=client_of(SMALL, total_max_attempts=1)))


def abort():
    answer = client.converse_stream(modelId=MODEL, messages=[user({"text": LONG})], inferenceConfig={"maxTokens": 2000})
    next(iter(answer["stream"]))
    answer["stream"].close()
    seen_leaving(TENANT)
    ask({"text": "Hello"})


def retries():
    with LetInLater(SMALL):
        ask({"text": "Hello"}, by=client_of(SMALL))


report("boto3", text=text, stream=stream, tool=lambda: round_trip(ONE_CALL, ["Oslo"]),
       tools=lambda: round_trip(TWO_CALLS, ["Oslo", "Rome"]), image=image, pdf=pdf, structured=structured,
       json=NotSupported("Converse has no such mode"), errors=errors, abort=abort, retries=retries,
       plain=NotSupported("it sends no key over http"))
